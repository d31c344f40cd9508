using ForeignTransport.Core.Messages;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>
/// One connection that reads content. Every call is a transaction of its own that ends before it returns, so that no reader
/// keeps the write-ahead log from starting over. Used by one caller at a time.
/// </summary>
internal sealed class SqliteContentReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _first;
    private readonly SqliteStatement _chunk;
    private readonly SqliteStatement _idsAfter;

    public SqliteContentReader(SqliteMessageStoreOptions options)
    {
        _connection = SqliteConnections.Open(options.Path, options.BusyTimeout);
        try
        {
            _connection.Execute("PRAGMA query_only = ON; PRAGMA cache_size = -1024;");
            _first = new SqliteStatement(_connection, "SELECT length, head_length, data FROM message_content WHERE id = ? AND chunk = 0");
            _chunk = new SqliteStatement(_connection, "SELECT data FROM message_content WHERE id = ? AND chunk = ?");
            _idsAfter = new SqliteStatement(_connection, "SELECT DISTINCT id FROM message_content WHERE id > ? ORDER BY id LIMIT ?");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The content of <paramref name="id"/>, or null. Of content larger than a chunk only the lengths are read; its bytes come through
    /// <paramref name="parts"/>.
    /// </summary>
    public MessageContent? Read(MessageId id, Func<MessageId, ContentPartReader> parts)
    {
        _first.Bind(1, id);
        try
        {
            if (!_first.Step())
            {
                return null;
            }

            var length = _first.Integer(0);
            var headLength = (int)_first.Integer(1);
            if (headLength < 0 || headLength > length)
            {
                return Damaged(id, length, "its lengths contradict each other");
            }

            if (length > SqliteContentSchema.ChunkBytes)
            {
                return new MessageContent(length, headLength, parts(id));
            }

            var data = _first.Blob(2);
            if (data.Length != length)
            {
                return Damaged(id, length, $"{data.Length} bytes are there of {length}");
            }

            var buffer = new ContentBuffer((int)length, headLength);
            data.CopyTo(buffer.Writable);
            return new MessageContent(buffer);
        }
        finally
        {
            _first.Reset();
        }
    }

    /// <summary>Whoever reads it is told, and not who reads others together with it.</summary>
    private static MessageContent Damaged(MessageId id, long length, string detail) =>
        new(Math.Max(1, length), (int)Math.Clamp(length, 1, SqliteContentSchema.ChunkBytes), (_, _, _) => throw new ContentDamagedException(id, detail));

    /// <summary>Fills <paramref name="destination"/> from a place within the content, across chunks.</summary>
    /// <exception cref="ContentDamagedException">A chunk is gone or too short: it was lost, or the content was released meanwhile.</exception>
    public void ReadPart(MessageId id, long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var (chunk, within) = Math.DivRem(offset, SqliteContentSchema.ChunkBytes);
            _chunk.Bind(1, id).Bind(2, chunk);
            try
            {
                var part = _chunk.Step() ? _chunk.Blob(0) : default;
                if (part.Length <= within)
                {
                    throw new ContentDamagedException(id, $"chunk {chunk} is not there");
                }

                part = part[(int)within..];
                part = part[..Math.Min(part.Length, destination.Length)];
                part.CopyTo(destination);
                destination = destination[part.Length..];
                offset += part.Length;
            }
            finally
            {
                _chunk.Reset();
            }
        }
    }

    /// <summary>The next ids in order, at most <paramref name="limit"/>, including those of incomplete contents.</summary>
    public List<MessageId> IdsAfter(MessageId id, int limit)
    {
        var ids = new List<MessageId>();
        _idsAfter.Bind(1, id).Bind(2, limit);
        try
        {
            while (_idsAfter.Step())
            {
                ids.Add(MessageId.FromBytes(_idsAfter.Blob(0)));
            }

            return ids;
        }
        finally
        {
            _idsAfter.Reset();
        }
    }

    public void Dispose()
    {
        _first.Dispose();
        _chunk.Dispose();
        _idsAfter.Dispose();
        _connection.Dispose();
    }
}
