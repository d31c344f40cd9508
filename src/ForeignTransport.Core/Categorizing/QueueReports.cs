using System.Collections.Immutable;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Categorizing;

/// <summary>What a partition says of its queues. It is asked often: nothing here looks at single messages that wait in line.</summary>
public static class QueueReports
{
    /// <summary>
    /// Reports the queues of a partition: those that retry and the fullest first when there are too many.
    /// </summary>
    /// <param name="partition">The partition.</param>
    /// <param name="unrouted">Messages that are accepted and not routed yet: they are in Submission.</param>
    /// <param name="now">The current time.</param>
    /// <param name="maxReports">Most reports.</param>
    /// <param name="unroutedPriorities">How many of the messages in Submission are not of normal priority.</param>
    /// <returns>The reports, and how many queues are left out of them.</returns>
    public static (ImmutableArray<QueueReport> Reports, int Omitted) Of(
        CategorizerPartition partition, int unrouted, DateTimeOffset now, int maxReports, PriorityShare unroutedPriorities = default)
    {
        ArgumentNullException.ThrowIfNull(partition);
        var queues = new Dictionary<NextHopSolutionKey, QueueReport>();
        foreach (var queue in partition.Queues.Delivery)
        {
            var retries = queue.Retry is not null;
            queues[queue.Key] = new QueueReport(
                queue.Key, queue.Status, queue.WaitingCount, retries ? queue.WaitingCount : 0, queue.Retry)
            {
                Priorities = queue.WaitingPriorities,
                RetryingPriorities = retries ? queue.WaitingPriorities : default
            };
        }

        queues[NextHopSolutionKey.Submission] = new QueueReport(NextHopSolutionKey.Submission, unrouted > 0 ? QueueStatus.Active : QueueStatus.Ready, unrouted)
        {
            Priorities = unroutedPriorities
        };
        queues[NextHopSolutionKey.Unreachable] = new QueueReport(
            NextHopSolutionKey.Unreachable, QueueStatus.Ready, partition.Queues.Unreachable.Count,
            Reason: partition.Queues.Unreachable.FirstOrDefault()?.LastError)
        {
            Priorities = partition.Queues.UnreachablePriorities
        };
        void Add(QueueReport report) => queues[report.Key] = queues.TryGetValue(report.Key, out var queue) ? queue.And(report) : report;
        foreach (var attempt in partition.Attempts.UnderWay)
        {
            Add(Of(partition, attempt));
        }

        foreach (var (key, count) in partition.Queues.Parked.Counts)
        {
            Add(new QueueReport(key, QueueStatus.Ready, count) { Priorities = partition.Queues.Parked.PrioritiesIn(key) });
        }

        foreach (var deferred in partition.Queues.Deferred.All)
        {
            var share = PriorityShare.Of(deferred.Item.Priority);
            Add(new QueueReport(deferred.Queue, QueueStatus.Ready, 1, 1) { Priorities = share, RetryingPriorities = share });
        }

        foreach (var key in partition.Settings.Suspended)
        {
            Add(new QueueReport(key, QueueStatus.Suspended));
        }

        var reports = queues.Values.Select(queue =>
        {
            var (incoming, outgoing) = partition.Rates.PerSecond(queue.Key, now);
            return queue with { IncomingRate = incoming, OutgoingRate = outgoing };
        });
        if (queues.Count <= maxReports)
        {
            return ([.. reports], 0);
        }

        return (
            [
                .. reports
                    .OrderByDescending(queue => QueueReport.Persistent.Contains(queue.Key))
                    .ThenByDescending(queue => queue.Retry is not null)
                    .ThenByDescending(queue => queue.MessageCount)
                    .Take(maxReports)
            ],
            queues.Count - maxReports);
    }

    /// <summary>What an attempt adds to its queue. One that cannot publish now waits for a retry, though nothing else of its queue may.</summary>
    private static QueueReport Of(CategorizerPartition partition, DeliveryAttempt attempt)
    {
        var key = attempt.NextHop ?? NextHopSolutionKey.Submission;
        var messages = attempt.MessageCount;
        var share = partition.Settings.PriorityQueuing is null ? default : PrioritiesOf(partition, attempt);
        return attempt.Retry is { } retry
            ? new QueueReport(key, attempt.AwaitsAnswer ? QueueStatus.Connecting : QueueStatus.Retry, messages, messages, retry)
            {
                Priorities = share,
                RetryingPriorities = share
            }
            : new QueueReport(key, attempt.Queue?.Status ?? QueueStatus.Active, messages) { Priorities = share };
    }

    /// <summary>Those of one message are next to one another.</summary>
    private static PriorityShare PrioritiesOf(CategorizerPartition partition, DeliveryAttempt attempt)
    {
        var share = default(PriorityShare);
        for (var i = 0; i < attempt.Drops.Count; i++)
        {
            var message = attempt.Drops[i].Message;
            if ((i == 0 || message != attempt.Drops[i - 1].Message) && partition.State.Messages.TryGetValue(message, out var entry))
            {
                share = share.And(PriorityShare.Of(partition.Settings.PriorityOf(entry.Message)));
            }
        }

        return share;
    }
}
