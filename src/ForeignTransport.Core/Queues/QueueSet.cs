using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Queues;

/// <summary>All queues of one partition: one delivery queue for each next hop, and Unreachable.</summary>
public sealed class QueueSet
{
    private readonly Dictionary<NextHopSolutionKey, DeliveryQueue> _queues = [];
    private readonly Dictionary<MessageId, UnreachableItem> _unreachable = [];

    /// <summary>The delivery queues, in no order.</summary>
    public IReadOnlyCollection<DeliveryQueue> Delivery => _queues.Values;

    /// <summary>Messages that no connector serves, with the reason.</summary>
    public IReadOnlyCollection<UnreachableItem> Unreachable => _unreachable.Values;

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
        }

        _unreachable[item.Message] = new UnreachableItem(item, lastError);
    }

    /// <summary>Takes every waiting message out of every queue, for routing anew, and drops queues that nothing uses any more.</summary>
    public IReadOnlyList<QueueItem> DrainAll()
    {
        var items = new List<QueueItem>();
        foreach (var queue in _queues.Values.ToList())
        {
            items.AddRange(queue.Drain());
            if (queue.AttemptsInFlight == 0)
            {
                _queues.Remove(queue.Key);
            }
        }

        items.AddRange(_unreachable.Values.Select(unreachable => unreachable.Item));
        _unreachable.Clear();
        return items;
    }

    /// <summary>Takes out every waiting message for which the condition holds.</summary>
    public IReadOnlyList<QueueItem> Remove(Func<QueueItem, bool> condition)
    {
        var removed = new List<QueueItem>();
        foreach (var queue in _queues.Values)
        {
            removed.AddRange(queue.Remove(condition));
        }

        foreach (var unreachable in _unreachable.Values.Where(unreachable => condition(unreachable.Item)).ToList())
        {
            _unreachable.Remove(unreachable.Item.Message);
            removed.Add(unreachable.Item);
        }

        return removed;
    }

    /// <summary>Removes delivery queues that are empty and idle.</summary>
    public void RemoveIdle()
    {
        foreach (var queue in _queues.Values.Where(queue => queue is { WaitingCount: 0, AttemptsInFlight: 0 }).ToList())
        {
            _queues.Remove(queue.Key);
        }
    }
}

/// <summary>A message in the Unreachable queue.</summary>
public sealed record UnreachableItem(QueueItem Item, string LastError);
