namespace ForeignTransport.Core.Categorizing;

/// <summary>
/// How much a message adds to a command for another server, which carries envelopes and no content: an estimate that is never too low. What
/// does not fit into a frame of the transport would be thrown away there.
/// </summary>
public static class EnvelopeWeight
{
    private const int BytesOfCharacter = 3;
    private const int BytesOfFile = 256;
    private const int BytesOfRecipient = 32;

    /// <summary>Bytes of the drop files for some recipients of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="recipients">Positions of its recipients.</param>
    /// <param name="oneRecipientPerFile">True when each of them gets a file, with what all recipients share.</param>
    public static long Of(MessageEntry message, IReadOnlyList<int> recipients, bool oneRecipientPerFile)
    {
        var (envelope, trace) = (message.Message.Envelope, message.Message.Trace);
        var shared = BytesOfFile + Of(envelope.ReversePath) + Of(envelope.EnvelopeId) + Of(envelope.Auth)
            + Of(trace.CreatedBy) + Of(trace.HeloDomain) + Of(trace.ExtendedProperties) + Of(trace.Source) + Of(trace.SourceAddress);
        var sum = shared * (oneRecipientPerFile ? recipients.Count : 1);
        foreach (var position in recipients)
        {
            var recipient = message.Recipients[position].Recipient;
            sum += BytesOfRecipient + Of(recipient.Address) + Of(recipient.OriginalRecipient) + Of(recipient.ExtendedProperties) + Of(recipient.ReportTo);
        }

        return sum;
    }

    private static long Of(string? text) => text is null ? 0 : (long)text.Length * BytesOfCharacter;
}
