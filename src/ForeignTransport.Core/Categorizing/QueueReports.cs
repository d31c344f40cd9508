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
    /// <returns>The reports, and how many queues are left out of them.</returns>
    public static (ImmutableArray<QueueReport> Reports, int Omitted) Of(CategorizerPartition partition, int unrouted, DateTimeOffset now, int maxReports)
    {
        ArgumentNullException.ThrowIfNull(partition);
        var queues = new Dictionary<NextHopSolutionKey, QueueReport>();
        foreach (var queue in partition.Queues.Delivery)
        {
            queues[queue.Key] = new QueueReport(
                queue.Key, queue.Status, queue.WaitingCount, queue.Retry is null ? 0 : queue.WaitingCount, queue.Retry);
        }

        queues[NextHopSolutionKey.Submission] = new QueueReport(NextHopSolutionKey.Submission, unrouted > 0 ? QueueStatus.Active : QueueStatus.Ready, unrouted);
        queues[NextHopSolutionKey.Unreachable] = new QueueReport(
            NextHopSolutionKey.Unreachable, QueueStatus.Ready, partition.Queues.Unreachable.Count,
            Reason: partition.Queues.Unreachable.FirstOrDefault()?.LastError);
        void Add(QueueReport report) => queues[report.Key] = queues.TryGetValue(report.Key, out var queue) ? queue.And(report) : report;
        foreach (var attempt in partition.Attempts.UnderWay)
        {
            Add(Of(attempt));
        }

        foreach (var (key, count) in partition.Queues.Parked.Counts)
        {
            Add(new QueueReport(key, QueueStatus.Ready, count));
        }

        foreach (var deferred in partition.Queues.Deferred.All)
        {
            Add(new QueueReport(deferred.Queue, QueueStatus.Ready, 1, 1));
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
    private static QueueReport Of(DeliveryAttempt attempt)
    {
        var key = attempt.NextHop ?? NextHopSolutionKey.Submission;
        var messages = attempt.MessageCount;
        return attempt.Retry is { } retry
            ? new QueueReport(key, attempt.AwaitsAnswer ? QueueStatus.Connecting : QueueStatus.Retry, messages, messages, retry)
            : new QueueReport(key, attempt.Queue?.Status ?? QueueStatus.Active, messages);
    }
}
