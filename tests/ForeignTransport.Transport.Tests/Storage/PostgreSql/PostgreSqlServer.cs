using System.Collections.Concurrent;
using ForeignTransport.Server.Demo;
using ForeignTransport.Transport.Storage.PostgreSql;
using Npgsql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

/// <summary>One PostgreSQL server for all specs of the collection, and a database of its own for each that asks.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    /// <summary>What to add to a connection string where nothing is measured: a busy machine needs longer than a server waits.</summary>
    private const string Patient = ";Timeout=60;Command Timeout=60";

    private readonly ConcurrentBag<string> _connectionStrings = [];
    private PrivatePostgreSql? _server;
    private int _databases;

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var connectionString in _connectionStrings)
        {
            Pools.Clear(connectionString);
        }

        await _server!.DisposeAsync();
    }

    /// <summary>A server of the caller's own, for a spec that stops it.</summary>
    internal static async Task<PrivatePostgreSql> StartAsync()
    {
        var programs = PrivatePostgreSql.FindPrograms() ?? throw new InvalidOperationException(PrivatePostgreSql.HowToInstall);
        return await PrivatePostgreSql.StartAsync(programs, CancellationToken.None, isDurable: false);
    }

    /// <summary>A new, empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(_server!.ConnectionString("postgres") + Patient);
        await connection.OpenAsync();
        await connection.ExecuteAsync($"create database {name} template template0");
        var connectionString = _server.ConnectionString(name) + Patient;
        _connectionStrings.Add(connectionString);
        return connectionString;
    }

    /// <summary>A new database with the schema of this release.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseWithSchemaAsync()
    {
        var connectionString = await CreateDatabaseAsync();
        await UpgradeAsync(connectionString);
        return connectionString;
    }

    /// <summary>Gives the only database of a caller's own server the schema of this release.</summary>
    /// <returns>Its connection string.</returns>
    internal static async Task<string> CreateSchemaAsync(PrivatePostgreSql own)
    {
        var connectionString = own.ConnectionString("postgres") + Patient;
        await UpgradeAsync(connectionString);
        return connectionString;
    }

    private static async Task UpgradeAsync(string connectionString)
    {
        await using var database = new PostgreSqlDatabase(connectionString, "schema");
        await new PostgreSqlSchema(database.Membership).UpgradeAsync(CancellationToken.None);
    }
}
