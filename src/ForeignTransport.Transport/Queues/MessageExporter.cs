using ForeignTransport.Core.Categorizing;
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
    /// <param name="destination">
    /// Nothing is written to it when the answer is an error. So content is read twice: what is wrong at its end must be found before its
    /// beginning is on its way.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<MessageExport> WriteAsync(
        IMessageStore store, MessageView view, CategorizerReplies.MessageCopyFound found, Stream destination, CancellationToken cancellationToken)
    {
        if (found.Message is not { } message)
        {
            return MessageExport.Refused(ErrorCatalogue.MessageNotSuspended.With($"{view.Identity}"));
        }

        MessageContent? content = null;
        try
        {
            byte[] head;
            try
            {
                content = (await store.ReadAsync([message.Id], cancellationToken))[0];
                if (content is null)
                {
                    return MessageExport.Refused(ErrorCatalogue.MessageContentMissing.With($"{view.Identity}"));
                }

                head = await ComposeHeadAsync(content, found, message, cancellationToken);
                await CopyBodyAsync(content, Stream.Null, cancellationToken);
            }
            catch (Exception cause) when (ContentDamagedException.IsMeantBy(cause))
            {
                return MessageExport.Refused(ErrorCatalogue.MessageContentDamaged.With($"{view.Identity}: {cause.Message}"));
            }
            catch (MessageStoreException outage)
            {
                return MessageExport.Refused(outage.Error with { Detail = $"{view.Identity}: {outage.Error.Detail}" });
            }

            await destination.WriteAsync(head, cancellationToken);
            await CopyBodyAsync(content, destination, cancellationToken);
            return new MessageExport(null, view, head.Length + content.Length - content.HeadLength);
        }
        finally
        {
            content?.Dispose();
        }
    }

    private static async Task<byte[]> ComposeHeadAsync(
        MessageContent content, CategorizerReplies.MessageCopyFound found, QueuedMessage message, CancellationToken cancellationToken)
    {
        var stored = new byte[content.HeadLength];
        await FillAsync(content, 0, stored, cancellationToken);
        return DropFile.ComposeHead(
            new DropFileHead(
                message.Envelope.For(found.Recipients),
                message.Trace,
                CreatedBy,
                content.Length - content.HeadLength,
                found.PossibleDuplicate),
            stored);
    }

    private static async Task CopyBodyAsync(MessageContent content, Stream destination, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceSize];
        for (var position = (long)content.HeadLength; position < content.Length;)
        {
            var next = piece.AsMemory(0, (int)Math.Min(PieceSize, content.Length - position));
            await FillAsync(content, position, next, cancellationToken);
            await destination.WriteAsync(next, cancellationToken);
            position += next.Length;
        }
    }

    private static async Task FillAsync(MessageContent content, long offset, Memory<byte> bytes, CancellationToken cancellationToken)
    {
        for (var filled = 0; filled < bytes.Length;)
        {
            var read = await content.ReadAtAsync(offset + filled, bytes[filled..], cancellationToken);
            filled += read > 0 ? read : throw new EndOfStreamException("the stored content ends early");
        }
    }
}
