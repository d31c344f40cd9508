using System.Collections.Immutable;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Delivery;

/// <summary>Everything that goes into one delivery status notification. Equal requests compose equal bytes.</summary>
public sealed record DsnRequest
{
    /// <summary>Default of InternalDsnMaxMessageAttachSize and ExternalDsnMaxMessageAttachSize: 10 MB.</summary>
    public const long DefaultAttachLimit = 10 * 1024 * 1024;

    /// <summary>What all the listed recipients have in common.</summary>
    public required DsnKind Kind { get; init; }

    /// <summary>
    /// Id of the notification itself, derived from the original's (<see cref="MessageId.Derive"/>). Message-ID and MIME boundaries
    /// follow from it.
    /// </summary>
    public required MessageId Id { get; init; }

    /// <summary>Date of the notification.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Full name of the reporting server; a name without a dot is reported as <c>x-local-hostname</c>.</summary>
    public required string ReportingMta { get; init; }

    /// <summary>Display name in From.</summary>
    public required string ProductName { get; init; }

    /// <summary>Address in From.</summary>
    public required string PostmasterAddress { get; init; }

    /// <summary>Default accepted domain: the right side of Message-ID, and the domain whose IMCEA addresses are shown decoded.</summary>
    public required string DefaultDomain { get; init; }

    public required DsnOriginal Original { get; init; }

    /// <summary>The recipients for whom the notification is due (<see cref="DsnPolicy.IsDue"/>); at least one.</summary>
    public required ImmutableArray<DsnRecipient> Recipients { get; init; }

    /// <summary>When the server gives up; used by <see cref="DsnKind.Delayed"/> only.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Largest original in bytes that is returned whole; 0 returns headers only.</summary>
    public long AttachLimit { get; init; } = DefaultAttachLimit;

    /// <summary>InternalDsnSendHtml or ExternalDsnSendHtml: adds an HTML form of the text for people.</summary>
    public bool SendHtml { get; init; } = true;

    /// <summary>The texts for people.</summary>
    public DsnTexts Texts { get; init; } = DsnTexts.BuiltIn;

    /// <summary>
    /// Enhanced status codes whose failures the postmaster sees too, at <see cref="PostmasterAddress"/> (GenerateCopyOfDSNFor); empty when nobody reads
    /// that address.
    /// </summary>
    public ImmutableArray<string> CopiedCodes { get; init; } = [];

    /// <summary>DSN-Gateway: set only for a report translated from a foreign system, whose server is then the reporting one.</summary>
    public string? Gateway { get; init; }
}
