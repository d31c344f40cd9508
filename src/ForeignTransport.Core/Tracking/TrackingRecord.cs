using System.Collections.Immutable;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Tracking;

/// <summary>One message tracking event: the thirty fields of a row, in the order of the log. Empty text and null are an empty field.</summary>
public sealed record TrackingRecord
{
    /// <summary>When it happened; kept to the millisecond.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    public string ClientIp { get; init; } = "";

    public string ClientHostname { get; init; } = "";

    public string ServerIp { get; init; } = "";

    public string ServerHostname { get; init; } = "";

    /// <summary>What only the source knows: a session, a file, an error.</summary>
    public string SourceContext { get; init; } = "";

    public string ConnectorId { get; init; } = "";

    public required TrackingSource Source { get; init; }

    public required TrackingEventId EventId { get; init; }

    /// <summary>Number of the message on one server.</summary>
    public long? InternalMessageId { get; init; }

    /// <summary>Message-ID header, with angle brackets.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>Written as a hyphenated lower-case GUID.</summary>
    public MessageId? NetworkMessageId { get; init; }

    public ImmutableArray<string> Recipients { get; init; } = [];

    /// <summary>One status a recipient, in the same order; failures in the form of <see cref="Queues.LastErrorText"/>.</summary>
    public ImmutableArray<string> RecipientStatus { get; init; } = [];

    /// <summary>Size of the message in bytes.</summary>
    public long? TotalBytes { get; init; }

    public int? RecipientCount { get; init; }

    public string RelatedRecipientAddress { get; init; } = "";

    public string Reference { get; init; } = "";

    /// <summary>Empty where subject logging is off.</summary>
    public string MessageSubject { get; init; } = "";

    /// <summary>The Sender header, else From.</summary>
    public string Sender { get; init; } = "";

    /// <summary>The envelope sender; <c>&lt;&gt;</c> for the null reverse-path.</summary>
    public string ReturnPath { get; init; } = "";

    public string MessageInfo { get; init; } = "";

    public TrackingDirectionality? Directionality { get; init; }

    public string TenantId { get; init; } = "";

    public string OriginalClientIp { get; init; } = "";

    public string OriginalServerIp { get; init; } = "";

    public string CustomData { get; init; } = "";

    /// <summary>Empty or <c>Email</c>.</summary>
    public string TransportTrafficType { get; init; } = "";

    /// <summary>Identity of this row.</summary>
    public Guid? LogId { get; init; }

    public string SchemaVersion { get; init; } = "";
}
