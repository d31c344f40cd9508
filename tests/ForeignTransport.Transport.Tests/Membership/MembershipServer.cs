using ForeignTransport.Server.Demo;
using ForeignTransport.Transport.Membership;
using Npgsql;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

/// <summary>A PostgreSQL server for the specs of membership; each takes a database of its own in it.</summary>
public sealed class MembershipServer : IAsyncLifetime
{
    private PrivatePostgreSql? _server;

    /// <summary>A new database with the tables of membership.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t_{Guid.NewGuid():N}";
        await ExecuteAsync($"create database {name} template template0");
        var connectionString = _server!.ConnectionString(name);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand(MembershipTables.Ddl, connection);
        await create.ExecuteNonQueryAsync();
        return connectionString;
    }

    /// <summary>Lets nobody into a database and ends all sessions in it, as a restart of its server would; or lets all in again.</summary>
    public async Task SetAwayAsync(string connectionString, bool away)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database!;
        await ExecuteAsync($"alter database {name} allow_connections {(away ? "false" : "true")}");
        if (away)
        {
            await ExecuteAsync($"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'");
        }
    }

    public async Task InitializeAsync() =>
        _server = await PrivatePostgreSql.StartAsync(PrivatePostgreSql.FindPrograms() ?? throw new InvalidOperationException(PrivatePostgreSql.HowToInstall), default);

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_server!.ConnectionString("postgres"));
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
