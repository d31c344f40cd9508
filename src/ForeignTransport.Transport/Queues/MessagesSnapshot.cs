using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Querying;

namespace ForeignTransport.Transport.Queues;

/// <summary>A page of the messages in the queues of the cluster, as far as its partitions answered.</summary>
/// <param name="Page">The messages.</param>
/// <param name="Partitions">How many partitions there are.</param>
/// <param name="Missing">How many of them did not answer in time: what they hold is neither shown nor counted.</param>
public sealed record MessagesSnapshot(Page<MessageView> Page, int Partitions, int Missing)
{
    /// <summary>True when there may be messages that are not shown.</summary>
    public bool IsPartial => Missing > 0;
}
