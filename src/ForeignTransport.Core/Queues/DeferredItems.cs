using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// Messages that wait for a retry by themselves, because work on them failed in a way that says nothing about their queue
/// (MessageRetryInterval). In memory only: after a restart they are tried at once.
/// </summary>
public sealed class DeferredItems
{
    private readonly List<DeferredItem> _items = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<DeferredItem> All => _items;

    /// <summary>Adds a message.</summary>
    public void Add(DeferredItem item) => _items.Add(item);

    /// <summary>Ends the wait of a message.</summary>
    internal void EndWait(MessageId message)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            if (_items[i].Item.Message == message)
            {
                _items[i] = _items[i] with { Until = DateTimeOffset.MinValue };
            }
        }
    }

    /// <summary>Their priorities changed.</summary>
    internal void Reorder(Func<QueueItem, DeliveryPriority> priorityOf)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            _items[i] = _items[i] with { Item = _items[i].Item.As(priorityOf(_items[i].Item)) };
        }
    }

    /// <summary>Takes out those for which the condition holds.</summary>
    public IReadOnlyList<DeferredItem> Take(Func<DeferredItem, bool> condition)
    {
        if (_items.Count == 0)
        {
            return [];
        }

        var taken = new List<DeferredItem>();
        _items.RemoveAll(item =>
        {
            if (!condition(item))
            {
                return false;
            }

            taken.Add(item);
            return true;
        });
        return taken;
    }
}

/// <summary>A message that waits by itself.</summary>
/// <param name="Queue">The queue that it is shown in.</param>
/// <param name="Item">The message.</param>
/// <param name="Until">When it is routed again.</param>
/// <param name="LastError">Why it waits.</param>
public sealed record DeferredItem(NextHopSolutionKey Queue, QueueItem Item, DateTimeOffset Until, string LastError);
