using System.Collections.Immutable;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Categorizing;

/// <summary>One message in one queue at a moment: nothing in it changes any more, but that the outcome of a recipient can be a newer one.</summary>
/// <param name="Message">The message.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Entries">All recipients of the message, with what resolution made of them.</param>
/// <param name="Recipients">Positions of those that are there.</param>
/// <param name="Status">Its state.</param>
/// <param name="LastError">Why it waits; null when it does not.</param>
/// <param name="RetryCount">Retries of its queue.</param>
/// <param name="Priority">How urgent it is now.</param>
public readonly record struct MessageRow(
    QueuedMessage Message, NextHopSolutionKey Queue, ImmutableArray<RecipientEntry> Entries, ImmutableArray<int> Recipients,
    MessageStatus Status, string? LastError, int RetryCount, DeliveryPriority Priority = DeliveryPriority.Normal);

/// <summary>
/// Copies what a partition has in its queues, so that it can be filtered and sorted while the partition goes on: two references and a few values
/// a message, no more.
/// </summary>
public static class MessageRows
{
    /// <summary>The messages of a partition.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="unrouted">What is accepted and not routed yet.</param>
    /// <param name="isWanted">False of queues that are not asked for.</param>
    public static IReadOnlyList<MessageRow> Of(CategorizerPartition partition, IEnumerable<QueueItem> unrouted, Func<NextHopSolutionKey, bool> isWanted)
    {
        ArgumentNullException.ThrowIfNull(partition);
        ArgumentNullException.ThrowIfNull(unrouted);
        ArgumentNullException.ThrowIfNull(isWanted);
        var rows = new List<MessageRow>(partition.Queues.Delivery.Sum(queue => isWanted(queue.Key) ? queue.WaitingCount : 0));
        void Add(QueueItem item, NextHopSolutionKey queue, MessageStatus status, string? error, int retries)
        {
            if (partition.State.Messages.TryGetValue(item.Message, out var entry))
            {
                rows.Add(new MessageRow(
                    entry.Message, queue, entry.Recipients, item.Recipients, status, error, retries, partition.Settings.PriorityOf(entry.Message)));
            }
        }

        foreach (var queue in partition.Queues.Delivery.Where(queue => queue.WaitingCount > 0 && isWanted(queue.Key)))
        {
            var retry = queue.Retry;
            var error = ErrorOf(retry);
            foreach (var item in queue.Waiting)
            {
                Add(item, queue.Key, retry is null ? MessageStatus.Ready : MessageStatus.Retry, error, retry?.RetryCount ?? 0);
            }
        }

        if (isWanted(NextHopSolutionKey.Unreachable))
        {
            foreach (var (item, error) in partition.Queues.Unreachable)
            {
                Add(item, NextHopSolutionKey.Unreachable, MessageStatus.Ready, error, 0);
            }
        }

        if (isWanted(NextHopSolutionKey.Submission))
        {
            foreach (var item in unrouted)
            {
                Add(item, NextHopSolutionKey.Submission, MessageStatus.Active, null, 0);
            }
        }

        foreach (var attempt in partition.Attempts.UnderWay)
        {
            var queue = attempt.NextHop ?? NextHopSolutionKey.Submission;
            if (isWanted(queue))
            {
                var error = ErrorOf(attempt.Retry);
                foreach (var drop in attempt.Drops)
                {
                    Add(new QueueItem(drop.Message, drop.Recipients, 0), queue, StatusOf(partition, attempt, drop), error, attempt.Retry?.RetryCount ?? 0);
                }
            }
        }

        foreach (var (queue, item) in partition.Queues.Parked.All.Where(parked => isWanted(parked.Queue)))
        {
            var hold = partition.State.Messages.GetValueOrDefault(item.Message)?.HoldOf(item.Recipients[0]);
            var error = hold is { Kind: HoldKind.Poison } ? LastErrorText.Format(ErrorCatalogue.PoisonMessage.With(hold.Reason), null) : null;
            Add(item, queue, MessageStatus.Suspended, error, 0);
        }

        foreach (var deferred in partition.Queues.Deferred.All.Where(deferred => isWanted(deferred.Queue)))
        {
            Add(deferred.Item, deferred.Queue, MessageStatus.Retry, deferred.LastError, 0);
        }

        return rows;
    }

    private static string? ErrorOf(RetryState? retry) => retry is null ? null : LastErrorText.Format(retry.LastError, retry.LastRetryTime);

    private static MessageStatus StatusOf(CategorizerPartition partition, DeliveryAttempt attempt, StagedDrop drop)
    {
        var hold = partition.State.Held.Count == 0 ? null : partition.State.Messages.GetValueOrDefault(drop.Message)?.HoldOf(drop.Recipients[0]);
        return hold switch
        {
            { Kind: HoldKind.Suspended } => MessageStatus.PendingSuspend,
            { Kind: HoldKind.Removed or HoldKind.RemovedWithNdr } => MessageStatus.PendingRemove,
            _ => attempt.Retry is null ? MessageStatus.Active : MessageStatus.Retry
        };
    }
}
