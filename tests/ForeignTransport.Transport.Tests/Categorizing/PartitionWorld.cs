using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Tests.Submission;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>One partition with a journal that obeys, and a spec that answers for the connectors. All timers and the clock are virtual.</summary>
public abstract class PartitionWorld()
    : TestKit(PatientStart.Hocon + JournalControl.Hocon + """

        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        """)
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    protected static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    protected const string Claimant = "Hub01/Pickup/0";
    protected const string Directory = "/drop/fax";
    private protected static readonly ForeignConnector Fax = Connector("fax", "FAX:*;1");
    private protected static readonly ForeignConnector Smtp = Connector("smtp", "SMTP:*;1");

    private long _version;

    private protected FakeTimeProvider Time { get; } = new(Noon);

    private protected MemoryMessageStore Store { get; } = new();

    private protected OrganizationView Organization { get; } = new();

    /// <summary>Of the configurations from now on.</summary>
    private protected PriorityQueuing Priorities { get; set; } = new();

    private protected JournalControl Journal => JournalControl.Of(Sys);

    /// <summary>What the partition has of its server, also when it is started again.</summary>
    private protected CategorizerServices Services => field ??= new CategorizerServices(
        "Hub01", "hub01.contoso.com", Organization, Store, Servers, new HostedPartitions(), new DeliveryOptions(256, 16 << 20, 2), Time);

    private protected SimulatedServers Servers => field ??= new SimulatedServers("Hub01", Connectors);

    /// <summary>Where commands to connectors arrive.</summary>
    private protected TestProbe Connectors => field ??= CreateTestProbe("connectors");

    internal static ForeignConnector Connector(string name, params string[] spaces) => new()
    {
        Id = Guid.NewGuid(),
        Name = name,
        AddressSpaces = [.. spaces.Select(text => AddressSpace.TryParse(text, out var space, out var error) ? space : throw new ArgumentException(error.ToString()))],
        SourceTransportServers = ["Hub01"]
    };

    /// <summary>A message to one fax, from somebody outside; its content is in the store.</summary>
    private protected QueuedMessage Message(int number, string sender = "alice@fabrikam.com", params RefusedRecipient[] refused)
    {
        var id = MessageId.Create(Noon, 0, (ulong)number);
        var head = System.Text.Encoding.ASCII.GetBytes($"From: {sender}\r\nSubject: {number}\r\nMessage-ID: <{number}@fabrikam.com>\r\n\r\n");
        Store.Put(id, [.. head, .. "hello\r\n"u8], head.Length);
        return new QueuedMessage(
            id,
            new Core.Messages.Envelope(sender, [new EnvelopeRecipient($"IMCEAFAX-{number}@contoso.com")]),
            [.. refused],
            head.Length,
            head.Length + 7,
            $"{number}",
            $"<{number}@fabrikam.com>",
            new TraceInfo(Source: "Pickup"),
            Noon,
            Noon.AddDays(2),
            Claimant,
            IsDsn: false,
            HeadOnly: false);
    }

    private protected void Configure(params ForeignConnector[] connectors) => Configure([], connectors);

    /// <summary>The same with servers that an administrator suspended.</summary>
    private protected void Configure(string[] suspended, params ForeignConnector[] connectors)
    {
        var state = OrganizationState.Restore(
            ++_version, connectors,
            [
                .. new[] { "Hub01", "Hub02" }.Select(name => new TransportService(name)
                {
                    ComponentState = suspended.Contains(name) ? ComponentState.Draining : ComponentState.Active
                })
            ], [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)],
            new TransportConfig { PriorityQueuing = Priorities });
        Assert.True(Organization.Offer(state));
        Sys.EventStream.Publish(new OrganizationChanged(state));
    }

    private protected IActorRef Start()
    {
        var partition = Sys.ActorOf(CategorizerActor.Props(0, Services));
        Watch(partition);
        return partition;
    }

    private protected async Task KillAsync(IActorRef partition)
    {
        Sys.Stop(partition);
        await ExpectStoppedAsync(partition);
    }

    private protected async Task ExpectStoppedAsync(IActorRef partition) =>
        await FishForMessageAsync(message => message is Terminated terminated && terminated.ActorRef.Equals(partition), Patience);

    private protected void Submit(IActorRef partition, params QueuedMessage[] messages) =>
        partition.Tell(new CategorizerCommands.Submit(0, [.. messages]), TestActor);

    private protected async Task SubmittedAsync(IActorRef partition, params QueuedMessage[] messages)
    {
        Submit(partition, messages);
        Assert.Equal(messages.Select(message => message.Id), (await ExpectMsgAsync<CategorizerReplies.Submitted>(Patience)).Ids);
    }

    private protected async Task<DeliveryCommands.StageDrops> StagingAsync() => await Connectors.ExpectMsgAsync<DeliveryCommands.StageDrops>(Patience);

    private protected async Task<DeliveryCommands.PublishDrops> PublishingAsync() => await Connectors.ExpectMsgAsync<DeliveryCommands.PublishDrops>(Patience);

    private protected static DeliveryReplies.Staged AllStaged(DeliveryCommands.StageDrops command) =>
        new(command.Attempt, new StagingResult(Directory, "marker", [.. command.Drops.Select(drop => drop.Key)], [], null));

    private protected static DeliveryReplies.Published AllPublished(DeliveryCommands.PublishDrops command) =>
        new(command.Attempt, "Hub01", new PublishingResult([.. command.Drops.Select(drop => drop.Key)], [], null));

    private protected static DeliveryReplies.Staged NothingStaged(DeliveryCommands.StageDrops command, TransportError error) =>
        new(command.Attempt, new StagingResult(Directory, "marker", [], [], error));

    /// <summary>Counts of the partition, behind everything that was sent to it before.</summary>
    private protected async Task<CategorizerReplies.PartitionSnapshot> LookAsync(IActorRef partition) =>
        await partition.Ask<CategorizerReplies.PartitionSnapshot>(new CategorizerQueries.GetPartition(0), Patience);

    /// <summary>Which of these the partition does not know, behind everything that it is journaling.</summary>
    private protected async Task<IReadOnlyList<MessageId>> UnknownAsync(IActorRef partition, params MessageId[] ids) =>
        (await partition.Ask<CategorizerReplies.Unknown>(new CategorizerQueries.FindUnknown(0, [.. ids]), Patience)).Ids;

    private protected async Task<IReadOnlyList<MessageId>> ReleasableAsync(IActorRef partition, params MessageId[] ids) =>
        (await partition.Ask<CategorizerReplies.Releasable>(new CategorizerQueries.FindReleasable(0, [.. ids]), Patience)).Ids;

    /// <summary>Written, and applied by the partition: the answer comes behind everything that it is journaling.</summary>
    private protected async Task AppliedAsync<T>(IActorRef partition, int count = 1)
    {
        await EventuallyAsync(() => Assert.Equal(count, WrittenCount<T>()));
        await UnknownAsync(partition);
    }

    private protected int WrittenCount<T>() => Journal.Written.OfType<T>().Count();

    private protected void Advance(TimeSpan by)
    {
        Time.Advance(by);
        ((TestScheduler)Sys.Scheduler).Advance(by);
    }

    private protected Task EventuallyAsync(Action assertion) => AwaitAssertAsync(assertion, Patience, TimeSpan.FromMilliseconds(10));
}
