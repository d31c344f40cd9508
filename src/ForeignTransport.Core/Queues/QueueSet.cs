using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Queues;

/// <summary>All queues of one partition: one delivery queue for each next hop, and Unreachable.</summary>
public sealed class QueueSet
{
    /// <summary>Most idle queues that are kept: a connector for every domain has a queue for every domain that was ever written to.</summary>
    private const int MaxIdleQueues = 200;

    private readonly Dictionary<NextHopSolutionKey, DeliveryQueue> _queues = [];
    private readonly Dictionary<MessageId, UnreachableItem> _unreachable = [];

    /// <summary>The delivery queues, in no order.</summary>
    public IReadOnlyCollection<DeliveryQueue> Delivery => _queues.Values;

    /// <summary>Messages that no connector serves, with the reason.</summary>
    public IReadOnlyCollection<UnreachableItem> Unreachable => _unreachable.Values;

    /// <summary>How many of the messages in Unreachable are not of normal priority.</summary>
    public PriorityShare UnreachablePriorities { get; private set; }

    /// <summary>Messages that are suspended, in whatever queue.</summary>
    public ParkedItems Parked { get; } = new();

    /// <summary>Messages that wait by themselves, while their queue goes on.</summary>
    public DeferredItems Deferred { get; } = new();

    /// <summary>The queue of this next hop; null when there is none now.</summary>
    public DeliveryQueue? Find(NextHopSolutionKey key) => _queues.GetValueOrDefault(key);

    /// <summary>The queue of this next hop, created when it is new.</summary>
    public DeliveryQueue For(NextHopSolutionKey key)
    {
        if (!_queues.TryGetValue(key, out var queue))
        {
            _queues.Add(key, queue = new DeliveryQueue(key));
        }

        return queue;
    }

    /// <summary>Puts recipients of a message into Unreachable, beside those that are there already.</summary>
    public void AddUnreachable(QueueItem item, string lastError)
    {
        if (_unreachable.TryGetValue(item.Message, out var earlier))
        {
            item = item with { Recipients = [.. earlier.Item.Recipients.Concat(item.Recipients).Order()] };
            UnreachablePriorities = UnreachablePriorities.Without(PriorityShare.Of(earlier.Item.Priority));
        }

        _unreachable[item.Message] = new UnreachableItem(item, lastError);
        UnreachablePriorities = UnreachablePriorities.And(PriorityShare.Of(item.Priority));
    }

    /// <summary>What of a message is in Unreachable; null when nothing is.</summary>
    public UnreachableItem? FindUnreachable(MessageId message) => _unreachable.GetValueOrDefault(message);

    /// <summary>
    /// Takes every waiting message out of every queue, for routing anew, and drops queues that nothing uses any more, with their failures, which
    /// may be of another configuration. What is suspended stays. A queue that was empty before goes on being idle for its time.
    /// </summary>
    /// <param name="isSuspended">True of a queue that nothing leaves.</param>
    public IReadOnlyList<QueueItem> DrainAll(Func<NextHopSolutionKey, bool>? isSuspended = null)
    {
        var items = new List<QueueItem>();
        foreach (var queue in _queues.Values.ToList())
        {
            if (isSuspended?.Invoke(queue.Key) == true)
            {
                continue;
            }

            var wasEmpty = queue.WaitingCount == 0;
            items.AddRange(queue.Drain());
            if (queue.AttemptsInFlight > 0)
            {
                continue;
            }

            _queues.Remove(queue.Key);
            if (wasEmpty)
            {
                For(queue.Key).IdleSince = queue.IdleSince;
            }
        }

        if (isSuspended?.Invoke(NextHopSolutionKey.Unreachable) != true)
        {
            items.AddRange(_unreachable.Values.Select(unreachable => unreachable.Item));
            ClearUnreachable();
        }

        return QueueItem.Together(items);
    }

    /// <summary>Takes every waiting message out of one queue, for routing anew.</summary>
    public IReadOnlyList<QueueItem> Drain(NextHopSolutionKey key)
    {
        if (key == NextHopSolutionKey.Unreachable)
        {
            var items = _unreachable.Values.Select(unreachable => unreachable.Item).ToList();
            ClearUnreachable();
            return items;
        }

        return _queues.GetValueOrDefault(key)?.Drain() ?? [];
    }

    /// <summary>Takes waiting messages out of one queue.</summary>
    public IReadOnlyList<QueueItem> Remove(NextHopSolutionKey key, Func<QueueItem, bool> condition)
    {
        if (key != NextHopSolutionKey.Unreachable)
        {
            return _queues.GetValueOrDefault(key)?.Remove(condition) ?? [];
        }

        var items = _unreachable.Values.Where(unreachable => condition(unreachable.Item)).Select(unreachable => unreachable.Item).ToList();
        items.ForEach(item => _unreachable.Remove(item.Message));
        UnreachablePriorities = UnreachablePriorities.Without(PriorityShare.Of(items));
        return items;
    }

    /// <summary>Takes out every waiting message for which the condition holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="removedFrom">Told of each queue and how many messages left it; null for nobody.</param>
    /// <param name="isSuspended">True of a queue that nothing leaves.</param>
    public IReadOnlyList<QueueItem> Remove(
        Func<QueueItem, bool> condition, Action<NextHopSolutionKey, int>? removedFrom = null, Func<NextHopSolutionKey, bool>? isSuspended = null)
    {
        var removed = new List<QueueItem>();
        foreach (var key in _queues.Keys.Append(NextHopSolutionKey.Unreachable).ToList())
        {
            if (isSuspended?.Invoke(key) == true)
            {
                continue;
            }

            var items = Remove(key, condition);
            removed.AddRange(items);
            if (items.Count > 0)
            {
                removedFrom?.Invoke(key, items.Count);
            }
        }

        return removed;
    }

    /// <summary>Puts everything that waits in order anew, because priorities changed.</summary>
    /// <param name="priorityOf">The priority of an item from now on.</param>
    public void Reorder(Func<QueueItem, DeliveryPriority> priorityOf)
    {
        foreach (var queue in _queues.Values)
        {
            queue.Reorder(priorityOf);
        }

        foreach (var (id, unreachable) in _unreachable.ToList())
        {
            _unreachable[id] = unreachable with { Item = unreachable.Item.As(priorityOf(unreachable.Item)) };
        }

        UnreachablePriorities = PriorityShare.Of(_unreachable.Values.Select(unreachable => unreachable.Item));
        Parked.Reorder(priorityOf);
        Deferred.Reorder(priorityOf);
    }

    /// <summary>
    /// Removes delivery queues that have been empty and without attempts for so long, and the longest idle ones of more than 200.
    /// </summary>
    /// <param name="now">The current time.</param>
    /// <param name="maxIdleTime">QueueMaxIdleTime.</param>
    public void RemoveIdle(DateTimeOffset now, TimeSpan maxIdleTime)
    {
        var idle = new List<DeliveryQueue>();
        foreach (var queue in _queues.Values)
        {
            if (queue is { WaitingCount: 0, AttemptsInFlight: 0 })
            {
                queue.IdleSince ??= now;
                idle.Add(queue);
            }
            else
            {
                queue.IdleSince = null;
            }
        }

        var longest = idle.OrderByDescending(queue => queue.IdleSince).Skip(MaxIdleQueues).ToHashSet();
        foreach (var queue in idle.Where(queue => now - queue.IdleSince >= maxIdleTime || longest.Contains(queue)))
        {
            _queues.Remove(queue.Key);
        }
    }

    private void ClearUnreachable()
    {
        _unreachable.Clear();
        UnreachablePriorities = default;
    }
}

/// <summary>A message in the Unreachable queue.</summary>
public sealed record UnreachableItem(QueueItem Item, string LastError);
