using System.Diagnostics.CodeAnalysis;

namespace ForeignTransport.Transport.Storage;

/// <summary>Reads part of a large content; returns the bytes read, 0 only at the end.</summary>
internal delegate ValueTask<int> ContentPartReader(long offset, Memory<byte> destination, CancellationToken cancellationToken);

/// <summary>
/// One message's stored content: header block, then body. Small content is in memory; large content is read part by part, so
/// that the size of a message never decides how much memory its delivery takes.
/// </summary>
internal sealed class MessageContent : IDisposable
{
    private readonly ContentPartReader? _parts;
    private ContentBuffer? _buffer;

    /// <summary>Content in memory; takes over one reference of <paramref name="buffer"/>.</summary>
    public MessageContent(ContentBuffer buffer)
    {
        _buffer = buffer;
        Length = buffer.Length;
        HeadLength = buffer.HeadLength;
    }

    /// <summary>Content that is read from the store when asked for.</summary>
    public MessageContent(long length, int headLength, ContentPartReader parts)
    {
        _parts = parts;
        Length = length;
        HeadLength = headLength;
    }

    /// <summary>Bytes of header block and body together.</summary>
    public long Length { get; }

    /// <summary>Bytes of the header block, with the empty line that ends it.</summary>
    public int HeadLength { get; }

    /// <summary>All of it at once when it is in memory. Valid until <see cref="Dispose"/>: the array is used again afterwards.</summary>
    public bool TryGetMemory(out ReadOnlyMemory<byte> memory)
    {
        memory = _parts is null ? Buffer.Memory : default;
        return _parts is null;
    }

    /// <summary>
    /// Reads from <paramref name="offset"/> on; fills the destination unless the content ends first. Most efficient in steps
    /// of 256 KiB.
    /// </summary>
    /// <exception cref="MessageStoreException">The store refused.</exception>
    /// <exception cref="ContentDamagedException">Part of the content is gone: it was lost, or the content was released meanwhile.</exception>
    public ValueTask<int> ReadAtAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var count = (int)Math.Min(destination.Length, Math.Max(0, Length - offset));
        if (count == 0)
        {
            return ValueTask.FromResult(0);
        }

        if (_parts is not null)
        {
            return _parts(offset, destination[..count], cancellationToken);
        }

        Buffer.Memory.Slice((int)offset, count).CopyTo(destination);
        return ValueTask.FromResult(count);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => Interlocked.Exchange(ref _buffer, null)?.Release();

    [SuppressMessage("Maintainability", "CA1513", Justification = "The null test is the disposal test.")]
    private ContentBuffer Buffer => _buffer ?? throw new ObjectDisposedException(nameof(MessageContent));
}
