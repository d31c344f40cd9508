using System.Collections.Immutable;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Queues;

/// <summary>How many of a number of messages are not of normal priority. Where priority queuing is off, none is.</summary>
/// <param name="High">Messages of high priority.</param>
/// <param name="Low">Messages of low priority.</param>
public readonly record struct PriorityShare(int High, int Low)
{
    /// <summary>What some messages of one priority are.</summary>
    public static PriorityShare Of(DeliveryPriority priority, int count = 1) => priority switch
    {
        DeliveryPriority.High => new PriorityShare(count, 0),
        DeliveryPriority.Low => new PriorityShare(0, count),
        _ => default
    };

    /// <summary>What these messages are.</summary>
    public static PriorityShare Of(IEnumerable<QueueItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var share = default(PriorityShare);
        foreach (var item in items)
        {
            share = share.And(Of(item.Priority));
        }

        return share;
    }

    /// <summary>Both together.</summary>
    public PriorityShare And(PriorityShare other) => new(Sum(High, other.High), Sum(Low, other.Low));

    /// <summary>What is left of these.</summary>
    public PriorityShare Without(PriorityShare other) => new(High - other.High, Low - other.Low);

    /// <summary>High, Normal, Low and None, as queues show them. Nothing is ever without a priority.</summary>
    /// <param name="messages">How many there are of all priorities.</param>
    public ImmutableArray<int> Columns(int messages) => [High, Math.Max(0, messages - High - Low), Low, 0];

    private static int Sum(int one, int other) => (int)Math.Min((long)one + other, int.MaxValue);
}
