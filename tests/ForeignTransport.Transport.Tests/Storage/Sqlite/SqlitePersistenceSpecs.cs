using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Persistence;
using ForeignTransport.Transport.Storage.Sqlite;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.Sqlite;

public sealed class SqlitePersistenceSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _directory = new();

    private string Database => _directory.File("foreign-transport.db");

    public void Dispose()
    {
        SqlitePools.Clear(Database);
        _directory.Dispose();
    }

    [Fact]
    public async Task should_recover_every_event_when_the_system_starts_again()
    {
        using (var system = Start())
        {
            await WriteAsync(system, "p1", "a", "b", "c");
            await system.Terminate();
        }

        using var again = Start();
        Assert.Equal(["a", "b", "c"], await ReadAsync(again, "p1"));
        await again.Terminate();
    }

    [Fact]
    public async Task should_recover_from_snapshot_and_later_events_when_earlier_ones_are_deleted()
    {
        using (var system = Start())
        {
            var ledger = system.ActorOf(Ledger.Props("p1"));
            await ledger.Ask<int>(new Ledger.Write(["a", "b", "c", "d"]), Patience);
            await ledger.Ask<SaveSnapshotSuccess>(Ledger.Save.Instance, Patience);
            await ledger.Ask<DeleteMessagesSuccess>(new Ledger.DeleteUpTo(3), Patience);
            await ledger.Ask<int>(new Ledger.Write(["e"]), Patience);
            await system.Terminate();
        }

        using var connection = SqliteConnections.Open(Database, TimeSpan.FromSeconds(5));
        Assert.Equal(2L, connection.Scalar("SELECT count(*) FROM journal WHERE deleted = 0"));
        using var again = Start();
        Assert.Equal(["a", "b", "c", "d", "e"], await ReadAsync(again, "p1"));
        await again.Terminate();
    }

    [Fact]
    public async Task should_recover_all_events_when_an_actor_moved_away_and_came_back()
    {
        // With the plugin's default replay filter this recovers 20 of 30.
        using var a = Start();
        using var b = Start();
        var expected = Enumerable.Range(0, 30).Select(number => $"event {number}").ToArray();
        await WriteAsync(a, "p1", expected[..10]);
        await WriteAsync(b, "p1", expected[10..20]);
        await WriteAsync(a, "p1", expected[20..]);

        Assert.Equal(expected, await ReadAsync(b, "p1"));
        await a.Terminate();
        await b.Terminate();

        using var c = Start();
        Assert.Equal(expected, await ReadAsync(c, "p1"));
        await c.Terminate();
    }

    [Fact]
    public async Task should_keep_the_events_of_each_actor_when_many_persist_at_once()
    {
        using var system = Start();

        // The first write creates the tables; here it is about those that follow.
        await WriteAsync(system, "first", "x");
        var ledgers = Enumerable.Range(0, 200).Select(number => system.ActorOf(Ledger.Props($"p{number}"))).ToList();

        await Task.WhenAll(ledgers.Select(ledger => ledger.Ask<int>(new Ledger.Write(["x"]), Patience)));

        foreach (var number in (int[])[0, 99, 199])
        {
            Assert.Equal(["x"], await ledgers[number].Ask<string[]>(Ledger.Read.Instance, Patience));
        }

        await system.Terminate();
    }

    [Fact]
    public async Task should_commit_durably_to_a_write_ahead_log_when_prepared()
    {
        using var system = Start();
        await WriteAsync(system, "p1", "a");

        using var connection = SqliteConnections.Open(Database, TimeSpan.FromSeconds(5));
        Assert.Equal("wal", connection.Scalar("PRAGMA journal_mode"));
        Assert.Equal(0L, connection.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'tags'"));
        await system.Terminate();
    }

    private ActorSystem Start()
    {
        var persistence = SqlitePersistence.Prepare(Database);
        return ActorSystem.Create(
            "journal", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(persistence.Hocon), persistence.Setup));
    }

    private static async Task WriteAsync(ActorSystem system, string id, params string[] events)
    {
        var ledger = system.ActorOf(Ledger.Props(id));
        await ledger.Ask<int>(new Ledger.Write(events), Patience);
        Assert.True(await ledger.GracefulStop(Patience));
    }

    private static async Task<string[]> ReadAsync(ActorSystem system, string id)
    {
        var ledger = system.ActorOf(Ledger.Props(id));
        var events = await ledger.Ask<string[]>(Ledger.Read.Instance, Patience);
        Assert.True(await ledger.GracefulStop(Patience));
        return events;
    }
}
