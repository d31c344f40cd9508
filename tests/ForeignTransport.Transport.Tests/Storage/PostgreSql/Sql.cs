using Npgsql;

namespace ForeignTransport.Transport.Tests.Storage.PostgreSql;

/// <summary>Statements of specs, which look at the database past the code under test.</summary>
internal static class Sql
{
    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<object?> ScalarAsync(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        await connection.ExecuteAsync(sql);
    }

    public static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        return await connection.ScalarAsync(sql);
    }

    public static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>A row of server_incarnation as a server that runs keeps it: seen a moment ago however long a spec takes.</summary>
    public static Task RegisterAsync(string connectionString, string incarnation, string serverName) => ExecuteAsync(
        connectionString,
        $"""
        insert into server_incarnation (incarnation, server_name, host, port, last_seen)
        values ('{incarnation}', '{serverName}', 'localhost', 4101, clock_timestamp() + interval '1 hour')
        """);
}
