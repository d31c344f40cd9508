using System.Globalization;
using ForeignTransport.Core.Errors;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>
/// The file format of the SQLite message store. A content is one row a chunk of at most 256 KiB; chunk 0 carries the lengths
/// and is written last, so that content is there if and only if its chunk 0 is.
/// </summary>
/// <remarks>
/// A rowid table with an index, not WITHOUT ROWID: rows of a few KB overflow an index page at a quarter of it, which cost twice the
/// CPU and 1.3 times the disk traffic. Pages of 8 KiB: 4 KiB cost more for large content, 16 KiB more traffic for small.
/// Free pages are used again; the file keeps its high-water mark.
/// </remarks>
internal static class SqliteContentSchema
{
    /// <summary>Most bytes in one row.</summary>
    public const int ChunkBytes = 256 << 10;

    /// <summary>Bytes in one page of the file.</summary>
    public const int PageBytes = 8192;

    private const int Version = 1;

    /// <summary>Creates the file and its tables, or finds them as they should be. Also what makes the file a write-ahead-logging one.</summary>
    /// <exception cref="MessageStoreException">The file cannot be opened, or has a version this release does not know.</exception>
    public static void Ensure(string path)
    {
        try
        {
            using var connection = SqliteConnections.Open(path, TimeSpan.FromSeconds(5), SqliteOpenMode.ReadWriteCreate);
            var version = (long)connection.Scalar("PRAGMA user_version")!;
            if (version == Version)
            {
                return;
            }

            if (version != 0)
            {
                throw new MessageStoreException(ErrorCatalogue.MessageStoreSchemaUnknown.With(
                    string.Create(CultureInfo.InvariantCulture, $"{path} has version {version}, this release knows {Version}")));
            }

            connection.Execute($"PRAGMA page_size = {PageBytes}");
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute($"""
                BEGIN IMMEDIATE;
                CREATE TABLE IF NOT EXISTS message_content (
                    row         INTEGER PRIMARY KEY,
                    id          BLOB    NOT NULL,
                    chunk       INTEGER NOT NULL,
                    length      INTEGER,
                    head_length INTEGER,
                    data        BLOB    NOT NULL);
                CREATE UNIQUE INDEX IF NOT EXISTS message_content_id ON message_content (id, chunk);
                PRAGMA user_version = {Version};
                COMMIT;
                """);
        }
        catch (SqliteException failure)
        {
            throw SqliteFailure.Translate(failure, path);
        }
    }
}
