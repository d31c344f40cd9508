using System.Diagnostics;
using Akka.Actor;
using Akka.Persistence;
using Npgsql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

/// <summary>The traps of a journal that several servers share, each one sprung.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlPersistenceSpecs(PostgreSqlServer server) : IAsyncLifetime
{
    /// <summary>The plugin's default of akka.persistence.journal.sql.parallelism.</summary>
    private const int ParallelWrites = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string _connectionString = "";
    private JournalWorld _a = null!;
    private JournalWorld _b = null!;

    public async Task InitializeAsync()
    {
        _connectionString = await server.CreateDatabaseWithSchemaAsync();
        await Sql.RegisterAsync(_connectionString, "Hub01-0123456789ab", "Hub01");
        await Sql.RegisterAsync(_connectionString, "Hub02-0123456789ab", "Hub02");
        _a = new JournalWorld(_connectionString, "Hub01-0123456789ab");
        _b = new JournalWorld(_connectionString, "Hub02-0123456789ab");
    }

    public async Task DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Fact]
    public async Task should_recover_all_events_when_an_actor_moved_away_and_came_back()
    {
        // With the plugin's default replay filter this recovers 20 of 30.
        var expected = Enumerable.Range(0, 40).Select(number => $"event {number}").ToArray();
        await _a.WriteAsync("p1", expected[..10]);
        await _b.WriteAsync("p1", expected[10..20]);
        await _a.WriteAsync("p1", expected[20..30]);
        await using (var c = new JournalWorld(_connectionString, "Hub01-ba9876543210"))
        {
            await c.WriteAsync("p1", expected[30..]);
            Assert.Equal(expected, await c.ReadAsync("p1"));
        }

        Assert.Equal(expected, await _a.ReadAsync("p1"));
        Assert.Equal(expected, await _b.ReadAsync("p1"));
    }

    [Fact]
    public async Task should_recover_from_snapshot_and_later_events_when_earlier_ones_are_deleted()
    {
        var ledger = await _a.StartAsync("p1");
        await ledger.Ask<int>(new Ledger.Write(["a", "b", "c", "d"]), Patience);
        await ledger.Ask<SaveSnapshotSuccess>(Ledger.Save.Instance, Patience);
        await ledger.Ask<SaveSnapshotSuccess>(Ledger.Save.Instance, Patience);
        await ledger.Ask<DeleteMessagesSuccess>(new Ledger.DeleteUpTo(3), Patience);
        await ledger.Ask<int>(new Ledger.Write(["e"]), Patience);

        Assert.Equal(2L, await Sql.ScalarAsync(_connectionString, "select count(*) from journal where not deleted"));
        Assert.Equal(["a", "b", "c", "d", "e"], await _b.ReadAsync("p1"));
    }

    [Fact]
    public async Task should_store_text_of_any_size_when_it_is_larger_than_a_page()
    {
        string[] expected = [new('x', 100), new('y', 20_000), new('z', 3_000_000)];
        await _a.WriteAsync("p1", expected);

        Assert.Equal(expected, await _b.ReadAsync("p1"));
    }

    [Fact]
    public async Task should_go_on_with_innocent_actors_when_one_conflicting_row_failed_their_common_write()
    {
        // Nothing tells when all have gathered: where the zombie was alone in its write, once more.
        var attempt = 1;
        while (!await HasFailedInnocentsAsync(attempt))
        {
            Assert.True(++attempt <= 5, "the trap was never sprung");
        }

        Assert.Equal(20L * attempt, await Sql.ScalarAsync(_connectionString, "select count(*) from journal where persistence_id ~ '^p'"));
    }

    [Fact]
    public async Task should_have_no_conflict_when_the_other_writer_is_fenced()
    {
        var zombie = await _a.StartAsync("contested");
        var survivor = await _b.StartAsync("contested");
        await Sql.ExecuteAsync(
            _connectionString, "update server_incarnation set fenced_at = clock_timestamp() where incarnation = 'Hub01-0123456789ab'");

        // The zombie is first, and would have won: the survivor's actor would have ended.
        Assert.False(await JournalWorld.TryWriteAsync(zombie, "of a zombie"));
        await JournalWorld.WriteUntilAnsweredAsync(survivor, "1");
        await JournalWorld.WriteUntilAnsweredAsync(survivor, "2");

        Assert.Equal(["1", "2"], await _b.ReadAsync("contested"));
    }

    [Fact]
    public async Task should_write_within_seconds_when_another_server_froze_inside_its_transaction()
    {
        var survivor = await _b.StartAsync("p1");
        await using var frozen = await Sql.OpenAsync(_a.Database.JournalConnectionString);
        var since = Stopwatch.GetTimestamp();
        await frozen.ExecuteAsync(
            "begin; insert into journal (created, deleted, persistence_id, sequence_number, message) values (0, false, 'p1', 1, 'of a zombie')");

        await survivor.Ask<int>(new Ledger.Write(["1"]), Patience);

        // Not before the database ended the other transaction, which it does after two seconds.
        Assert.InRange(Stopwatch.GetElapsedTime(since).TotalSeconds, 1.9, double.MaxValue);
        Assert.Equal("25P03", (await Assert.ThrowsAsync<PostgresException>(() => frozen.ExecuteAsync("commit"))).SqlState);
        Assert.Equal(["1"], await _b.ReadAsync("p1"));
    }

    /// <summary>Writes of twenty innocents and a zombie at once, as one if all goes well. All innocents have written in the end.</summary>
    /// <returns>True when the zombie's conflict failed the first write of an innocent.</returns>
    private async Task<bool> HasFailedInnocentsAsync(int attempt)
    {
        var contested = $"contested{attempt}";
        var zombie = await _a.StartAsync(contested);
        await _b.WriteAsync(contested, "1", "2", "3");
        var busy = await Task.WhenAll(Enumerable.Range(0, ParallelWrites).Select(number => _a.StartAsync($"busy{attempt}.{number}")));
        var innocents = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => _a.StartSupervisedAsync($"p{attempt}.{number}")));

        Task<bool>[] first;
        await using (var other = await Sql.OpenAsync(_connectionString))
        {
            // While the journal is busy with as many transactions as it may have, all others gather for the next one.
            await other.ExecuteAsync("begin; lock table journal in share row exclusive mode");
            for (var number = 0; number < busy.Length; number++)
            {
                busy[number].Tell(new Ledger.Write(["y"]));
                await WaitingAsync(number + 1);
            }

            zombie.Tell(new Ledger.Write(["of a zombie"]));
            first = [.. innocents.Select(innocent => JournalWorld.TryWriteAsync(innocent, "x"))];
            await Task.Delay(200);
            await other.ExecuteAsync("rollback");
        }

        var answers = await Task.WhenAll(first);
        await Task.WhenAll(innocents.Select(innocent => JournalWorld.WriteUntilAnsweredAsync(innocent, "x")));
        Assert.Equal(["1", "2", "3"], await _b.ReadAsync(contested));
        return answers.Contains(false);
    }

    /// <summary>Waits until so many sessions wait for a lock.</summary>
    private async Task WaitingAsync(long sessions)
    {
        using var limit = new CancellationTokenSource(Patience);
        await using var witness = await Sql.OpenAsync(_connectionString);
        while (!sessions.Equals(await witness.ScalarAsync(
            """
            select count(*) from pg_stat_activity
            where application_name = 'Hub01-0123456789ab' and datname = current_database() and wait_event_type = 'Lock'
            """)))
        {
            await Task.Delay(10, limit.Token);
        }
    }
}
