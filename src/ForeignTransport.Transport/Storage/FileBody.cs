using Microsoft.Win32.SafeHandles;

namespace ForeignTransport.Transport.Storage;

/// <summary>A part of an open file that is a message's body. The owner of the handle keeps it open until the append completes.</summary>
/// <param name="Handle">A file open for reading.</param>
/// <param name="Offset">Where the body starts, in bytes.</param>
/// <param name="Length">Bytes of body.</param>
internal sealed record FileBody(SafeFileHandle Handle, long Offset, long Length)
{
    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/> bytes into the body.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter than it was said to be.</exception>
    public void ReadExactly(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var read = RandomAccess.Read(Handle, destination, Offset + offset);
            if (read == 0)
            {
                throw new EndOfStreamException($"the body ended {Length - offset} bytes early");
            }

            destination = destination[read..];
            offset += read;
        }
    }
}
