using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Storage;

/// <summary>One message's content on its way into the store: the header block, then the body.</summary>
/// <param name="Id">The message.</param>
/// <param name="Head">The edited header block, with the empty line that ends it.</param>
/// <param name="Body">The body in memory; empty when <paramref name="LargeBody"/> is given.</param>
/// <param name="LargeBody">The body in a file, for bodies too large to hold (over 1 MiB).</param>
internal readonly record struct ContentToStore(
    MessageId Id, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body, FileBody? LargeBody = null)
{
    /// <summary>Bytes of head and body together.</summary>
    public long Length => Head.Length + (LargeBody?.Length ?? Body.Length);

    /// <summary>Copies a range of head and body into <paramref name="destination"/>, all of it.</summary>
    /// <exception cref="IOException">The file ended early or could not be read.</exception>
    public void CopyTo(long offset, Span<byte> destination)
    {
        if (offset < Head.Length)
        {
            var fromHead = Head.Span[(int)offset..];
            fromHead = fromHead[..Math.Min(fromHead.Length, destination.Length)];
            fromHead.CopyTo(destination);
            destination = destination[fromHead.Length..];
            offset += fromHead.Length;
        }

        if (LargeBody is { } file)
        {
            file.ReadExactly(offset - Head.Length, destination);
        }
        else
        {
            Body.Span.Slice((int)(offset - Head.Length), destination.Length).CopyTo(destination);
        }
    }
}
