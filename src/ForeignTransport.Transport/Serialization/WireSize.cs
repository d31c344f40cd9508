using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Delivery;
using Google.Protobuf;

namespace ForeignTransport.Transport.Serialization;

/// <summary>
/// How many bytes something takes between servers, never less and little more. Remoting throws away a message that is larger than a frame
/// (<c>akka.remote.dot-netty.tcp.maximum-frame-size</c>): only the sender's log tells. So whoever makes batches counts.
/// </summary>
internal static class WireSize
{
    /// <summary>What to leave of a frame for remoting (the paths of both actors, the manifest) and for the fields of the batch itself.</summary>
    public const int Overhead = 2048;

    /// <summary>Tag and length of what is nested, and all its numbers at their longest, with their tags.</summary>
    private const int Numbers = 80;

    /// <summary>Tags and lengths of the origin, whose field numbers take two bytes, and its number.</summary>
    private const int OriginOverhead = 12;

    private const int RecipientNumbers = 13;
    private const int Tag = 2;

    /// <summary>Bytes of one drop in <see cref="DeliveryCommands.StageDrops"/>.</summary>
    public static int Of(DeliveryCommands.DropToStage drop) => Numbers + Of(drop.FileName) + Of(drop.Envelope) + Of(drop.Trace);

    /// <summary>Bytes of one message in <see cref="Categorizing.CategorizerCommands.Submit"/>.</summary>
    public static int Of(QueuedMessage message)
    {
        var size = Numbers + Of(message.Envelope) + Of(message.Trace) + Of(message.Subject) + Of(message.InternetMessageId) + Of(message.ClaimedBy)
            + OriginOverhead + Of(message.Origin.Server) + Of(message.Origin.Context) + Of(message.Origin.Sender);
        foreach (var refused in message.Refused)
        {
            size += RecipientNumbers + Of(refused.Address) + Of(refused.Status) + Of(refused.Diagnostic) + Of(refused.OriginalRecipient);
        }

        return size;
    }

    private static int Of(Envelope envelope)
    {
        var size = Of(envelope.ReversePath) + Of(envelope.EnvelopeId) + Of(envelope.Auth);
        foreach (var recipient in envelope.Recipients)
        {
            size += RecipientNumbers + Of(recipient.Address) + Of(recipient.OriginalRecipient) + Of(recipient.ExtendedProperties) + Of(recipient.ReportTo);
        }

        return size;
    }

    private static int Of(TraceInfo trace) =>
        Of(trace.CreatedBy) + Of(trace.HeloDomain) + Of(trace.ExtendedProperties) + Of(trace.Source) + Of(trace.SourceAddress);

    private static int Of(string? text) => text is null ? 0 : Tag + CodedOutputStream.ComputeStringSize(text);
}
