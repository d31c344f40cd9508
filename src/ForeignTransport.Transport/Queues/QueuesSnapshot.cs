using System.Collections.Immutable;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Transport.Queues;

/// <summary>The queues of the cluster, as far as its partitions answered.</summary>
/// <param name="Queues">A report a queue, over all partitions that answered.</param>
/// <param name="Partitions">How many partitions there are.</param>
/// <param name="Missing">How many of them did not answer in time: what they hold is not counted.</param>
/// <param name="Omitted">How many queues the others left out because they have too many; one that is in several partitions is counted by each.</param>
public sealed record QueuesSnapshot(ImmutableArray<QueueReport> Queues, int Partitions, int Missing, int Omitted)
{
    /// <summary>True when there may be queues or messages that are not shown.</summary>
    public bool IsPartial => Missing > 0 || Omitted > 0;

    /// <summary>
    /// The same with the suspensions that this server knows of: whoever suspended a queue sees it suspended, though a partition may hear of it a
    /// moment later.
    /// </summary>
    public QueuesSnapshot With(ImmutableHashSet<NextHopSolutionKey> suspended)
    {
        ArgumentNullException.ThrowIfNull(suspended);
        if (suspended.IsEmpty && Queues.All(queue => queue.Status != QueueStatus.Suspended))
        {
            return this;
        }

        return this with
        {
            Queues =
            [
                .. WithEmpty(suspended).Queues.Select(queue => suspended.Contains(queue.Key) ? queue with { Status = QueueStatus.Suspended }
                    : queue.Status == QueueStatus.Suspended ? queue with { Status = queue.Retry is null ? QueueStatus.Ready : QueueStatus.Retry }
                    : queue)
            ]
        };
    }

    /// <summary>
    /// The same without empty queues of connectors that are no more: a partition keeps them for their idle time, but nothing can come into them
    /// and nothing can be done with them.
    /// </summary>
    public QueuesSnapshot WithoutGone(Func<Guid, bool> exists) =>
        this with { Queues = [.. Queues.Where(queue => queue.MessageCount > 0 || queue.Key.NextHopConnector == Guid.Empty || exists(queue.Key.NextHopConnector))] };

    /// <summary>The same with these queues, empty and Ready where nobody reported them.</summary>
    public QueuesSnapshot WithEmpty(IEnumerable<NextHopSolutionKey> keys)
    {
        var known = Queues.Select(queue => queue.Key).ToHashSet();
        return this with { Queues = [.. Queues, .. keys.Where(key => !known.Contains(key)).Select(key => new QueueReport(key, QueueStatus.Ready))] };
    }

    /// <summary>The queues under the name of a server.</summary>
    public ImmutableArray<QueueView> ViewsOf(string server) => QueueView.Of(Queues, server);
}
