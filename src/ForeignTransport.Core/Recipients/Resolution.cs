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
    /// <summary>True when the sender proved to be who it says.</summary>
    public bool IsAuthenticated { get; init; }

    /// <summary>True for a report that this product made: no limit and no restriction holds for it.</summary>
    public bool IsReport { get; init; }

    /// <summary>True for a report, of whichever system, that says that a message failed.</summary>
    public bool IsFailureReport { get; init; }

    /// <summary>What has become of the message since it was first resolved; null the first time.</summary>
    public EarlierResolution? Earlier { get; init; }
}

/// <summary>What a message that is resubmitted was resolved to before.</summary>
/// <param name="Addresses">Where each of the recipients that are looked up goes until now, in their order.</param>
/// <param name="Others">The other recipients of the message.</param>
public sealed record EarlierResolution(IReadOnlyList<string> Addresses, IReadOnlyList<EarlierRecipient> Others);

/// <summary>A recipient of a resubmitted message that is not looked up with it.</summary>
/// <param name="Address">Where it goes or went.</param>
/// <param name="LookUpAddress">Under which address the directory was asked about it.</param>
/// <param name="Notify">NOTIFY.</param>
/// <param name="Fate">What has become of it.</param>
public readonly record struct EarlierRecipient(string Address, string LookUpAddress, DsnNotify Notify, EarlierFate Fate);

/// <summary>What has become of a recipient so far.</summary>
public enum EarlierFate
{
    /// <summary>It has the message, or may have: there is a file for it.</summary>
    Served,

    /// <summary>It waits elsewhere.</summary>
    Waits,

    /// <summary>It failed, and its sender was told so or is about to be.</summary>
    Failed
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
public sealed record AppendedRecipient(EnvelopeRecipient Recipient, SmtpResponse? Failure)
{
    /// <summary>The address of the recipient of the organization that it stands for, where the directory is asked again; null when it is the same.</summary>
    public string? LookUpAddress { get; init; }
}
