using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>A queue, with its properties in Exchange's order.</summary>
public sealed class Queue
{
    public string DeliveryType { get; internal set; } = "";

    public string NextHopDomain { get; internal set; } = "";

    public string TlsDomain { get; internal set; } = "";

    public Guid NextHopConnector { get; internal set; }

    public string Status { get; internal set; } = "";

    public int MessageCount { get; internal set; }

    public string LastError { get; internal set; } = "";

    public int RetryCount { get; internal set; }

    public DateTime? LastRetryTime { get; internal set; }

    public DateTime? NextRetryTime { get; internal set; }

    public DateTime? FirstRetryTime { get; internal set; }

    public int DeferredMessageCount { get; internal set; }

    public int LockedMessageCount { get; internal set; }

    public int[] MessageCountsPerPriority { get; internal set; } = [];

    public int[] DeferredMessageCountsPerPriority { get; internal set; } = [];

    public string RiskLevel { get; internal set; } = "";

    public string OutboundIPPool { get; internal set; } = "";

    public string NextHopCategory { get; internal set; } = "";

    public double IncomingRate { get; internal set; }

    public double OutgoingRate { get; internal set; }

    public double Velocity { get; internal set; }

    public string OverrideSource { get; internal set; } = "";

    public string QueueIdentity => Identity;

    public MultiValuedProperty PriorityDescriptions { get; internal set; } = new();

    public string Identity { get; internal set; } = "";

    public bool IsValid => true;

    public string ObjectState => "New";

    /// <inheritdoc />
    public override string ToString() => Identity;
}
