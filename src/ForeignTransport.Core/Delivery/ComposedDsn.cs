using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Delivery;

/// <summary>A delivery status notification, ready to be submitted.</summary>
/// <param name="Content">The message, with CRLF line ends.</param>
/// <param name="Recipient">The originator of the original message.</param>
/// <param name="Subject">Its subject, decoded, for tracking.</param>
/// <param name="InternetMessageId">Its Message-ID with angle brackets.</param>
/// <param name="Body">What the transport must be able to carry: as wide as the returned original.</param>
public sealed record ComposedDsn(byte[] Content, string Recipient, string Subject, string InternetMessageId, BodyType Body)
{
    /// <summary>The null reverse-path, no RET, and NOTIFY=NEVER: a notification never causes another (RFC 3461 section 6.1).</summary>
    public Envelope Envelope => new("", [new EnvelopeRecipient(Recipient, DsnNotify.Never)], Body: Body);
}
