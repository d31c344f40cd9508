using ForeignTransport.Transport.Storage.PostgreSql;
using Npgsql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

/// <summary>What the database refuses to an incarnation that the others hold for dead.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class FenceSpecs(PostgreSqlServer server) : IAsyncLifetime
{
    private const string Journal =
        "insert into journal (created, deleted, persistence_id, sequence_number, message) values (0, false, 'p1', 1, 'x')";

    private const string Snapshot =
        "insert into snapshot values ('p1', 1, 0, 'x', '', 1) on conflict (persistence_id, sequence_number) do update set snapshot = 'x'";

    private const string Content = "insert into message_content values (gen_random_uuid(), 0, 1, 1, 'x')";

    private const string FenceHub01 = """
        update server_incarnation set fenced_at = clock_timestamp() where incarnation = 'Hub01-0123456789ab';
        select count(pg_terminate_backend(a.pid, 5000)) from pg_stat_activity a
        where a.application_name = 'Hub01-0123456789ab' and a.datname = current_database();
        """;

    private string _connectionString = "";
    private PostgreSqlDatabase _fenced = null!;
    private PostgreSqlDatabase _other = null!;

    public async Task InitializeAsync()
    {
        _connectionString = await server.CreateDatabaseWithSchemaAsync();
        await Sql.RegisterAsync(_connectionString, "Hub01-0123456789ab", "Hub01");
        await Sql.RegisterAsync(_connectionString, "Hub02-0123456789ab", "Hub02");
        _fenced = new PostgreSqlDatabase(_connectionString, "Hub01-0123456789ab");
        _other = new PostgreSqlDatabase(_connectionString, "Hub02-0123456789ab");
    }

    public async Task DisposeAsync()
    {
        await _fenced.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [InlineData(Journal)]
    [InlineData(Snapshot)]
    [InlineData(Content)]
    [InlineData("copy journal (created, deleted, persistence_id, sequence_number, message) from stdin")]
    public async Task should_refuse_every_insert_of_the_fenced_and_none_of_the_others(string insert)
    {
        await using var fenced = await Sql.OpenAsync(_fenced.JournalConnectionString);
        await using var other = await Sql.OpenAsync(_other.JournalConnectionString);
        await TryInsertAsync(fenced, insert);
        await fenced.ExecuteAsync("delete from journal; delete from snapshot; delete from message_content");

        await Sql.ExecuteAsync(_connectionString, "update server_incarnation set fenced_at = clock_timestamp() where server_name = 'Hub01'");

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TryInsertAsync(fenced, insert));
        Assert.Equal(PostgreSqlFailure.Fenced, refusal.SqlState);
        await TryInsertAsync(other, insert);
        await fenced.ExecuteAsync("select 1");
    }

    [Fact]
    public async Task should_end_the_open_transaction_of_the_fenced_and_leave_the_others_alone()
    {
        await using var fenced = await Sql.OpenAsync(_fenced.JournalConnectionString);
        await using var other = await Sql.OpenAsync(_other.JournalConnectionString);
        // Only the fence ends a transaction here, however long the spec takes.
        await fenced.ExecuteAsync("set idle_in_transaction_session_timeout = 0; begin");
        await fenced.ExecuteAsync(Journal);
        await other.ExecuteAsync("set idle_in_transaction_session_timeout = 0; begin");
        await other.ExecuteAsync(Content);

        Assert.Equal(1L, await Sql.ScalarAsync(_connectionString, FenceHub01));

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => fenced.ExecuteAsync("commit"));
        await other.ExecuteAsync("commit");
        Assert.Equal(0L, await Sql.ScalarAsync(_connectionString, "select count(*) from journal"));
        Assert.Equal(1L, await Sql.ScalarAsync(_connectionString, "select count(*) from message_content"));
    }

    private static async Task TryInsertAsync(NpgsqlConnection connection, string insert)
    {
        if (!insert.StartsWith("copy", StringComparison.Ordinal))
        {
            await connection.ExecuteAsync(insert);
            return;
        }

        await using var copy = await connection.BeginTextImportAsync(insert);
        await copy.WriteAsync("0\tf\tp2\t1\tx\n");
    }
}
