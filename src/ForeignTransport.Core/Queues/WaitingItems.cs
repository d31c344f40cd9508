using System.Collections;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// The messages of a queue that wait, those of high priority before the normal ones and those before the low ones; the oldest first among equals.
/// </summary>
/// <remarks>
/// A line for each priority, so that whatever is done to one message takes the same time however many there are. Where priority queuing is off
/// there is one line.
/// </remarks>
internal sealed class WaitingItems : IEnumerable<QueueItem>
{
    private readonly LinkedList<QueueItem> _normal = new();
    private LinkedList<QueueItem>? _high;
    private LinkedList<QueueItem>? _low;

    /// <summary>How many wait.</summary>
    public int Count => _normal.Count + (_high?.Count ?? 0) + (_low?.Count ?? 0);

    /// <summary>How many of them are not of normal priority.</summary>
    public PriorityShare Priorities => new(_high?.Count ?? 0, _low?.Count ?? 0);

    /// <summary>The one that is next; null when none waits.</summary>
    public QueueItem? First => (_high?.First ?? _normal.First ?? _low?.First)?.Value;

    /// <summary>Adds one behind all others of its priority.</summary>
    public void AddLast(QueueItem item) => LineOf(item.Priority).AddLast(item);

    /// <summary>Adds one before all others of its priority.</summary>
    public void AddFirst(QueueItem item) => LineOf(item.Priority).AddFirst(item);

    /// <summary>Takes out the one that is next.</summary>
    public void RemoveFirst() => (_high is { Count: > 0 } ? _high : _normal.Count > 0 ? _normal : _low ?? _normal).RemoveFirst();

    /// <summary>Takes all of them out.</summary>
    public void Clear()
    {
        _normal.Clear();
        _high = _low = null;
    }

    /// <summary>Takes out those for which the condition holds.</summary>
    public IReadOnlyList<QueueItem> Remove(Func<QueueItem, bool> condition)
    {
        var removed = new List<QueueItem>();
        foreach (var line in (LinkedList<QueueItem>?[])[_high, _normal, _low])
        {
            for (var node = line?.First; node is not null;)
            {
                var next = node.Next;
                if (condition(node.Value))
                {
                    removed.Add(node.Value);
                    line!.Remove(node);
                }

                node = next;
            }
        }

        return removed;
    }

    /// <inheritdoc />
    public IEnumerator<QueueItem> GetEnumerator() => (_high, _low) is (null, null)
        ? ((IEnumerable<QueueItem>)_normal).GetEnumerator()
        : (_high ?? []).Concat(_normal).Concat(_low ?? []).GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private LinkedList<QueueItem> LineOf(DeliveryPriority priority) => priority switch
    {
        DeliveryPriority.High => _high ??= new LinkedList<QueueItem>(),
        DeliveryPriority.Low => _low ??= new LinkedList<QueueItem>(),
        _ => _normal
    };
}
