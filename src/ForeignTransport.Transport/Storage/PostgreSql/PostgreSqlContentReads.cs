using ForeignTransport.Core.Messages;
using Npgsql;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>The statements that read content.</summary>
internal static class PostgreSqlContentReads
{
    private const int ChunkBytes = PostgreSqlMessageStoreOptions.ChunkBytes;

    private const string FirstChunksSql = """
        select id, length, head_length, case when length <= 262144 then data end
        from message_content
        where id = any($1) and chunk = 0
        """;

    /// <summary>Without compression PostgreSQL finds a part of a value without reading the rest.</summary>
    private const string PartSql = "select substring(data from $3 for $4) from message_content where id = $1 and chunk = $2";

    private const string IdsSql = "select distinct id from message_content where id > $1 order by id limit $2";

    /// <summary>
    /// What is there of <paramref name="ids"/>. Of content larger than a chunk only the lengths are read. The caller releases the buffers, also
    /// those that an exception left in <paramref name="found"/>.
    /// </summary>
    public static async Task ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<MessageId> ids, Dictionary<MessageId, Stored> found, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FirstChunksSql, connection)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids.ToUuids() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(0).ToMessageId();
            var length = reader.GetInt64(1);
            var headLength = reader.GetInt32(2);
            // What is damaged is told to whoever reads it, and not to who reads others together with it.
            var buffer = length > ChunkBytes || reader.GetBytes(3, 0, null, 0, 0) != length ? null : new ContentBuffer((int)length, headLength);
            found.Add(id, new Stored(length, headLength, buffer));
            if (buffer is not null)
            {
                // The row is in memory: nothing waits here.
                using var data = reader.GetStream(3);
                data.ReadExactly(buffer.Writable);
            }
        }
    }

    /// <summary>Fills <paramref name="destination"/> from a place within the content, across chunks.</summary>
    /// <exception cref="ContentDamagedException">A chunk is gone or too short: it was lost, or the content was released meanwhile.</exception>
    public static async Task<int> ReadPartAsync(
        NpgsqlConnection connection, MessageId id, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < destination.Length)
        {
            var (chunk, within) = Math.DivRem(offset + filled, ChunkBytes);
            var count = Math.Min(destination.Length - filled, ChunkBytes - (int)within);
            await using var command = new NpgsqlCommand(PartSql, connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<Guid> { TypedValue = id.ToUuid() },
                    new NpgsqlParameter<int> { TypedValue = (int)chunk },
                    new NpgsqlParameter<int> { TypedValue = (int)within + 1 },
                    new NpgsqlParameter<int> { TypedValue = count },
                },
            };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken) || reader.GetBytes(0, 0, null, 0, 0) != count)
            {
                throw new ContentDamagedException(id, $"chunk {chunk} is not there");
            }

            using var data = reader.GetStream(0);
            data.ReadExactly(destination.Span.Slice(filled, count));
            filled += count;
        }

        return filled;
    }

    /// <summary>The next ids in order, at most <paramref name="limit"/>.</summary>
    public static async Task<List<MessageId>> IdsAfterAsync(
        NpgsqlConnection connection, MessageId id, int limit, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(IdsSql, connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = id.ToUuid() }, new NpgsqlParameter<int> { TypedValue = limit } },
        };
        var ids = new List<MessageId>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetGuid(0).ToMessageId());
        }

        return ids;
    }

    /// <summary>A content as it was found; without a buffer when it is larger than a chunk.</summary>
    internal readonly record struct Stored(long Length, int HeadLength, ContentBuffer? Buffer);
}
