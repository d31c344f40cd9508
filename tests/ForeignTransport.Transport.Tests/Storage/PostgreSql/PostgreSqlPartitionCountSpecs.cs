using System.Collections;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage.PostgreSql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlPartitionCountSpecs(PostgreSqlServer server) : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private string _connectionString = "";
    private PostgreSqlDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _connectionString = await server.CreateDatabaseWithSchemaAsync();
        _database = new PostgreSqlDatabase(_connectionString, "Hub01-0123456789ab");
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task should_be_noted_once_found_again_and_changed_when_nothing_depends_on_it()
    {
        Assert.Null(await SettleAsync(16));
        Assert.Null(await SettleAsync(16));
        Assert.Null(await SettleAsync(8));
        Assert.Equal("8", await Sql.ScalarAsync(_connectionString, "select value from cluster_setting where name = 'partitions'"));
    }

    [Fact]
    public async Task should_be_refused_when_messages_are_queued()
    {
        await SettleAsync(16);
        await Sql.ExecuteAsync(_connectionString, "insert into message_content values (gen_random_uuid(), 0, 1, 1, 'x')");

        await AssertRefusedAsync(8, "messages are queued");
        Assert.Null(await SettleAsync(16));
    }

    [Fact]
    public async Task should_be_refused_when_files_are_claimed()
    {
        await SettleAsync(16);
        await File.WriteAllTextAsync(_directory.File(ClaimName.Format("a.eml", SampleContent.Id(1))), "");

        await AssertRefusedAsync(8, "holds claimed files");
    }

    [Fact]
    public async Task should_have_no_transaction_open_while_it_looks_for_claimed_files()
    {
        await SettleAsync(16);
        var looks = new List<object?>();
        var directories = new Looked(_directory.Path, () => looks.Add(Sql.ScalarAsync(
            _connectionString, "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'").GetAwaiter().GetResult()));

        Assert.Null(await PostgreSqlPartitionCount.SettleAsync(_database.Membership, "Hub01", 8, directories, CancellationToken.None));

        Assert.Equal([0L], looks);
    }

    [Fact]
    public async Task should_be_refused_when_another_server_runs()
    {
        await SettleAsync(16);
        await Sql.RegisterAsync(_connectionString, "Hub02-0123456789ab", "Hub02");

        await AssertRefusedAsync(8, "other servers are running: Hub02");
    }

    [Theory]
    [InlineData("update server_incarnation set fenced_at = clock_timestamp()")]
    [InlineData("update server_incarnation set last_seen = clock_timestamp() - interval '1 minute'")]
    [InlineData("update server_incarnation set server_name = 'Hub01'")]
    public async Task should_change_when_the_other_server_is_fenced_or_gone_or_was_this_one(string since)
    {
        await SettleAsync(16);
        await Sql.RegisterAsync(_connectionString, "Hub02-0123456789ab", "Hub02");
        await Sql.ExecuteAsync(_connectionString, since);

        Assert.Null(await SettleAsync(8));
    }

    [Fact]
    public async Task should_be_one_number_for_all_when_servers_with_different_ones_start_at_once()
    {
        int[] counts = [4, 8, 16, 32];
        foreach (var count in counts)
        {
            await Sql.RegisterAsync(_connectionString, $"Hub{count}-0123456789ab", $"Hub{count}");
        }

        var refusals = await Task.WhenAll(counts.Select(count => PostgreSqlPartitionCount.SettleAsync(
            _database.Membership, $"Hub{count}", count, [], CancellationToken.None)));

        Assert.Single(refusals, refusal => refusal is null);
    }

    private Task<TransportError?> SettleAsync(int count) =>
        PostgreSqlPartitionCount.SettleAsync(_database.Membership, "Hub01", count, [_directory.Path], CancellationToken.None);

    private async Task AssertRefusedAsync(int count, string reason)
    {
        var refusal = await SettleAsync(count);
        Assert.Equal(ErrorCatalogue.PartitionCountChanged, refusal?.Entry);
        Assert.EndsWith(reason, refusal!.Detail, StringComparison.Ordinal);
    }

    /// <summary>One directory; tells when somebody looks which it is.</summary>
    private sealed class Looked(string directory, Action notice) : IReadOnlyList<string>
    {
        public int Count => 1;

        public string this[int index] => directory;

        public IEnumerator<string> GetEnumerator()
        {
            notice();
            yield return directory;
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
