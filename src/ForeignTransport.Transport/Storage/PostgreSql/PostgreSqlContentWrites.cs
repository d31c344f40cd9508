using ForeignTransport.Core.Messages;
using Npgsql;
using NpgsqlTypes;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>The statements that write content.</summary>
/// <remarks>
/// Arrays unnested in the select list, where PostgreSQL hands rows on one by one; as a table, unnest would first copy all of them, to disk when
/// they are many. COPY takes twice the CPU in the client for the batches that occur, more round trips, and fails as a whole when an id is already
/// there; docs/adr/0009 has the figures.
/// </remarks>
internal static class PostgreSqlContentWrites
{
    private const string DeleteSql = "delete from message_content where id = any($1)";

    private const string InsertSql = """
        insert into message_content (id, chunk, length, head_length, data)
        select unnest($1), unnest($2), unnest($3), unnest($4), unnest($5)
        on conflict do nothing
        returning id, chunk
        """;

    /// <summary>Deletes contents; unknown ids are ignored.</summary>
    public static NpgsqlBatchCommand Delete(IReadOnlyList<MessageId> ids) =>
        new(DeleteSql) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids.ToUuids() } } };

    /// <summary>Inserts small contents, each of them a row; answers the ids that were not there before.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<(MessageId Id, ContentBuffer Buffer)> contents)
    {
        var rows = new Rows(contents.Count);
        for (var i = 0; i < contents.Count; i++)
        {
            var (id, buffer) = contents[i];
            rows.Set(i, id, 0, buffer.Length, buffer.HeadLength, buffer.Memory);
        }

        return rows.ToCommand();
    }

    /// <summary>Inserts some chunks of a large content; answers those that were not there before.</summary>
    public static NpgsqlBatchCommand Insert(in ContentToStore content, int firstChunk, IReadOnlyList<ReadOnlyMemory<byte>> chunks)
    {
        var rows = new Rows(chunks.Count);
        for (var i = 0; i < chunks.Count; i++)
        {
            var chunk = firstChunk + i;
            rows.Set(i, content.Id, chunk, chunk == 0 ? content.Length : null, chunk == 0 ? content.Head.Length : null, chunks[i]);
        }

        return rows.ToCommand();
    }

    private sealed class Rows(int count)
    {
        private readonly Guid[] _ids = new Guid[count];
        private readonly int[] _chunks = new int[count];
        private readonly long?[] _lengths = new long?[count];
        private readonly int?[] _headLengths = new int?[count];
        private readonly ReadOnlyMemory<byte>[] _data = new ReadOnlyMemory<byte>[count];

        public void Set(int index, MessageId id, int chunk, long? length, int? headLength, ReadOnlyMemory<byte> data)
        {
            _ids[index] = id.ToUuid();
            _chunks[index] = chunk;
            _lengths[index] = length;
            _headLengths[index] = headLength;
            _data[index] = data;
        }

        public NpgsqlBatchCommand ToCommand() => new(InsertSql)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = _ids },
                new NpgsqlParameter<int[]> { TypedValue = _chunks },
                new NpgsqlParameter<long?[]> { TypedValue = _lengths },
                new NpgsqlParameter<int?[]> { TypedValue = _headLengths },
                new NpgsqlParameter<ReadOnlyMemory<byte>[]> { TypedValue = _data, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            },
        };
    }
}
