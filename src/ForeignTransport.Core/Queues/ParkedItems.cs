using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// The suspended messages of a partition, each in the queue that it stays in. They are not in that queue's line: nothing that takes messages from
/// there has to step over them.
/// </summary>
public sealed class ParkedItems
{
    private readonly Dictionary<(MessageId Message, NextHopSolutionKey Queue), QueueItem> _items = [];
    private readonly Dictionary<NextHopSolutionKey, int> _counts = [];
    private readonly Dictionary<NextHopSolutionKey, PriorityShare> _priorities = [];

    /// <summary>How many there are in each queue that has any.</summary>
    public IReadOnlyDictionary<NextHopSolutionKey, int> Counts => _counts;

    /// <summary>How many of those in a queue are not of normal priority.</summary>
    public PriorityShare PrioritiesIn(NextHopSolutionKey queue) => _priorities.GetValueOrDefault(queue);

    /// <summary>All of them, with their queues.</summary>
    public IEnumerable<(NextHopSolutionKey Queue, QueueItem Item)> All => _items.Select(parked => (parked.Key.Queue, parked.Value));

    /// <summary>The part of a message that is suspended in a queue; null when none is.</summary>
    public QueueItem? Find(MessageId message, NextHopSolutionKey queue) => _items.GetValueOrDefault((message, queue));

    /// <summary>Adds recipients of a message, beside those that are there already.</summary>
    public void Add(NextHopSolutionKey queue, QueueItem item)
    {
        if (_items.TryGetValue((item.Message, queue), out var earlier))
        {
            item = item with { Recipients = [.. earlier.Recipients.Union(item.Recipients).Order()] };
            CountPriority(queue, earlier, -1);
        }
        else
        {
            _counts[queue] = _counts.GetValueOrDefault(queue) + 1;
        }

        _items[(item.Message, queue)] = item;
        CountPriority(queue, item, 1);
    }

    /// <summary>Takes a message out.</summary>
    /// <returns>What was suspended of it there; null when nothing was.</returns>
    public QueueItem? Take(MessageId message, NextHopSolutionKey queue)
    {
        if (!_items.Remove((message, queue), out var item))
        {
            return null;
        }

        if (--_counts[queue] == 0)
        {
            _counts.Remove(queue);
        }

        CountPriority(queue, item, -1);
        return item;
    }

    /// <summary>Their priorities changed.</summary>
    internal void Reorder(Func<QueueItem, DeliveryPriority> priorityOf)
    {
        _priorities.Clear();
        foreach (var (place, item) in _items.ToList())
        {
            var changed = _items[place] = item.As(priorityOf(item));
            CountPriority(place.Queue, changed, 1);
        }
    }

    private void CountPriority(NextHopSolutionKey queue, QueueItem item, int count)
    {
        if (item.Priority == DeliveryPriority.Normal)
        {
            return;
        }

        var share = _priorities.GetValueOrDefault(queue).And(PriorityShare.Of(item.Priority, count));
        if (share == default)
        {
            _priorities.Remove(queue);
        }
        else
        {
            _priorities[queue] = share;
        }
    }
}
