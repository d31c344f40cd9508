using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// The messages of one partition that wait for one next hop, in the order of arrival, and the reason when they wait for a retry.
/// </summary>
/// <remarks>
/// In memory only: it is rebuilt by routing after a restart. Attempts overlap, so a failure that belongs to an attempt older than the last
/// failure only gives its messages back: one outage advances the retry ladder once.
/// </remarks>
public sealed class DeliveryQueue(NextHopSolutionKey key)
{
    private LinkedList<QueueItem> _waiting = new();

    /// <summary>Delivery type, next hop domain and connector.</summary>
    public NextHopSolutionKey Key { get; } = key;

    /// <summary>Attempts that have taken messages and are not finished.</summary>
    public int AttemptsInFlight { get; private set; }

    /// <summary>Messages that wait; those of attempts in flight are not counted.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>Why and until when the queue waits; null when its last attempt succeeded or none was made.</summary>
    public RetryState? Retry { get; private set; }

    /// <summary>What Get-Queue shows.</summary>
    public QueueStatus Status =>
        AttemptsInFlight > 0 ? (Retry is null ? QueueStatus.Active : QueueStatus.Connecting)
        : Retry is not null ? QueueStatus.Retry
        : QueueStatus.Ready;

    /// <summary>The waiting messages, oldest first.</summary>
    public IEnumerable<QueueItem> Waiting => _waiting;

    /// <summary>Adds a message at the end.</summary>
    public void Enqueue(QueueItem item) => _waiting.AddLast(item);

    /// <summary>True when an attempt may start now. After a failure one attempt at a time probes the next hop.</summary>
    public bool CanStart(DateTimeOffset now, int maxAttempts) =>
        _waiting.Count > 0 && (Retry is null ? AttemptsInFlight < maxAttempts : AttemptsInFlight == 0 && Retry.NextRetryTime <= now);

    /// <summary>Takes the oldest messages for an attempt: at least one, at most the given number and size in bytes.</summary>
    public IReadOnlyList<QueueItem> Take(int maxMessages, long maxBytes)
    {
        var batch = new List<QueueItem>(Math.Min(maxMessages, _waiting.Count));
        var bytes = 0L;
        while (_waiting.First is { Value: var item } && batch.Count < maxMessages && (batch.Count == 0 || bytes + item.Size <= maxBytes))
        {
            _waiting.RemoveFirst();
            batch.Add(item);
            bytes += item.Size;
        }

        AttemptsInFlight++;
        return batch;
    }

    /// <summary>Gives messages of an attempt back: they wait at the front, in their old order.</summary>
    public void GiveBack(IReadOnlyList<QueueItem> items)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            _waiting.AddFirst(items[i]);
        }
    }

    /// <summary>The next hop took messages: a wait for a retry is over.</summary>
    public void Succeeded() => Retry = null;

    /// <summary>The next hop took nothing: the queue waits for the next rung of the ladder.</summary>
    /// <param name="startedAt">When the failed attempt started.</param>
    /// <param name="now">When it failed.</param>
    /// <param name="error">Why; shown as LastError.</param>
    /// <param name="intervals">The ladder.</param>
    public void Failed(DateTimeOffset startedAt, DateTimeOffset now, TransportError error, RetryIntervals intervals)
    {
        if (Retry is null || startedAt >= Retry.LastRetryTime)
        {
            Retry = RetryLadder.AfterFailure(Retry, now, error, intervals);
        }
    }

    /// <summary>An attempt is over, however it went.</summary>
    public void EndAttempt() => AttemptsInFlight--;

    /// <summary>Takes every waiting message out, for routing anew.</summary>
    public IReadOnlyList<QueueItem> Drain()
    {
        var items = _waiting.ToList();
        _waiting.Clear();
        return items;
    }

    /// <summary>Takes out the waiting messages for which the condition holds.</summary>
    public IReadOnlyList<QueueItem> Remove(Func<QueueItem, bool> condition)
    {
        var removed = _waiting.Where(condition).ToList();
        if (removed.Count > 0)
        {
            _waiting = new LinkedList<QueueItem>(_waiting.Where(item => !condition(item)));
        }

        return removed;
    }

    /// <summary>Ends the wait of a retry now, for example because the connector's configuration changed.</summary>
    public void RetryNow(DateTimeOffset now)
    {
        if (Retry is { } retry && retry.NextRetryTime > now)
        {
            Retry = retry with { NextRetryTime = now };
        }
    }
}
