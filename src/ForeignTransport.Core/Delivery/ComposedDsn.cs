using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Delivery;

/// <summary>A delivery status notification, ready to be submitted.</summary>
/// <param name="Content">The message, with CRLF line ends.</param>
/// <param name="Recipient">The originator of the original message.</param>
/// <param name="Subject">Its subject, decoded, for tracking.</param>
/// <param name="InternetMessageId">Its Message-ID with angle brackets.</param>
/// <param name="Body">What the transport must be able to carry: as wide as the returned original.</param>
/// <param name="CopyTo">Who gets a copy; null for nobody.</param>
public sealed record ComposedDsn(
    byte[] Content, string Recipient, string Subject, string InternetMessageId, BodyType Body, string? CopyTo = null)
{
    /// <summary>The null reverse-path, no RET, and NOTIFY=NEVER: a notification never causes another (RFC 3461 section 6.1).</summary>
    public Envelope Envelope => new("", CopyTo is null ? [To(Recipient)] : [To(Recipient), To(CopyTo)], Body: Body);

    private static EnvelopeRecipient To(string address) => new(address, DsnNotify.Never);
}
