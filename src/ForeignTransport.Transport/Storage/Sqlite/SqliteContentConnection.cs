using System.Globalization;
using ForeignTransport.Core.Messages;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>The one connection that writes content: its transactions, and when the write-ahead log is copied back.</summary>
internal sealed class SqliteContentConnection : IDisposable
{
    /// <summary>SQLITE_DBSTATUS_CACHE_WRITE: pages this connection has written to the log.</summary>
    private const int PagesWritten = 9;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _exists;
    private readonly SqliteStatement _delete;
    private readonly long _checkpointPages;
    private long _pagesSinceCheckpoint;

    public SqliteContentConnection(SqliteMessageStoreOptions options)
    {
        _checkpointPages = options.CheckpointBytes / SqliteContentSchema.PageBytes;
        _connection = SqliteConnections.Open(options.Path, options.BusyTimeout);
        try
        {
            // Checkpoints are ours: SQLite's own would run inside the commit, with everyone waiting for it.
            _connection.Execute(string.Create(CultureInfo.InvariantCulture, $"""
                PRAGMA wal_autocheckpoint = 0;
                PRAGMA journal_size_limit = {4 * options.CheckpointBytes};
                PRAGMA cache_size = -8192;
                """));
            if (options.MaximumBytes > 0)
            {
                _connection.Execute(string.Create(CultureInfo.InvariantCulture,
                    $"PRAGMA max_page_count = {options.MaximumBytes / SqliteContentSchema.PageBytes}"));
            }

            _begin = new SqliteStatement(_connection, "BEGIN IMMEDIATE");
            _commit = new SqliteStatement(_connection, "COMMIT");
            _insert = new SqliteStatement(_connection,
                "INSERT OR IGNORE INTO message_content (id, chunk, length, head_length, data) VALUES (?, ?, ?, ?, ?)");
            _exists = new SqliteStatement(_connection, "SELECT 1 FROM message_content WHERE id = ? AND chunk = 0");
            _delete = new SqliteStatement(_connection, "DELETE FROM message_content WHERE id = ?");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public void Begin() => _begin.Execute();

    /// <summary>Makes the transaction durable.</summary>
    public void Commit() => _commit.Execute();

    /// <summary>Takes the transaction back, if the failure has not already ended it.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            _connection.Execute("ROLLBACK");
        }
    }

    /// <summary>True when content of this id is stored completely.</summary>
    public bool Contains(MessageId id)
    {
        var found = _exists.Bind(1, id).Step();
        _exists.Reset();
        return found;
    }

    /// <summary>Writes chunk 0, which makes the content exist; false when it already did.</summary>
    public bool InsertFirst(MessageId id, long length, int headLength, ReadOnlySpan<byte> data) =>
        _insert.Bind(1, id).Bind(2, 0).Bind(3, length).Bind(4, headLength).Bind(5, data).Execute() == 1;

    /// <summary>Writes another chunk than the first.</summary>
    public void InsertChunk(MessageId id, int chunk, ReadOnlySpan<byte> data) =>
        _insert.Bind(1, id).Bind(2, chunk).BindNull(3).BindNull(4).Bind(5, data).Execute();

    /// <summary>Deletes every chunk of a content.</summary>
    public void Delete(MessageId id) => _delete.Bind(1, id).Execute();

    /// <summary>
    /// Copies the log into the file once it has grown enough. Passive, so that readers are not waited for; only when readers kept
    /// the log from starting over until it is four times as long are they waited for.
    /// </summary>
    public void CheckpointWhenDue()
    {
        raw.sqlite3_db_status(_connection.Handle, PagesWritten, out var pages, out _, 1);
        _pagesSinceCheckpoint += pages;
        if (_pagesSinceCheckpoint < _checkpointPages)
        {
            return;
        }

        _pagesSinceCheckpoint = 0;
        if (Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE) > 4 * _checkpointPages)
        {
            Checkpoint(raw.SQLITE_CHECKPOINT_RESTART);
        }
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _insert.Dispose();
        _exists.Dispose();
        _delete.Dispose();
        _connection.Dispose();
    }

    private int Checkpoint(int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_connection.Handle, "main", mode, out var framesInLog, out _);
        return code is raw.SQLITE_OK or raw.SQLITE_BUSY
            ? framesInLog
            : throw new SqliteException(raw.sqlite3_errmsg(_connection.Handle).utf8_to_string(), code & 0xFF, code);
    }
}
