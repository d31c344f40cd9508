using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Categorizing;

/// <summary>How far a recipient has come. Everything but <see cref="Pending"/> is final.</summary>
public enum RecipientOutcome
{
    Pending = 0,
    Delivered = 1,
    Relayed = 2,
    Failed = 3,

    /// <summary>Other recipients of the message stand for it: members of a group, or the same recipient under another address.</summary>
    Expanded = 4
}

/// <summary>One recipient of a message that a partition owns.</summary>
public sealed class RecipientEntry(EnvelopeRecipient recipient)
{
    /// <summary>Address and DSN parameters: as accepted, or as the directory made them.</summary>
    public EnvelopeRecipient Recipient { get; internal set; } = recipient;

    /// <summary>
    /// Of a recipient that resolution added: its own address in the organization, under which it is looked up again. Null when that is the address it
    /// goes to, when it is somebody outside the organization, and in journals of releases that did not record it.
    /// </summary>
    public string? LookUpAddress { get; internal set; }

    /// <summary>The one recorded outcome.</summary>
    public RecipientOutcome Outcome { get; internal set; }

    /// <summary>The response that made the recipient fail; null otherwise.</summary>
    public string? Diagnostic { get; internal set; }

    /// <summary>When the outcome was recorded; null while pending.</summary>
    public DateTimeOffset? DecidedAt { get; internal set; }

    /// <summary>The DSN that the sender is still owed for this recipient.</summary>
    public DsnKind? OwedDsn { get; internal set; }

    /// <summary>The answer that a notification of a kind reports for the recipient.</summary>
    public SmtpResponse ResponseFor(DsnKind kind) => kind switch
    {
        DsnKind.Failed when Diagnostic is { } diagnostic && SmtpResponse.TryParse(diagnostic, out var parsed) => parsed,
        DsnKind.Failed => StandardResponses.QueueExpired,
        DsnKind.Delayed => StandardResponses.MessageDelayed,
        DsnKind.Relayed => StandardResponses.Relayed,
        DsnKind.Delivered => StandardResponses.Delivered,
        DsnKind.Expanded => StandardResponses.Expanded,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of notification.")
    };

    /// <summary>True when an earlier drop may have reached the gateway and nobody can tell: every later one is flagged.</summary>
    public bool PossiblyDelivered { get; internal set; }
}
