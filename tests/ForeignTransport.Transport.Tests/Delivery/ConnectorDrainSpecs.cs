using System.Collections.Concurrent;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Tests.Storage;
using ForeignTransport.Transport.Tests.Submission;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Delivery;

/// <summary>The connectors of a server that stops, and of one that was too slow for the others.</summary>
public sealed class ConnectorDrainSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Guid Fax = Guid.NewGuid();

    private readonly TemporaryDirectory _data = new();
    private readonly MemoryMessageStore _store = new();
    private readonly OrganizationView _organization = new();
    private readonly FakeTimeProvider _time = new(Drops.Now);
    private readonly IActorRef _connectors;

    public ConnectorDrainSpecs()
        : base(PatientStart.Hocon)
    {
        Assert.True(AddressSpace.TryParse("FAX:*;1", out var space, out _));
        var connector = new ForeignConnector { Id = Fax, Name = "fax", AddressSpaces = [space], SourceTransportServers = ["Hub01"] };
        Assert.True(_organization.Offer(OrganizationState.Restore(1, [connector], [new TransportService("Hub01")], [], new TransportConfig())));
        _connectors = Sys.ActorOf(ConnectorSupervisor.Props(
            "Hub01", _organization, new DropPaths(_data.Path, WindowsPathMapping.Disabled, Drops.Markers), _store, new WorkUnderWay(), Drops.MayAct, _time));
    }

    [Fact]
    public async Task should_publish_and_stage_nothing_more_when_the_server_stops()
    {
        var staged = await StageAsync(1);
        var drain = DrainAsync();

        _store.Put(2);
        _connectors.Tell(Stage(2), TestActor);
        var refused = await ExpectMsgAsync<DeliveryReplies.Unavailable>(Patience);
        Assert.Equal((2, ErrorCatalogue.ServerStopping), (refused.Attempt, refused.Error.Entry));
        _connectors.Tell(Publish(1, staged), TestActor);
        Assert.Single((await ExpectMsgAsync<DeliveryReplies.Published>(Patience)).Result.Published);

        await drain;
        Assert.Single(Directory.GetFiles(_data.File("fax")));
        Assert.Equal(1, _store.Reads);
    }

    [Fact]
    public async Task should_end_what_is_under_way_before_it_is_drained()
    {
        var gate = _store.HoldReads();
        _store.Put(1);
        _connectors.Tell(Stage(1), TestActor);
        await AwaitConditionAsync(() => Task.FromResult(_store.Reads == 1), Patience, TimeSpan.FromMilliseconds(10));

        // And what waits behind it, which was taken before the server stopped.
        _store.Put(2);
        _connectors.Tell(Stage(2), TestActor);
        var drain = DrainAsync();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(500));
        Assert.False(drain.IsCompleted);
        gate.SetResult();

        await drain;
        await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);
        await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);
    }

    [Fact]
    public async Task should_answer_everybody_who_asks_when_it_is_drained_twice()
    {
        await Task.WhenAll(DrainAsync(), DrainAsync());

        await DrainAsync();
    }

    [Fact]
    public async Task should_not_stage_for_another_server_what_was_given_up_there_when_a_directory_hung()
    {
        var remote = new RemotePartition();
        var gate = _store.HoldReads();
        foreach (var number in Enumerable.Range(1, 4))
        {
            _store.Put(number);
        }

        _connectors.Tell(Stage(1), TestActor);
        await AwaitConditionAsync(() => Task.FromResult(_store.Reads == 1), Patience, TimeSpan.FromMilliseconds(10));
        _connectors.Tell(Stage(2), remote);
        await LookAsync();
        _time.Advance(TimeSpan.FromSeconds(61));
        _connectors.Tell(Stage(3), remote);
        _connectors.Tell(Stage(4), TestActor);
        await LookAsync();
        gate.SetResult();

        Assert.Equal(1, (await ExpectMsgAsync<DeliveryReplies.Staged>(Patience)).Attempt);
        Assert.Equal(4, (await ExpectMsgAsync<DeliveryReplies.Staged>(Patience)).Attempt);
        await AwaitConditionAsync(() => Task.FromResult(remote.Received.Count == 2), Patience, TimeSpan.FromMilliseconds(10));
        var late = Assert.Single(remote.Received.OfType<DeliveryReplies.Unavailable>());
        Assert.Equal((2, ErrorCatalogue.ConnectorDoesNotAnswer), (late.Attempt, late.Error.Entry));
        Assert.Equal(3, Assert.Single(remote.Received.OfType<DeliveryReplies.Staged>()).Attempt);
        await DrainAsync();
    }

    [Fact]
    public async Task should_stage_for_a_partition_of_this_server_however_long_it_took()
    {
        // Nobody else can have taken it over in less than the five minutes after which it gives up itself.
        var gate = _store.HoldReads();
        _store.Put(1);
        _store.Put(2);
        _connectors.Tell(Stage(1), TestActor);
        await AwaitConditionAsync(() => Task.FromResult(_store.Reads == 1), Patience, TimeSpan.FromMilliseconds(10));
        _connectors.Tell(Stage(2), TestActor);
        await LookAsync();
        _time.Advance(TimeSpan.FromMinutes(4));
        gate.SetResult();

        await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);
        Assert.Single((await ExpectMsgAsync<DeliveryReplies.Staged>(Patience)).Result.Staged);
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _data.Dispose();
    }

    private Task<ConnectorSupervisor.Drained> DrainAsync() =>
        _connectors.Ask<ConnectorSupervisor.Drained>(ConnectorSupervisor.Drain.Instance, Patience);

    /// <summary>Waits until everything that was sent has arrived at the connector.</summary>
    private async Task LookAsync()
    {
        _connectors.Tell(new DeliveryCommands.PublishDrops(Fax, 0, "/nowhere", "nobody's", [], FirstTry: false), TestActor);
        Assert.Equal(0, (await ExpectMsgAsync<DeliveryReplies.Published>(Patience)).Attempt);
    }

    private async Task<DeliveryReplies.Staged> StageAsync(int number)
    {
        _store.Put(number);
        _connectors.Tell(Stage(number), TestActor);
        return await ExpectMsgAsync<DeliveryReplies.Staged>(Patience);
    }

    private static DeliveryCommands.StageDrops Stage(int number) => new(Fax, number, [Drops.Stage(number)]);

    private static DeliveryCommands.PublishDrops Publish(int number, DeliveryReplies.Staged staged) =>
        new(Fax, number, staged.Result.Directory!, staged.Result.Marker!, [Drops.Publish(number)], FirstTry: true);

    /// <summary>A partition on another server, as its address says.</summary>
    private sealed class RemotePartition : MinimalActorRef
    {
        public ConcurrentQueue<object> Received { get; } = new();

        public override ActorPath Path { get; } =
            new RootActorPath(new Address("akka.tcp", "foreign-transport", "hub02", 4053)) / "system" / "sharding" / "categorizer" / "0";

        public override IActorRefProvider Provider => throw new NotSupportedException();

        protected override void TellInternal(object message, IActorRef sender) => Received.Enqueue(message);
    }
}
