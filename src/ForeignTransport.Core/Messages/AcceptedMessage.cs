using System.Collections.Immutable;

namespace ForeignTransport.Core.Messages;

/// <summary>A message as the rules of its directory leave it.</summary>
/// <param name="Envelope">The originator and the recipients that were not refused; none is left where the whole message is refused.</param>
/// <param name="Refused">The recipients that fail at once.</param>
/// <param name="Head">The complete header block, with CRLF line ends and the blank line that ends it.</param>
/// <param name="BodyOffset">The message is <paramref name="Head"/>, then the bytes of the file from here to its end.</param>
/// <param name="Subject">Decoded subject, for people; printable and bounded.</param>
/// <param name="InternetMessageId">Message-ID with its angle brackets; printable and bounded.</param>
/// <param name="HeaderFrom">Address of the first mailbox in <c>From</c>, else in <c>Sender</c>, else empty.</param>
/// <param name="Trace">Where the message came from.</param>
/// <param name="HeadOnly">True for a message that is refused for its size: only <paramref name="Head"/> is kept, for its NDR.</param>
public sealed record AcceptedMessage(
    Envelope Envelope,
    ImmutableArray<RefusedRecipient> Refused,
    byte[] Head,
    int BodyOffset,
    string Subject,
    string InternetMessageId,
    string HeaderFrom,
    TraceInfo Trace,
    bool HeadOnly)
{
    /// <summary>Address of the first mailbox in <c>Sender</c>, else in <c>From</c>, else empty: the sender in tracking.</summary>
    public string Sender { get; init; } = "";

    /// <summary>The priority that the header asks for; null when it was not read.</summary>
    public DeliveryPriority? Priority { get; init; }

    /// <summary>True for a delivery status notification of another system (<see cref="DeliveryReportRule"/>).</summary>
    public bool IsDeliveryReport { get; init; }

    /// <summary>What was tolerated or trusted and deserves a line in the log; at most a handful.</summary>
    public ImmutableArray<SubmissionWarning> Warnings { get; init; } = [];
}
