namespace ForeignTransport.PowerShell.Queues;

/// <summary>By what Get-QueueDigest puts queues together.</summary>
public enum QueueDigestGrouping
{
    DeliveryType,
    LastError,
    NextHopCategory,
    NextHopDomain,

    /// <summary>Delivery type, next hop domain and connector: every queue by itself.</summary>
    NextHopKey,
    Status,
    ServerName,
    RiskLevel,
    OutboundIPPool
}

/// <summary>How much Get-QueueDigest tells of each queue.</summary>
public enum QueueDigestDetailsLevel
{
    None,
    Normal,
    Verbose
}
