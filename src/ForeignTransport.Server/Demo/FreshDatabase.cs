using Npgsql;

namespace ForeignTransport.Server.Demo;

/// <summary>An empty database on a PostgreSQL server.</summary>
internal static class FreshDatabase
{
    /// <summary>Creates one with a name of its own.</summary>
    /// <param name="administrator">Connection string of an account that may create databases.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The connection string of the new one.</returns>
    public static async Task<string> CreateAsync(string administrator, CancellationToken cancellationToken)
    {
        var name = $"ft_{Guid.NewGuid():N}";
        await ExecuteAsync(administrator, $"create database {name}", cancellationToken);
        return new NpgsqlConnectionStringBuilder(administrator) { Database = name }.ConnectionString;
    }

    /// <summary>Removes one that <see cref="CreateAsync"/> created, and ends the sessions that are left in it.</summary>
    public static Task DropAsync(string administrator, string connectionString) => ExecuteAsync(
        administrator, $"drop database {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)", CancellationToken.None);

    private static async Task ExecuteAsync(string connectionString, string command, CancellationToken cancellationToken)
    {
        // Without a pool: a connection that is kept would hold the database when it is to go.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var statement = new NpgsqlCommand(command, connection);
        await statement.ExecuteNonQueryAsync(cancellationToken);
    }
}
