using System.Collections.Concurrent;
using ForeignTransport.Transport.Membership;
using ForeignTransport.Transport.Tests.Storage.PostgreSql;
using Npgsql;

namespace ForeignTransport.Transport.Tests.Membership;

/// <summary>One schema and the servers that a spec lets run on it.</summary>
internal sealed class MembershipWorld : IAsyncDisposable
{
    private readonly ConcurrentBag<HubRun> _runs = [];

    private MembershipWorld(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    /// <summary>Short times for what specs wait for: a heartbeat is given ten chances before it counts as missing. Limits are for who is stuck, not slow.</summary>
    public static MembershipTimes Times { get; } = new()
    {
        Heartbeat = TimeSpan.FromMilliseconds(500),
        StaleAfter = TimeSpan.FromSeconds(5),
        Poll = TimeSpan.FromMilliseconds(50),
        JoinAttempt = TimeSpan.FromSeconds(3),
        Judgement = TimeSpan.FromSeconds(60),
        Operation = TimeSpan.FromSeconds(30),
        SessionEnd = TimeSpan.FromSeconds(30),
    };

    /// <summary>Of who takes nobody for dead that only comes late, and does not wait for the dead: a start that did would not end in time.</summary>
    public static MembershipTimes Patient { get; } = Times with { StaleAfter = TimeSpan.FromMinutes(10) };

    public static async Task<MembershipWorld> CreateAsync(MembershipServer server) => new(await server.CreateSchemaAsync());

    /// <summary>A server that is about to start.</summary>
    public HubRun Hub(string name, MembershipTimes? times = null)
    {
        var run = new HubRun(ConnectionString, name, times ?? Times);
        _runs.Add(run);
        return run;
    }

    public Task<int> ExecuteAsync(string sql) => WithAsync(sql, command => command.ExecuteNonQueryAsync());

    public async Task<T?> ScalarAsync<T>(string sql) =>
        await WithAsync(sql, command => command.ExecuteScalarAsync()) is T value ? value : default;

    /// <summary>Writes the row of an incarnation that is not there any more.</summary>
    public Task InsertDeadAsync(string name, bool joined = true, int port = 1) => ExecuteAsync(
        $"""
        insert into server_incarnation (incarnation, server_name, host, port, uid, started_at, last_seen, joined_at)
        values ('{name}-{Guid.NewGuid().ToString("N")[..12]}', '{name}', '127.0.0.1', {port}, {Random.Shared.Next()},
                clock_timestamp(), clock_timestamp(), {(joined ? "clock_timestamp()" : "null")})
        """);

    /// <summary>Texts of the incarnations for which a condition holds.</summary>
    public async Task<IReadOnlyList<string>> IncarnationsAsync(string condition)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select incarnation from server_incarnation where {condition} order by 1", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_runs.Select(run => run.CrashAsync()));
        Pools.Clear(ConnectionString);
    }

    private async Task<T> WithAsync<T>(string sql, Func<NpgsqlCommand, Task<T>> run)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await run(command);
    }
}
