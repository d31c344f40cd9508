namespace ForeignTransport.PowerShell.Queues;

/// <summary>Queues that have something in common.</summary>
public sealed class QueueDigest
{
    internal QueueDigest(string value, IReadOnlyList<Queue> queues, QueueDigestDetailsLevel level)
    {
        GroupByValue = value;
        MessageCount = queues.Sum(queue => queue.MessageCount);
        DeferredMessageCount = queues.Sum(queue => queue.DeferredMessageCount);
        LockedMessageCount = queues.Sum(queue => queue.LockedMessageCount);
        IncomingRate = queues.Sum(queue => queue.IncomingRate);
        OutgoingRate = queues.Sum(queue => queue.OutgoingRate);
        Details = level switch
        {
            QueueDigestDetailsLevel.None => [],
            QueueDigestDetailsLevel.Normal => [.. queues.Select(queue => new QueueDigestDetails(queue))],
            _ => [.. queues.Select(queue => new VerboseQueueDigestDetails(queue))]
        };
    }

    public string GroupByValue { get; }

    public int MessageCount { get; }

    public int DeferredMessageCount { get; }

    public int LockedMessageCount { get; }

    public double IncomingRate { get; }

    public double OutgoingRate { get; }

    public double Velocity => Math.Round(OutgoingRate - IncomingRate, 2);

    public QueueDigestDetails[] Details { get; }

    /// <inheritdoc />
    public override string ToString() => GroupByValue;
}

/// <summary>One queue of a digest.</summary>
public class QueueDigestDetails
{
    internal QueueDigestDetails(Queue queue)
    {
        QueueIdentity = queue.Identity;
        ServerIdentity = ServerOf(queue);
        MessageCount = queue.MessageCount;
    }

    public string QueueIdentity { get; }

    public string ServerIdentity { get; }

    public int MessageCount { get; }

    /// <inheritdoc />
    public override string ToString() => $"{QueueIdentity}: {MessageCount}";

    internal static string ServerOf(Queue queue) => queue.Identity.Split('\\')[0];
}

/// <summary>The same with what else there is to say of the queue.</summary>
public sealed class VerboseQueueDigestDetails : QueueDigestDetails
{
    internal VerboseQueueDigestDetails(Queue queue)
        : base(queue)
    {
        DeferredMessageCount = queue.DeferredMessageCount;
        LockedMessageCount = queue.LockedMessageCount;
        (IncomingRate, OutgoingRate, Velocity) = (queue.IncomingRate, queue.OutgoingRate, queue.Velocity);
        (NextHopDomain, NextHopCategory, NextHopConnector) = (queue.NextHopDomain, queue.NextHopCategory, queue.NextHopConnector);
        (DeliveryType, Status, RiskLevel, OutboundIPPool) = (queue.DeliveryType, queue.Status, queue.RiskLevel, queue.OutboundIPPool);
        (LastError, TlsDomain) = (queue.LastError, queue.TlsDomain);
    }

    public int DeferredMessageCount { get; }

    public int LockedMessageCount { get; }

    public double IncomingRate { get; }

    public double OutgoingRate { get; }

    public double Velocity { get; }

    public string NextHopDomain { get; }

    public string NextHopCategory { get; }

    public Guid NextHopConnector { get; }

    public string DeliveryType { get; }

    public string Status { get; }

    public string RiskLevel { get; }

    public string OutboundIPPool { get; }

    public string LastError { get; }

    public string TlsDomain { get; }
}
