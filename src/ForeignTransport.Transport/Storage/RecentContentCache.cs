using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Storage;

/// <summary>
/// Content that was just made durable, so that delivering it at once does not read it back. Bounded by bytes; the oldest goes
/// first, and content leaves when it is released. Safe from any thread.
/// </summary>
internal sealed class RecentContentCache(long capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<MessageId, LinkedListNode<(MessageId Id, ContentBuffer Buffer)>> _byId = [];
    private readonly LinkedList<(MessageId Id, ContentBuffer Buffer)> _byAge = [];
    private long _bytes;

    /// <summary>Bytes of memory kept now.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Takes over the caller's reference of <paramref name="buffer"/>, and evicts what no longer fits.</summary>
    public void Add(MessageId id, ContentBuffer buffer)
    {
        lock (_lock)
        {
            if (buffer.Footprint > capacity || _byId.ContainsKey(id))
            {
                buffer.Release();
                return;
            }

            _byId.Add(id, _byAge.AddLast((id, buffer)));
            _bytes += buffer.Footprint;
            while (_bytes > capacity)
            {
                Evict(_byAge.First!);
            }
        }
    }

    /// <summary>A new reference to the content of <paramref name="id"/>, if it is still here.</summary>
    public bool TryGet(MessageId id, [NotNullWhen(true)] out ContentBuffer? buffer)
    {
        lock (_lock)
        {
            buffer = _byId.TryGetValue(id, out var node) ? node.Value.Buffer.AddReference() : null;
            return buffer is not null;
        }
    }

    /// <summary>Forgets released contents.</summary>
    public void Remove(IReadOnlyList<MessageId> ids)
    {
        lock (_lock)
        {
            foreach (var id in ids)
            {
                if (_byId.TryGetValue(id, out var node))
                {
                    Evict(node);
                }
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            while (_byAge.First is { } oldest)
            {
                Evict(oldest);
            }
        }
    }

    private void Evict(LinkedListNode<(MessageId Id, ContentBuffer Buffer)> node)
    {
        _byAge.Remove(node);
        _byId.Remove(node.Value.Id);
        _bytes -= node.Value.Buffer.Footprint;
        node.Value.Buffer.Release();
    }
}
