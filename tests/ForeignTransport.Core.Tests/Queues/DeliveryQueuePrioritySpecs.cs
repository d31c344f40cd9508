using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

/// <summary>High before normal before low, and the oldest first among equals.</summary>
public class DeliveryQueuePrioritySpecs
{
    private const DeliveryPriority High = DeliveryPriority.High;
    private const DeliveryPriority Normal = DeliveryPriority.Normal;
    private const DeliveryPriority Low = DeliveryPriority.Low;

    private static readonly DateTimeOffset Now = QueuedMessages.Now;

    private readonly DeliveryQueue _queue = new(new NextHopSolutionKey(DeliveryType.NonSmtpGatewayDelivery, "FAX", Guid.Empty));

    [Fact]
    public void should_hand_out_the_urgent_first_and_the_oldest_first_among_equals()
    {
        Enqueue(Low, Normal, High, Low, High, Normal);

        Assert.Equal([3, 5, 2, 6, 1, 4], Numbers(_queue.Waiting));
        Assert.Equal((6, new PriorityShare(2, 2)), (_queue.WaitingCount, _queue.WaitingPriorities));
        Assert.Equal([3, 5, 2, 6], Numbers(Take(4)));
        Assert.Equal((2, new PriorityShare(0, 2)), (_queue.WaitingCount, _queue.WaitingPriorities));
        Assert.Equal([1, 4], Numbers(Take(4)));
        Assert.Empty(Take(1));
    }

    [Fact]
    public void should_pass_by_what_waits_already_when_an_urgent_message_comes()
    {
        Enqueue(Normal, Normal);
        Assert.Equal([1], Numbers(Take(1)));
        _queue.Enqueue(Item(9, High));

        Assert.Equal([9, 2], Numbers(Take(2)));
    }

    [Fact]
    public void should_put_back_what_was_not_taken_before_all_others_of_its_priority()
    {
        Enqueue(High, Normal, Low, Low);
        var taken = Take(3);
        _queue.Enqueue(Item(5, High));
        _queue.Enqueue(Item(6, Normal));

        _queue.GiveBack(taken);

        Assert.Equal([1, 5, 2, 6, 3, 4], Numbers(_queue.Waiting));
    }

    [Fact]
    public void should_not_let_a_small_message_pass_by_a_more_urgent_one_that_does_not_fit()
    {
        _queue.Enqueue(Item(1, High));
        _queue.Enqueue(Item(2, High) with { Size = 1000 });
        _queue.Enqueue(Item(3, Normal));

        Assert.Equal([1], Numbers(_queue.Take("Hub01", 10, maxBytes: 100, maxEnvelopes: 100, _ => 1)));
    }

    [Fact]
    public void should_remove_and_drain_whatever_the_priority()
    {
        Enqueue(Low, Normal, High, Low, High, Normal);

        Assert.Equal([3, 4], Numbers(_queue.Remove(item => item.Message == QueuedMessages.Id(3) || item.Message == QueuedMessages.Id(4))));
        Assert.Equal([5, 2, 6, 1], Numbers(_queue.Drain()));
        Assert.Equal((0, default), (_queue.WaitingCount, _queue.WaitingPriorities));
        Assert.Null(_queue.Choose(["Hub01"], Now, maxAttempts: 2));
    }

    [Fact]
    public void should_be_in_the_order_of_arrival_again_when_nothing_is_urgent_any_more()
    {
        Enqueue(Low, Normal, High);

        _queue.Reorder(_ => Normal);

        Assert.Equal([1, 2, 3], Numbers(_queue.Waiting));
        Assert.Equal((3, default), (_queue.WaitingCount, _queue.WaitingPriorities));
    }

    [Fact]
    public void should_name_files_in_the_order_of_the_queue_when_time_stands_still()
    {
        Assert.Equal([0, 0, 1, 1, 2, 3, 4, 4], Milliseconds(High, High, Normal, Normal, Low, High, Normal, Normal));
    }

    [Fact]
    public void should_name_files_with_the_time_as_it_is_when_nothing_is_urgent()
    {
        var later = Now.AddTicks(7);
        Assert.Equal([Now, later], [_queue.NameTime(Normal, Now), _queue.NameTime(Normal, later)]);

        _queue.NameTime(High, Now);
        _queue.NameTime(Low, Now);
        Assert.Equal(Now.AddSeconds(1), _queue.NameTime(Normal, Now.AddSeconds(1)));
        Assert.Equal(Now.AddSeconds(2), _queue.NameTime(Normal, Now.AddSeconds(2)));
    }

    // One message of a hundred thousand costs the same as one of ten: in the old form of a sorted list this takes minutes.
    [Fact]
    public void should_hold_a_hundred_thousand_messages_of_all_priorities()
    {
        const int Count = 100_000;
        for (var i = 0; i < Count; i++)
        {
            _queue.Enqueue(Item(i, (DeliveryPriority)(1 + (i % 3))));
        }

        var order = new List<DeliveryPriority>(Count);
        while (Take(128) is { Count: > 0 } batch)
        {
            _queue.GiveBack(batch);
            order.AddRange(Take(128).Select(item => item.Priority));
        }

        Assert.Equal(Count, order.Count);
        Assert.Equal(order.Order(), order);
    }

    private static QueueItem Item(int number, DeliveryPriority priority) => new(QueuedMessages.Id(number), [0], 10) { Priority = priority };

    private static IEnumerable<int> Numbers(IEnumerable<QueueItem> items) =>
        items.Select(item => Enumerable.Range(1, 9).Single(number => QueuedMessages.Id(number) == item.Message));

    private IEnumerable<double> Milliseconds(params DeliveryPriority[] priorities) =>
        priorities.Select(priority => (_queue.NameTime(priority, Now) - Now).TotalMilliseconds);

    private void Enqueue(params DeliveryPriority[] priorities)
    {
        for (var i = 0; i < priorities.Length; i++)
        {
            _queue.Enqueue(Item(i + 1, priorities[i]));
        }
    }

    private IReadOnlyList<QueueItem> Take(int most) => _queue.Take("Hub01", most, maxBytes: 100_000, maxEnvelopes: 100_000, _ => 1);
}
