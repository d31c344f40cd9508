using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;
using Microsoft.Win32.SafeHandles;

namespace ForeignTransport.Transport.Submission;

/// <summary>A message as it was submitted: its beginning in memory, and the file that holds all of it when it is large.</summary>
/// <param name="Head">The beginning: all of it, or more than the header may have.</param>
/// <param name="Length">Bytes of all of it.</param>
/// <param name="File">The file, open for reading; used only where <paramref name="Head"/> is not all.</param>
internal sealed record SubmittedBytes(ReadOnlyMemory<byte> Head, long Length, SafeFileHandle? File)
{
    /// <summary>Up to this size a message is read into memory as a whole.</summary>
    public const int WholeLimit = 1024 * 1024;

    /// <summary>Nothing is behind <see cref="Head"/>.</summary>
    public bool IsWhole => Length == Head.Length;

    /// <summary>What is stored of it: the header block as the rules left it, and the body as it came.</summary>
    public ContentToStore ToStore(MessageId id, AcceptedMessage message) =>
        message.HeadOnly ? new ContentToStore(id, message.Head, default)
        : IsWhole ? new ContentToStore(id, message.Head, Head[message.BodyOffset..])
        : new ContentToStore(id, message.Head, default, new FileBody(File!, message.BodyOffset, Length - message.BodyOffset));
}
