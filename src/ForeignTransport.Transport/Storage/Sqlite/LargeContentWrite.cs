using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>
/// A content of several chunks on its way into the store: a slice in each transaction, so that a message of 100 MB neither grows
/// the write-ahead log by 100 MB nor keeps small messages waiting. Chunk 0 comes last and makes it exist.
/// </summary>
internal sealed class LargeContentWrite(StoreRequest.Append request, ContentToStore content)
{
    private readonly int _chunks = (int)((content.Length + SqliteContentSchema.ChunkBytes - 1) / SqliteContentSchema.ChunkBytes);
    private int _written;

    public StoreRequest.Append Request { get; } = request;

    public MessageId Id => content.Id;

    public bool IsFinished { get; private set; }

    /// <summary>True when rows of it may be in the database.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Writes about <paramref name="budget"/> bytes within the open transaction; returns how many.</summary>
    /// <exception cref="MessageStoreException">The body could not be read: this content fails, the transaction does not.</exception>
    public long Advance(SqliteContentConnection connection, Span<byte> chunkBuffer, long budget)
    {
        if (!HasBegun)
        {
            if (connection.Contains(Id))
            {
                IsFinished = true;
                return 0;
            }

            // What an interrupted append of the same id left behind.
            connection.Delete(Id);
            HasBegun = true;
        }

        var bytes = 0L;
        while (!IsFinished && bytes < budget)
        {
            var chunk = (_written + 1) % Math.Max(1, _chunks);
            var data = Read(chunk, chunkBuffer);
            if (chunk == 0)
            {
                connection.InsertFirst(Id, content.Length, content.Head.Length, data);
                IsFinished = true;
            }
            else
            {
                connection.InsertChunk(Id, chunk, data);
            }

            _written++;
            bytes += data.Length;
        }

        return bytes;
    }

    private ReadOnlySpan<byte> Read(int chunk, Span<byte> buffer)
    {
        var offset = (long)chunk * SqliteContentSchema.ChunkBytes;
        buffer = buffer[..(int)Math.Min(SqliteContentSchema.ChunkBytes, content.Length - offset)];
        try
        {
            content.CopyTo(offset, buffer);
            return buffer;
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            throw new MessageStoreException(ErrorCatalogue.MessageBodyUnreadable.With($"{Id}: {failure.Message}"), failure);
        }
    }
}
