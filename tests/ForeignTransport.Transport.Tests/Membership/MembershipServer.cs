using System.Collections.Concurrent;
using ForeignTransport.Server.Demo;
using ForeignTransport.Transport.Storage.PostgreSql;
using ForeignTransport.Transport.Tests.Storage.PostgreSql;
using Npgsql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

/// <summary>A PostgreSQL server for the specs of membership, which stop and start it; each takes a schema of its own in it.</summary>
public sealed class MembershipServer : IAsyncLifetime
{
    private readonly ConcurrentBag<string> _schemas = [];
    private PrivatePostgreSql? _server;

    /// <summary>A new schema with the tables of this release; cheaper than a database, and as much apart.</summary>
    /// <returns>A connection string whose default schema it is.</returns>
    public async Task<string> CreateSchemaAsync()
    {
        var name = $"t_{Guid.NewGuid():N}";
        await ExecuteAsync($"create schema {name}; set search_path = {name}; {string.Join(';', PostgreSqlMigrations.Steps)}");
        var connectionString = new NpgsqlConnectionStringBuilder(Administrator) { SearchPath = name }.ConnectionString;
        _schemas.Add(connectionString);
        return connectionString;
    }

    /// <summary>Stops the server, cutting all sessions, or starts it again on its data.</summary>
    public Task SetAwayAsync(bool away)
    {
        foreach (var connectionString in _schemas.Append(Administrator))
        {
            Pools.Clear(connectionString);
        }

        return away ? _server!.StopAsync(default) : _server!.StartAsync(default);
    }

    public async Task InitializeAsync() =>
        _server = await PrivatePostgreSql.StartAsync(
            PrivatePostgreSql.FindPrograms() ?? throw new InvalidOperationException(PrivatePostgreSql.HowToInstall), default, isDurable: false);

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private string Administrator => _server!.ConnectionString("postgres");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Administrator);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Specs that share the server, one after another.</summary>
[CollectionDefinition(Name)]
public sealed class MembershipSpecs : ICollectionFixture<MembershipServer>
{
    public const string Name = "membership";
}
