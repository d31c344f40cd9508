using ForeignTransport.Core.Querying;
using static ForeignTransport.Core.Querying.QueryOperators;

namespace ForeignTransport.Core.Queues;

/// <summary>The properties of a queue by which it is filtered and sorted, as Exchange documents them.</summary>
public static class QueueProperties
{
    /// <summary>Exchange 2013 had it; filters of that time may still say it.</summary>
    private const string StatusOf2013 = "None";

    public static QueryTable<QueueView> Table { get; } = new QueryTableBuilder<QueueView>()
        .Identity("Identity", Text, queue => queue.Identity)
        .Identity("QueueIdentity", Text, queue => queue.Identity)
        .Choice("DeliveryType", Equality, queue => queue.DeliveryType)
        .Text("NextHopDomain", Text, queue => queue.NextHopDomain)
        .Choice("NextHopCategory", Equality, queue => queue.NextHopCategory)
        .Guid("NextHopConnector", Text, queue => queue.NextHopConnector)
        .Text("TlsDomain", Text, queue => queue.TlsDomain)
        .Choice("Status", Equality, queue => queue.Status, StatusOf2013)
        .Integer("MessageCount", Numeric, queue => queue.MessageCount)
        .Integer("DeferredMessageCount", Numeric, queue => queue.DeferredMessageCount)
        .Integer("LockedMessageCount", None, queue => queue.LockedMessageCount)
        .List("MessageCountsPerPriority", Text, queue => queue.MessageCountsPerPriority)
        .List("DeferredMessageCountsPerPriority", Text, queue => queue.DeferredMessageCountsPerPriority)
        .Text("PriorityDescriptions", None, queue => $"{{{string.Join(", ", queue.PriorityDescriptions)}}}")
        .Integer("RetryCount", Numeric, queue => queue.RetryCount)
        .Time("FirstRetryTime", Numeric, queue => queue.FirstRetryTime)
        .Time("LastRetryTime", Order, queue => queue.LastRetryTime)
        .Time("NextRetryTime", Order, queue => queue.NextRetryTime)
        .Text("LastError", Text, queue => queue.LastError)
        .Real("IncomingRate", Numeric, queue => queue.IncomingRate)
        .Real("OutgoingRate", Numeric, queue => queue.OutgoingRate)
        .Real("Velocity", Numeric, queue => queue.Velocity)
        .Text("RiskLevel", None, queue => queue.RiskLevel)
        .Integer("OutboundIPPool", None, queue => queue.OutboundIPPool)
        .Text("OverrideSource", None, queue => queue.OverrideSource)
        .Build();
}
