using System.Collections.Concurrent;
using ForeignTransport.Core.Categorizing;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>The partitions that run on this server now: their messages need no way through the network.</summary>
internal sealed class HostedPartitions
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<int, int> _messages = [];
    private readonly ConcurrentDictionary<int, int> _unrouted = [];
    private readonly ConcurrentDictionary<int, ReceiptCounts> _receipts = [];
    private volatile int[] _numbers = [];

    /// <summary>Their numbers, ascending.</summary>
    public IReadOnlyList<int> Numbers => _numbers;

    /// <summary>Messages with work left in those that have recovered.</summary>
    public long Messages => _messages.Values.Sum(count => (long)count);

    /// <summary>Messages in those that were accepted, and are not in a delivery queue yet.</summary>
    public long Unrouted => _unrouted.Values.Sum(count => (long)count);

    public void Add(int number)
    {
        lock (_lock)
        {
            _numbers = [.. _numbers.Append(number).Distinct().Order()];
        }
    }

    public void Remove(int number)
    {
        lock (_lock)
        {
            _numbers = [.. _numbers.Where(hosted => hosted != number)];
            _messages.TryRemove(number, out _);
            _unrouted.TryRemove(number, out _);
            _receipts.TryRemove(number, out _);
        }
    }

    /// <summary>Notes how many messages a partition holds, from its own thread.</summary>
    public void Note(int number, int messages) => _messages[number] = messages;

    /// <summary>Files of those that gateways have not confirmed, as of half a minute ago at most.</summary>
    public ReceiptCounts Receipts => _receipts.Values.Aggregate(
        default(ReceiptCounts), (sum, counts) => new ReceiptCounts(sum.Awaited + counts.Awaited, sum.Overdue + counts.Overdue));

    /// <summary>Notes how many files of a partition are not confirmed, from its own thread.</summary>
    public void NoteReceipts(int number, ReceiptCounts counts) => _receipts[number] = counts;

    /// <summary>Notes how many messages a partition has not routed, from its own thread.</summary>
    public void NoteUnrouted(int number, int messages) => _unrouted[number] = messages;
}
