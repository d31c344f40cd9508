using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>Opens SQLite connections the way every store here needs them, and runs the few statements that are not prepared.</summary>
internal static class SqliteConnections
{
    /// <summary>Opens a connection whose commits are durable when they return.</summary>
    public static SqliteConnection Open(string path, TimeSpan busyTimeout, SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        }.ConnectionString);
        try
        {
            connection.Open();
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"""
                PRAGMA busy_timeout = {(long)busyTimeout.TotalMilliseconds};
                PRAGMA synchronous = FULL;
                PRAGMA temp_store = MEMORY;
                """));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements whose rows are of no interest.</summary>
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The value that a query answers.</summary>
    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
