using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Tracking;

/// <summary>What every event of one message has in common.</summary>
public sealed record TrackedMessage
{
    public required MessageId Id { get; init; }

    /// <summary>Number of the message on the server that writes the row; null where there is none.</summary>
    public long? InternalMessageId { get; init; }

    /// <summary>Message-ID header, with angle brackets.</summary>
    public string InternetMessageId { get; init; } = "";

    /// <summary>Decoded; rows leave it out where subject logging is off.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The Sender header, else From.</summary>
    public string Sender { get; init; } = "";

    /// <summary>Envelope sender; empty for the null reverse-path.</summary>
    public required string ReversePath { get; init; }

    /// <summary>Size of the message in bytes, not of any file it is in.</summary>
    public required long Size { get; init; }

    /// <summary>When it first entered the organization.</summary>
    public required DateTimeOffset FirstEntry { get; init; }

    public TrackingDirectionality Directionality { get; init; }

    /// <summary>The priority that it was accepted with; null when priority queuing was off.</summary>
    public DeliveryPriority? Priority { get; init; }

    public string OriginalClientIp { get; init; } = "";

    public string OriginalServerIp { get; init; } = "";
}
