using System.Buffers;
using ForeignTransport.Core.Errors;
using Npgsql;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>
/// Writes a content of several chunks in one transaction of its own: until it commits nobody sees any of it, and nothing is left of it
/// when it fails. Others write meanwhile.
/// </summary>
internal static class PostgreSqlLargeContent
{
    private const int ChunkBytes = PostgreSqlMessageStoreOptions.ChunkBytes;

    /// <summary>Chunks in one statement: 1 MiB.</summary>
    private const int ChunksAtOnce = 4;

    /// <summary>True for what does not fit into a row.</summary>
    public static bool IsLarge(in ContentToStore content) => content.LargeBody is not null || content.Length > ChunkBytes;

    /// <summary>Stores a content, or finds it already there.</summary>
    /// <exception cref="MessageStoreException">The body could not be read.</exception>
    public static async Task<bool> WriteAsync(NpgsqlConnection connection, ContentToStore content)
    {
        var chunks = Math.Max(1, (int)((content.Length + ChunkBytes - 1) / ChunkBytes));
        var memory = ArrayPool<byte>.Shared.Rent(ChunksAtOnce * ChunkBytes);
        try
        {
            // Before the transaction begins: PostgreSQL ends one that waits for a slow disk.
            var slice = Read(content, 0, chunks, memory);
            await using var transaction = await connection.BeginTransactionAsync();
            for (var first = 0; first < chunks; first += ChunksAtOnce)
            {
                if (first > 0)
                {
                    slice = Read(content, first, chunks, memory);
                }

                if (await InsertAsync(connection, content, first, slice) != slice.Count)
                {
                    // The same content was there, which the first statement shows.
                    return false;
                }
            }

            await transaction.CommitAsync();
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(memory);
        }
    }

    private static async Task<int> InsertAsync(
        NpgsqlConnection connection, ContentToStore content, int firstChunk, List<ReadOnlyMemory<byte>> chunks)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { PostgreSqlContentWrites.Insert(content, firstChunk, chunks) } };
        await using var reader = await batch.ExecuteReaderAsync();
        var inserted = 0;
        while (await reader.ReadAsync())
        {
            inserted++;
        }

        return inserted;
    }

    private static List<ReadOnlyMemory<byte>> Read(in ContentToStore content, int firstChunk, int chunks, byte[] memory)
    {
        var slice = new List<ReadOnlyMemory<byte>>(ChunksAtOnce);
        try
        {
            for (var chunk = firstChunk; chunk < Math.Min(chunks, firstChunk + ChunksAtOnce); chunk++)
            {
                var offset = (long)chunk * ChunkBytes;
                var bytes = memory.AsMemory((chunk - firstChunk) * ChunkBytes, (int)Math.Min(ChunkBytes, content.Length - offset));
                content.CopyTo(offset, bytes.Span);
                slice.Add(bytes);
            }

            return slice;
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            throw new MessageStoreException(ErrorCatalogue.MessageBodyUnreadable.With($"{content.Id}: {failure.Message}"), failure);
        }
    }
}
