using System.Collections.Immutable;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Recipients;

/// <summary>A message whose recipients are to be looked up in the directory.</summary>
/// <param name="ReversePath">The sender; empty for the null reverse-path.</param>
/// <param name="Recipients">The recipients of the envelope, in its order.</param>
/// <param name="Size">Bytes of the message as it is now.</param>
public sealed record ResolutionRequest(string ReversePath, IReadOnlyList<EnvelopeRecipient> Recipients, long Size)
{
    /// <summary>Bytes that the message had when the organization got it; null when that is not known. The lower of both sizes counts.</summary>
    public long? OriginalSize { get; init; }

    /// <summary>True when the sender proved to be who it says.</summary>
    public bool IsAuthenticated { get; init; }

    /// <summary>True for a report that this product made: no limit and no restriction holds for it.</summary>
    public bool IsReport { get; init; }
}

/// <summary>What the directory makes of the recipients of a message. A recipient that is in none of the lists stays as it is.</summary>
/// <param name="Rewritten">Recipients that get another address.</param>
/// <param name="Expanded">Recipients in whose place others get the message.</param>
/// <param name="Failed">Recipients that fail.</param>
/// <param name="Appended">Recipients that were not in the envelope: members of groups, and to whom mail is forwarded.</param>
public sealed record Resolution(
    ImmutableArray<RewrittenRecipient> Rewritten,
    ImmutableArray<ExpandedRecipient> Expanded,
    ImmutableArray<RefusedOriginal> Failed,
    ImmutableArray<AppendedRecipient> Appended);

/// <summary>A recipient with another address.</summary>
/// <param name="Position">Its position in the envelope.</param>
/// <param name="Recipient">What it is now; it has an ORCPT.</param>
public sealed record RewrittenRecipient(int Position, EnvelopeRecipient Recipient);

/// <summary>A recipient in whose place others get the message: a group, or one whom another recipient of the message stands for.</summary>
/// <param name="Position">Its position in the envelope.</param>
/// <param name="OwesDsn">True when the sender asked to be told of the expansion, and may be.</param>
public sealed record ExpandedRecipient(int Position, bool OwesDsn);

/// <summary>A recipient that fails.</summary>
/// <param name="Position">Its position in the envelope.</param>
/// <param name="Response">Why.</param>
public sealed record RefusedOriginal(int Position, SmtpResponse Response);

/// <summary>A recipient that was not in the envelope.</summary>
/// <param name="Recipient">Its address, with the ORCPT of the recipient that led to it.</param>
/// <param name="Failure">Why it fails at once; null when it is to be delivered.</param>
public sealed record AppendedRecipient(EnvelopeRecipient Recipient, SmtpResponse? Failure);
