using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Queues;

/// <summary>Writes a suspended message in the form of a file for a Replay directory.</summary>
internal static class MessageExporter
{
    /// <summary>What connectors write unless they are told otherwise.</summary>
    private const string CreatedBy = "MSExchange15";

    private const int PieceSize = 64 * 1024;

    /// <summary>Writes it.</summary>
    /// <param name="store">Where its content is.</param>
    /// <param name="view">The message as it is shown.</param>
    /// <param name="found">What its partition says of it.</param>
    /// <param name="destination">Nothing is written to it when the answer is an error.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<MessageExport> WriteAsync(
        IMessageStore store, MessageView view, CategorizerReplies.MessageCopyFound found, Stream destination, CancellationToken cancellationToken)
    {
        if (found.Message is not { } message)
        {
            return MessageExport.Refused(ErrorCatalogue.MessageNotSuspended.With($"{view.Identity}"));
        }

        using var content = await ReadAsync(store, message.Id, cancellationToken);
        if (content is null)
        {
            return MessageExport.Refused(ErrorCatalogue.MessageContentMissing.With($"{view.Identity}"));
        }

        var storedHead = new byte[content.HeadLength];
        if (await FillAsync(content, 0, storedHead, cancellationToken) < storedHead.Length)
        {
            return MessageExport.Refused(ErrorCatalogue.MessageContentMissing.With($"{view.Identity}"));
        }

        var head = DropFile.ComposeHead(
            new DropFileHead(
                message.Envelope with { Recipients = found.Recipients },
                message.Trace,
                CreatedBy,
                content.Length - content.HeadLength,
                found.PossibleDuplicate),
            storedHead);
        await destination.WriteAsync(head, cancellationToken);
        var piece = new byte[PieceSize];
        var position = (long)content.HeadLength;
        while (position < content.Length)
        {
            var read = await FillAsync(content, position, piece.AsMemory(0, (int)Math.Min(PieceSize, content.Length - position)), cancellationToken);
            if (read == 0)
            {
                throw new EndOfStreamException($"The stored content of message {message.Id} ended early.");
            }

            await destination.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            position += read;
        }

        return new MessageExport(null, view, head.Length + content.Length - content.HeadLength);
    }

    private static async Task<MessageContent?> ReadAsync(IMessageStore store, MessageId id, CancellationToken cancellationToken) =>
        (await store.ReadAsync([id], cancellationToken))[0];

    private static async Task<int> FillAsync(MessageContent content, long offset, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < bytes.Length && await content.ReadAtAsync(offset + filled, bytes[filled..], cancellationToken) is var read and > 0)
        {
            filled += read;
        }

        return filled;
    }
}
