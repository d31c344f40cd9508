using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Serialization;
using Akka.TestKit;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Serialization;
using Xunit;

namespace ForeignTransport.Transport.Tests.Serialization;

/// <summary>Messages between two servers over loopback, with the settings of a server.</summary>
public sealed class RemotingSpecs : RemoteServers
{
    private static readonly CategorizerCommands.Wake Last = new(7);

    [Fact]
    public void should_write_everything_of_ours_with_this_serializer_and_read_nothing_with_the_catch_all()
    {
        Assert.All(SerializedSamples.All.Values, sample => Assert.IsType<TransportSerializer>(Sys.Serialization.FindSerializerFor(sample)));
        Assert.Throws<InvalidDataException>(() => Sys.Serialization.Deserialize("{}"u8.ToArray(), 1, typeof(Named).AssemblyQualifiedName!));
    }

    [Fact]
    public async Task should_arrive_as_it_was_sent_when_there_is_a_message_of_ours()
    {
        var inbox = CreateTestProbe();
        var outbox = await SeenByAsync(Other, inbox);

        foreach (var (name, sent) in MessageSamples.All)
        {
            outbox.Tell(sent);
            var arrived = await inbox.ExpectMsgAsync<object>(Patience);
            Assert.Equal($"{name} {Described.Of(sent)}", $"{name} {Described.Of(arrived)}");
        }

        await Complaints.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task should_create_nothing_when_a_peer_names_a_type_in_json()
    {
        var inbox = CreateTestProbe();
        var stranger = Add(ConfigurationFactory.ParseString("""
            akka { loglevel = OFF, stdout-loglevel = OFF, actor.provider = remote, remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 } }
            """));
        var outbox = await SeenByAsync(stranger, inbox);
        Assert.Equal(1, stranger.Serialization.FindSerializerForType(typeof(Named)).Identifier);
        var sent = new Named();
        var made = Named.Made;

        outbox.Tell(sent);
        outbox.Tell("after it");

        Assert.Equal("after it", await inbox.ExpectMsgAsync<object>(Patience));
        Assert.Equal(made, Named.Made);
        await RefusedAsync(inbox);
    }

    [Fact]
    public async Task should_lose_only_that_message_when_a_peer_sends_a_manifest_of_a_later_release()
    {
        var inbox = CreateTestProbe();
        var later = Add(ConfigurationFactory.ParseString($$"""
            akka.actor {
              serializers.later = "{{typeof(LaterSerializer).AssemblyQualifiedName}}"
              serialization-bindings { "{{typeof(Named).AssemblyQualifiedName}}" = later }
            }
            """).WithFallback(Settings("")));
        var outbox = await SeenByAsync(later, inbox);

        outbox.Tell(new Named());
        outbox.Tell(Last);

        Assert.Equal(Last, await inbox.ExpectMsgAsync<object>(Patience));
        await RefusedAsync(inbox);
    }

    [Fact]
    public async Task should_lose_only_that_message_when_something_is_sent_that_must_not_leave_the_process()
    {
        var inbox = new Letterbox(Other).Actor;
        var outbox = await Sys.ActorSelection(inbox.Path.ToStringWithAddress(AddressOf(Other))).ResolveOne(Patience);

        outbox.Tell(new Named());
        outbox.Tell(new DateOnly(2026, 11, 23));
        outbox.Tell(Last);

        Assert.Equal(Last, await inbox.Ask<object>(Letterbox.Next, Patience));
        await RefusedAsync(null);
        await RefusedAsync(null);
    }

    [Fact]
    public async Task should_arrive_when_a_batch_is_just_below_a_frame_and_be_lost_alone_when_it_is_larger()
    {
        var frame = (int)Sys.Settings.Config.GetByteSize("akka.remote.dot-netty.tcp.maximum-frame-size", null)!.Value;
        var inbox = new Letterbox(Other).Actor;
        var outbox = await Sys.ActorSelection(inbox.Path.ToStringWithAddress(AddressOf(Other))).ResolveOne(Patience);
        var drop = new DeliveryCommands.DropToStage(
            new DropKey(SerializedSamples.First, 1), new string('f', 80),
            new Core.Messages.Envelope("sender@contoso.com", [.. Enumerable.Range(0, 10).Select(number => new EnvelopeRecipient($"fax{number}@contoso.com"))]),
            new TraceInfo("MSExchange15", Source: "Pickup"), 1000, PossibleDuplicate: false);
        var fitting = (frame - WireSize.Overhead) / WireSize.Of(drop);

        outbox.Tell(new DeliveryCommands.StageDrops(SerializedSamples.Connector, 1, [.. Enumerable.Repeat(drop, fitting)]));
        Assert.Equal(fitting, (await inbox.Ask<DeliveryCommands.StageDrops>(Letterbox.Next, Patience)).Drops.Length);

        outbox.Tell(new DeliveryCommands.StageDrops(SerializedSamples.Connector, 1, [.. Enumerable.Repeat(drop, 2 * fitting)]));
        outbox.Tell(Last);
        Assert.Equal(Last, await inbox.Ask<object>(Letterbox.Next, Patience));
        Assert.Contains("oversized", (await RefusedAsync(null)).ToString(), StringComparison.Ordinal);
    }

    /// <summary>One complaint, of a message; the connection stays.</summary>
    private async Task<LogEvent> RefusedAsync(TestProbe? inbox)
    {
        var complaint = await Complaints.ExpectMsgAsync<object>(Patience);
        var logged = Assert.IsAssignableFrom<LogEvent>(complaint);
        Assert.Contains("association remains live", logged.ToString(), StringComparison.Ordinal);
        if (inbox is not null)
        {
            await inbox.ExpectNoMsgAsync(TimeSpan.Zero);
            await Complaints.ExpectNoMsgAsync(Blink);
        }

        return logged;
    }

    /// <summary>An actor of the other system that keeps what comes and gives it out when asked.</summary>
    private sealed class Letterbox(ActorSystem system)
    {
        public const string Next = "next";

        public IActorRef Actor { get; } = system.ActorOf(Akka.Actor.Props.Create(() => new Keeper()));

        private sealed class Keeper : UntypedActor
        {
            private readonly Queue<object> _kept = new();
            private readonly Queue<IActorRef> _asking = new();

            protected override void OnReceive(object message)
            {
                if (message is Next)
                {
                    _asking.Enqueue(Sender);
                }
                else
                {
                    _kept.Enqueue(message);
                }

                while (_kept.Count > 0 && _asking.Count > 0)
                {
                    _asking.Dequeue().Tell(_kept.Dequeue());
                }
            }
        }
    }

    /// <summary>A type that a peer might name.</summary>
    public sealed class Named
    {
        private static int made;

        public Named() => Interlocked.Increment(ref made);

        public static int Made => Volatile.Read(ref made);
    }

    /// <summary>Our serializer as a later release might have it.</summary>
    public sealed class LaterSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 3463;

        public override string Manifest(object o) => "zz";

        public override byte[] ToBinary(object obj) => [];

        public override object FromBinary(byte[] bytes, string manifest) => throw new InvalidOperationException("It only sends.");
    }
}
