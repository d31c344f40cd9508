using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Setup;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Hosting;
using ForeignTransport.Transport.Storage.Sqlite;
using ForeignTransport.Transport.Tests.Storage;
using ForeignTransport.Transport.Tests.Storage.Sqlite;
using ForeignTransport.Transport.Tests.Submission;
using ForeignTransport.Transport.Tracking;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>A partition on the real SQLite journal, with the real serializer, across snapshots and deleted history.</summary>
public sealed class PartitionRecoverySpecs : IDisposable
{
    /// <summary>Enough for one snapshot a round: three entries a message.</summary>
    private const int Round = 1_340;
    private const int Rounds = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();
    private readonly MemoryMessageStore _store = new();
    private readonly OrganizationView _organization = new();
    private readonly ConcurrentQueue<DropKey> _publications = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly ForeignConnector _fax = PartitionWorld.Connector("fax", "FAX:*;1");

    private string Database => _directory.File("journal.db");

    public PartitionRecoverySpecs() => Assert.True(_organization.Offer(OrganizationState.Restore(
        1, [_fax], [new TransportService("Hub01")], [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)], new TransportConfig())));

    public void Dispose()
    {
        SqlitePools.Clear(Database);
        _directory.Dispose();
    }

    [Fact]
    public async Task should_recover_the_same_state_when_history_before_snapshots_is_deleted()
    {
        CategorizerReplies.PartitionSnapshot before;
        MessageId[] staged = [.. Enumerable.Range(10_000, 5).Select(Id)];
        using (var system = CreateSystem())
        {
            var partition = Start(system, deliversAll: true);
            for (var round = 0; round < Rounds; round++)
            {
                var count = round + 1;
                await SubmitAsync(partition, Enumerable.Range(round * Round, Round));
                await EventuallyAsync(() => Count("SELECT count(*) FROM snapshot") >= Math.Min(count, 3));
                await EventuallyAsync(async () => (await LookAsync(partition)).Messages == 0);
                _time.Advance(TimeSpan.FromMinutes(3));
            }

            await EventuallyAsync(() => Count("SELECT min(sequence_number) FROM journal WHERE deleted = 0") > 1);
            await partition.GracefulStop(Patience);
            partition = Start(system, deliversAll: false);
            await SubmitAsync(partition, Enumerable.Range(10_000, 5));
            await EventuallyAsync(() => _publications.Count(drop => drop.Message >= Id(10_000)) == staged.Length);
            before = await LookAsync(partition);
            Assert.Equal((5, Rounds * Round), (before.Messages, before.Remembered));
            await system.Terminate();
        }

        using var again = CreateSystem();
        _publications.Clear();
        var recovered = Start(again, deliversAll: false);

        var after = await LookAsync(recovered);
        Assert.Equal((before.Messages, before.Remembered), (after.Messages, after.Remembered));
        var unknown = await recovered.Ask<CategorizerReplies.Unknown>(
            new CategorizerQueries.FindUnknown(0, [.. Enumerable.Range(0, Rounds * Round).Select(Id), .. staged, Id(99_999)]), Patience);
        Assert.Equal(Id(99_999), Assert.Single(unknown.Ids));
        await EventuallyAsync(() => _publications.Count == staged.Length);
        Assert.Equal(staged, _publications.Select(drop => drop.Message).Order());
        await again.Terminate();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task should_save_a_snapshot_only_when_the_rows_that_it_hides_are_written_or_cannot_be_for_seconds(bool written)
    {
        var tracking = new HeldTracking();
        using var system = CreateSystem();
        var partition = Start(system, deliversAll: true, tracking);
        await SubmitAsync(partition, Enumerable.Range(0, Round));
        await EventuallyAsync(() => tracking.Asked is not null);
        await SubmitAsync(partition, Enumerable.Range(Round, 5));
        await EventuallyAsync(async () => (await LookAsync(partition)).Messages == 0);
        var (whom, taken) = tracking.Asked!.Value;
        Assert.Equal(0, Count("SELECT count(*) FROM snapshot"));

        // The answer to an earlier question is none to this one.
        whom.Tell(new TrackingActor.Flushed(0, 0, taken - 1));
        await LookAsync(partition);
        Assert.Equal(0, Count("SELECT count(*) FROM snapshot"));
        if (written)
        {
            whom.Tell(new TrackingActor.Flushed(0, 0, taken));
        }
        else
        {
            _time.Advance(TimeSpan.FromSeconds(6));
        }

        await EventuallyAsync(() => Count("SELECT count(*) FROM snapshot") == 1);
        Assert.Equal(taken, Count("SELECT max(sequence_number) FROM snapshot"));
        Assert.True(taken < Count("SELECT max(sequence_number) FROM journal"));
        await system.Terminate();

        using var again = CreateSystem();
        var after = await LookAsync(Start(again, deliversAll: false));
        Assert.Equal((0, Round + 5), (after.Messages, after.Remembered));
        await again.Terminate();
    }

    private static MessageId Id(int number) => MessageId.Create(Noon, 0, (ulong)number);

    private ActorSystem CreateSystem()
    {
        var persistence = SqlitePersistence.Prepare(Database);
        var node = ConfigurationOf(_directory.Path);
        return ActorSystem.Create("recovery", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(Akka.Configuration.ConfigurationFactory.ParseString(
                "akka.actor.provider = local\nakka.loggers = [\"Akka.Event.DefaultLogger\"]\nakka.loglevel = ERROR")
                .WithFallback(ClusterHocon.For(node, Akka.Configuration.Config.Empty)).WithFallback(persistence.Hocon)),
            persistence.Setup));
    }

    private static NodeConfiguration ConfigurationOf(string path)
    {
        Assert.True(NodeConfigurationLoader.TryLoad(new NodeConfigurationSources(path, "hub01.contoso.com"), out var node, out _, out _));
        return node;
    }

    private IActorRef Start(ActorSystem system, bool deliversAll, ITracking? tracking = null) =>
        system.ActorOf(CategorizerActor.Props(0, Services(system.ActorOf(Props.Create(() => new FakeConnector(deliversAll, _publications)))) with
        {
            Tracking = tracking ?? NoTracking.Instance
        }));

    /// <summary>Tracking that never answers by itself.</summary>
    private sealed class HeldTracking : ITracking
    {
        private volatile Tuple<IActorRef, long>? _asked;

        public (IActorRef Whom, long Id)? Asked => _asked is { } asked ? (asked.Item1, asked.Item2) : null;

        public TrackingScope? Scope => null;

        public void Record(IReadOnlyList<TrackingRecord> rows)
        {
        }

        public void Flush(IActorRef whom, long id) => _asked ??= Tuple.Create(whom, id);
    }

    private CategorizerServices Services(IActorRef connectors) =>
        new("Hub01", "hub01.contoso.com", _organization, _store, new SimulatedServers("Hub01", connectors), new HostedPartitions(), new DeliveryOptions(256, 16 << 20, 2), _time);

    private static async Task SubmitAsync(IActorRef partition, IEnumerable<int> numbers)
    {
        foreach (var portion in numbers.Chunk(200))
        {
            await partition.Ask<CategorizerReplies.Submitted>(new CategorizerCommands.Submit(0, [.. portion.Select(number => new QueuedMessage(
                Id(number),
                new Core.Messages.Envelope("bob@contoso.com", [new EnvelopeRecipient("IMCEAFAX-1@contoso.com")]),
                [], 10, 20, "s", "<x@contoso.com>", new TraceInfo(), Noon, Noon.AddDays(2), "Hub01/Pickup/0", IsDsn: false, HeadOnly: false))]), Patience);
        }
    }

    private static Task<CategorizerReplies.PartitionSnapshot> LookAsync(IActorRef partition) =>
        partition.Ask<CategorizerReplies.PartitionSnapshot>(new CategorizerQueries.GetPartition(0), Patience);

    private long Count(string query)
    {
        using var connection = SqliteConnections.Open(Database, TimeSpan.FromSeconds(5));
        return (long)connection.Scalar(query)!;
    }

    private static Task EventuallyAsync(Func<bool> condition) => EventuallyAsync(() => Task.FromResult(condition()));

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    private sealed class FakeConnector(bool publishes, ConcurrentQueue<DropKey> publications) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case DeliveryCommands.StageDrops stage:
                    Sender.Tell(new DeliveryReplies.Staged(stage.Attempt, new StagingResult("/drop", "marker", [.. stage.Drops.Select(drop => drop.Key)], [], null)));
                    break;
                case DeliveryCommands.PublishDrops publish:
                    foreach (var drop in publish.Drops)
                    {
                        publications.Enqueue(drop.Key);
                    }

                    if (publishes)
                    {
                        Sender.Tell(new DeliveryReplies.Published(publish.Attempt, "Hub01", new PublishingResult([.. publish.Drops.Select(drop => drop.Key)], [], null)));
                    }

                    break;
                default:
                    Unhandled(message);
                    break;
            }
        }
    }
}
