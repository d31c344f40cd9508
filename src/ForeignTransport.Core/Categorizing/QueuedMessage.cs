using System.Collections.Immutable;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Categorizing;

/// <summary>Everything that is journaled about a message when it is accepted. The content is in the message store under the same id.</summary>
/// <param name="Id">Identity; its slot selects the partition that owns the message.</param>
/// <param name="Envelope">Reverse-path and the recipients to be delivered.</param>
/// <param name="Refused">Recipients refused on submission: they fail at once and are reported to the sender.</param>
/// <param name="HeadLength">Bytes of the stored header block, the blank line included.</param>
/// <param name="Size">Bytes of the whole stored message.</param>
/// <param name="Subject">Decoded subject, for operators and DSNs.</param>
/// <param name="InternetMessageId">Message-ID header with angle brackets.</param>
/// <param name="Trace">Where it came from.</param>
/// <param name="ReceivedAt">Moment of acceptance.</param>
/// <param name="ExpiresAt">Moment at which recipients that are still undelivered fail with 4.4.7; fixed at acceptance.</param>
/// <param name="ClaimedBy">The server that holds a claim file for this id; null when none does.</param>
/// <param name="IsDsn">True for a DSN that this product composed.</param>
/// <param name="HeadOnly">True when only the header block was stored, because the message exceeds a size limit.</param>
public sealed record QueuedMessage(
    MessageId Id,
    Envelope Envelope,
    ImmutableArray<RefusedRecipient> Refused,
    int HeadLength,
    long Size,
    string Subject,
    string InternetMessageId,
    TraceInfo Trace,
    DateTimeOffset ReceivedAt,
    DateTimeOffset ExpiresAt,
    string? ClaimedBy,
    bool IsDsn,
    bool HeadOnly)
{
    /// <summary>Where and as what it was taken in, for tracking.</summary>
    public SubmissionOrigin Origin { get; init; } = SubmissionOrigin.Unknown;

    /// <summary>The priority that it was accepted with; null when priority queuing was off.</summary>
    public DeliveryPriority? Priority { get; init; }

    /// <summary>
    /// True for a report that says that a message failed, of this product or of another system. The manager of a group gets those that are sent to the
    /// group.
    /// </summary>
    public bool IsFailureReport { get; init; }

    /// <summary>
    /// True when the sender is known: who can write into a directory of the server, or has a token, is, unless AUTH=&lt;&gt; says otherwise; over SMTP
    /// only AUTH with a name says that it is.
    /// </summary>
    public bool IsAuthenticated => Envelope.Auth is { } auth
        ? auth != "<>"
        : Trace.Source?.StartsWith("SMTP", StringComparison.OrdinalIgnoreCase) is not true;
}
