namespace ForeignTransport.PowerShell.Tracking;

/// <summary>A row of the message tracking log, with its properties in Exchange's order.</summary>
public sealed class MessageTrackingEvent
{
    /// <summary>Local time.</summary>
    public DateTime Timestamp { get; internal set; }

    public string ClientIp { get; internal set; } = "";

    public string ClientHostname { get; internal set; } = "";

    public string ServerIp { get; internal set; } = "";

    public string ServerHostname { get; internal set; } = "";

    public string SourceContext { get; internal set; } = "";

    public string ConnectorId { get; internal set; } = "";

    public string Source { get; internal set; } = "";

    public string EventId { get; internal set; } = "";

    public long? InternalMessageId { get; internal set; }

    public string MessageId { get; internal set; } = "";

    public string? NetworkMessageId { get; internal set; }

    public string[] Recipients { get; internal set; } = [];

    /// <summary>One for each recipient, in the same order.</summary>
    public string[] RecipientStatus { get; internal set; } = [];

    public long? TotalBytes { get; internal set; }

    public int? RecipientCount { get; internal set; }

    public string RelatedRecipientAddress { get; internal set; } = "";

    public string[] Reference { get; internal set; } = [];

    public string MessageSubject { get; internal set; } = "";

    public string Sender { get; internal set; } = "";

    public string ReturnPath { get; internal set; } = "";

    public string? Directionality { get; internal set; }

    public string TenantId { get; internal set; } = "";

    public string OriginalClientIp { get; internal set; } = "";

    public string MessageInfo { get; internal set; } = "";

    /// <summary>On the row that ends the way of a message: how long that took.</summary>
    public TimeSpan? MessageLatency { get; internal set; }

    public string MessageLatencyType { get; internal set; } = "";

    public MessageTrackingEventData[] EventData { get; internal set; } = [];

    public string TransportTrafficType { get; internal set; } = "";

    public string SchemaVersion { get; internal set; } = "";

    public string OriginalServerIp { get; internal set; } = "";

    public Guid? LogId { get; internal set; }
}

/// <summary>A pair of EventData.</summary>
public sealed class MessageTrackingEventData
{
    public string Key { get; internal set; } = "";

    public string Value { get; internal set; } = "";

    /// <inheritdoc />
    public override string ToString() => $"[{Key}, {Value}]";
}
