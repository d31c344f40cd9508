using System.Diagnostics;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Storage.PostgreSql;
using Npgsql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlMessageStoreSpecs(PostgreSqlServer server) : MessageStoreSpecs, IAsyncLifetime
{
    private const string Incarnation = "Hub01-0123456789ab";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private string _connectionString = "";
    private PostgreSqlDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _connectionString = await server.CreateDatabaseWithSchemaAsync();
        _database = new PostgreSqlDatabase(_connectionString, Incarnation);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task should_be_seen_by_another_connection_when_the_append_has_completed()
    {
        await using var store = Open();
        await store.AppendAsync(SampleContent.Several(1, 5, 100), CancellationToken.None);

        Assert.Equal(5L, await Sql.ScalarAsync(_connectionString, "select count(*) from message_content"));
    }

    [Fact]
    public async Task should_be_read_by_another_server_when_one_has_written_it()
    {
        await using var other = new PostgreSqlDatabase(_connectionString, "Hub02-0123456789ab");
        await using var here = Open();
        await using var there = new PostgreSqlMessageStore(other.Content, new PostgreSqlMessageStoreOptions());
        await here.AppendAsync([SampleContent.Of(1, 20_000), SampleContent.Of(2, 700_000)], CancellationToken.None);

        Assert.Equal(SampleContent.Bytes(1, 20_000), await there.ReadAllAsync(SampleContent.Id(1)));
        Assert.Equal(SampleContent.Bytes(2, 700_000), await there.ReadAllAsync(SampleContent.Id(2)));
    }

    [Fact]
    public async Task should_give_each_its_own_when_one_id_is_asked_for_twice()
    {
        await using (var store = Open())
        {
            await store.AppendAsync([SampleContent.Of(1, 5_000)], CancellationToken.None);
        }

        await using var reopened = Open();
        var contents = await reopened.ReadAsync([SampleContent.Id(1), SampleContent.Id(1)], CancellationToken.None);
        contents[0]!.Dispose();

        Assert.True(contents[1]!.TryGetMemory(out var second));
        Assert.Equal(SampleContent.Bytes(1, 5_000), second.ToArray());
        contents[1]!.Dispose();
    }

    [Fact]
    public async Task should_store_the_first_when_one_id_comes_twice_in_a_batch()
    {
        await using var store = Open();

        await store.AppendAsync(
            [SampleContent.Of(1, 2_000), SampleContent.Of(2, 3_000) with { Id = SampleContent.Id(1) }], CancellationToken.None);

        Assert.Equal(SampleContent.Bytes(1, 2_000), await store.ReadAllAsync(SampleContent.Id(1)));
        await using var reopened = Open();
        Assert.Equal(SampleContent.Bytes(1, 2_000), await reopened.ReadAllAsync(SampleContent.Id(1)));
    }

    [Fact]
    public async Task should_show_nothing_of_a_large_content_while_it_is_written()
    {
        await using var store = Open();
        await using var witness = await Sql.OpenAsync(_connectionString);
        const int whole = (60 << 20) / (256 << 10);
        var looks = 0;

        // On a busy machine there may be no time to look before it is written.
        for (var number = 1; looks < 2 && number <= 5; number++)
        {
            looks = 0;
            var append = store.AppendAsync([SampleContent.Of(number, 60 << 20)], CancellationToken.None);
            while (!append.IsCompleted)
            {
                var rows = (long)(await witness.ScalarAsync("select count(*) from message_content"))!;
                Assert.True(rows == (number - 1) * whole || rows == number * whole, $"{rows} rows were seen");
                looks++;
            }

            await append;
        }

        Assert.InRange(looks, 2, int.MaxValue);
    }

    [Fact]
    public async Task should_go_on_when_its_sessions_were_ended()
    {
        await using var store = Open();
        await store.AppendAsync([SampleContent.Of(1, 10), SampleContent.Of(2, 700_000)], CancellationToken.None);
        await EndSessionsAsync();

        await store.AppendAsync([SampleContent.Of(3, 10)], CancellationToken.None);
        await EndSessionsAsync();
        Assert.Equal(SampleContent.Ids(1, 3), await store.ListAllAsync());
        await EndSessionsAsync();
        await store.AppendAsync([SampleContent.Of(4, 700_000)], CancellationToken.None);
        Assert.Equal(SampleContent.Bytes(4, 700_000), await store.ReadAllAsync(SampleContent.Id(4)));
    }

    [Fact]
    public async Task should_refuse_and_say_why_when_this_server_is_fenced()
    {
        await Sql.RegisterAsync(_connectionString, Incarnation, "Hub01");
        await using var store = Open();
        await store.AppendAsync([SampleContent.Of(1, 10)], CancellationToken.None);
        await Sql.ExecuteAsync(_connectionString, "update server_incarnation set fenced_at = clock_timestamp()");

        var small = await Assert.ThrowsAsync<MessageStoreException>(() => store.AppendAsync([SampleContent.Of(2, 10)], CancellationToken.None));
        var large = await Assert.ThrowsAsync<MessageStoreException>(() => store.AppendAsync([SampleContent.Of(3, 700_000)], CancellationToken.None));

        Assert.Equal(ErrorCatalogue.ServerFenced, small.Error.Entry);
        Assert.Equal(ErrorCatalogue.ServerFenced, large.Error.Entry);
        Assert.Equal([SampleContent.Id(1)], await store.ListAllAsync());
    }

    [Fact]
    public async Task should_answer_busy_in_bounded_time_and_store_afterwards_when_the_table_is_locked()
    {
        await using var impatient = new PostgreSqlDatabase(_connectionString + ";Command Timeout=1", Incarnation);
        await using var store = new PostgreSqlMessageStore(impatient.Content, new PostgreSqlMessageStoreOptions());
        await using (var other = await Sql.OpenAsync(_connectionString))
        {
            await other.ExecuteAsync("begin; lock table message_content in exclusive mode");
            var append = store.AppendAsync([SampleContent.Of(1, 10)], CancellationToken.None);
            var failure = await Assert.ThrowsAsync<MessageStoreException>(() => append.WaitAsync(Patience));
            Assert.Equal(ErrorCatalogue.DatabaseBusy, failure.Error.Entry);
            await other.ExecuteAsync("rollback");
        }

        await AppendPatientlyAsync(store, SampleContent.Of(1, 10));
        await using var patient = Open();
        Assert.Equal([SampleContent.Id(1)], await patient.ListAllAsync());
    }

    [Fact]
    public async Task should_delete_released_content_soon_when_nothing_else_comes()
    {
        await using var store = new PostgreSqlMessageStore(
            _database.Content, new PostgreSqlMessageStoreOptions { ReleaseDelay = TimeSpan.FromMilliseconds(10) });
        await store.AppendAsync([SampleContent.Of(1, 10)], CancellationToken.None);
        await store.ReleaseAsync([SampleContent.Id(1)], CancellationToken.None);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await store.ListAllAsync()).Count > 0)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    [Fact]
    public async Task should_keep_the_table_bounded_when_content_comes_and_goes()
    {
        await using var store = Open();
        var settled = 0L;
        for (var number = 0; number < 6_000; number += 50)
        {
            await store.AppendAsync(SampleContent.Several(number, 50, 10_000), CancellationToken.None);
            await store.ReleaseAsync(SampleContent.Ids(number - 200, 50), CancellationToken.None);
            if (number % 1_000 == 950)
            {
                // What autovacuum does by itself, only not in the time of a spec.
                await Sql.ExecuteAsync(_connectionString, "vacuum message_content");
                settled = number == 2_950 ? await SizeAsync() : settled;
            }
        }

        Assert.InRange(await SizeAsync(), 1, settled * 3 / 2);
    }

    [Fact]
    public async Task should_use_the_key_when_the_plan_was_made_for_an_empty_table()
    {
        await using var connection = await _database.Content.OpenConnectionAsync();
        await connection.ExecuteAsync("prepare lookup (uuid[]) as delete from message_content where id = any($1)");
        await connection.ExecuteAsync("set plan_cache_mode = force_generic_plan");

        await using var command = new NpgsqlCommand("explain execute lookup('{}')", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var plan = "";
        while (await reader.ReadAsync())
        {
            plan += reader.GetString(0);
        }

        Assert.Contains("message_content_pk", plan, StringComparison.Ordinal);
    }

    private protected override IMessageStore Open() => new PostgreSqlMessageStore(_database.Content, new PostgreSqlMessageStoreOptions());

    /// <summary>A statement that takes longer than a second is "busy" here, and on a busy machine any may.</summary>
    private static async Task AppendPatientlyAsync(PostgreSqlMessageStore store, ContentToStore content)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await store.AppendAsync([content], CancellationToken.None);
                return;
            }
            catch (MessageStoreException failure) when (failure.Error.Entry == ErrorCatalogue.DatabaseBusy && Stopwatch.GetElapsedTime(since) < Patience)
            {
                continue;
            }
        }
    }

    private Task EndSessionsAsync() => Sql.ExecuteAsync(
        _connectionString,
        $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = '{Incarnation}' and datname = current_database()");

    private async Task<long> SizeAsync() => (long)(await Sql.ScalarAsync(_connectionString, "select pg_total_relation_size('message_content')"))!;
}
