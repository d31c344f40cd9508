using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>A message in a queue, with its properties in Exchange's order.</summary>
public sealed class Message
{
    public string Subject { get; internal set; } = "";

    public string InternetMessageId { get; internal set; } = "";

    public string FromAddress { get; internal set; } = "";

    public string Status { get; internal set; } = "";

    public ByteQuantifiedSize? Size { get; internal set; }

    public string MessageSourceName { get; internal set; } = "";

    public string SourceIP { get; internal set; } = "";

    [JsonKey("scl")]
    public int SCL { get; internal set; }

    public DateTime? DateReceived { get; internal set; }

    public DateTime? ExpirationTime { get; internal set; }

    public string LastError { get; internal set; } = "";

    public int RetryCount { get; internal set; }

    public string Queue { get; internal set; } = "";

    public MessageRecipient[] Recipients { get; internal set; } = [];

    public int RecipientCount { get; internal set; }

    public TimeSpan MessageLatency { get; internal set; }

    public string DeferReason { get; internal set; } = "";

    public string Priority { get; internal set; } = "";

    public string Directionality { get; internal set; } = "";

    public string OriginalFromAddress { get; internal set; } = "";

    public string NetworkMessageId { get; internal set; } = "";

    public string MessageIdentity => Identity;

    public string Identity { get; internal set; } = "";

    public bool IsValid => true;

    public string ObjectState => "New";

    /// <inheritdoc />
    public override string ToString() => Identity;
}
