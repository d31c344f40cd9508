using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>The space of SQLite files, and what is free inside them.</summary>
internal sealed class SqliteSpace(string directory, params string[] files) : IDatabaseSpace
{
    /// <inheritdoc />
    public string Directory => directory;

    /// <inheritdoc />
    public long FreeInside() => files.Where(File.Exists).Sum(FreePages);

    /// <remarks>Asked of SQLite and not read from the file: whoever closes a file of his own ends the locks that this process has on it.</remarks>
    private static long FreePages(string file)
    {
        using var connection = SqliteConnections.Open(file, TimeSpan.Zero, SqliteOpenMode.ReadOnly);
        return Convert.ToInt64(connection.Scalar("PRAGMA freelist_count"), CultureInfo.InvariantCulture)
            * Convert.ToInt64(connection.Scalar("PRAGMA page_size"), CultureInfo.InvariantCulture);
    }
}
