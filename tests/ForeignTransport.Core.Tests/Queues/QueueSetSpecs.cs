using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

public class QueueSetSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly NextHopSolutionKey Fax = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", new Guid(1, 0, 0, new byte[8]));
    private static readonly NextHopSolutionKey OtherFax = Fax with { NextHopConnector = new Guid(2, 0, 0, new byte[8]) };

    private readonly QueueSet _queues = new();

    [Fact]
    public void should_have_one_queue_for_each_next_hop()
    {
        Assert.Same(_queues.For(Fax), _queues.For(Fax with { NextHopDomain = "fax" }));
        Assert.NotSame(_queues.For(Fax), _queues.For(OtherFax));
        Assert.Equal(2, _queues.Delivery.Count);
    }

    [Fact]
    public void should_add_recipients_when_the_message_is_unreachable_already()
    {
        _queues.AddUnreachable(Item(1, 2), "first");
        _queues.AddUnreachable(Item(1, 0), "second");

        var unreachable = Assert.Single(_queues.Unreachable);
        Assert.Equal((int[])[0, 2], unreachable.Item.Recipients);
        Assert.Equal("second", unreachable.LastError);
    }

    [Fact]
    public void should_keep_only_queues_with_attempts_when_everything_is_drained()
    {
        _queues.For(Fax).Enqueue(Item(1));
        _queues.For(Fax).Enqueue(Item(2));
        _queues.For(Fax).Take("Hub01", 1, 1, maxEnvelopes: 100, item => item.Recipients.Length);
        _queues.For(OtherFax).Enqueue(Item(3));
        _queues.AddUnreachable(Item(4), "none");

        Assert.Equal([2, 3, 4], _queues.DrainAll().Select(item => (int)item.Message.Low).Order());
        Assert.Equal(Fax, Assert.Single(_queues.Delivery).Key);
        Assert.Empty(_queues.Unreachable);
        Assert.Empty(_queues.DrainAll());
    }

    [Fact]
    public void should_forget_failures_of_an_empty_queue_but_not_its_idle_time_when_everything_is_drained()
    {
        var idle = TimeSpan.FromMinutes(3);
        _queues.For(Fax).Enqueue(Item(1));
        _queues.For(Fax).Take("Hub01", 1, 1, maxEnvelopes: 100, item => item.Recipients.Length);
        _queues.For(Fax).EndAttempt("Hub01");
        _queues.For(Fax).Failed("Hub01", Now, Now, ErrorCatalogue.DropDirectoryMissing.With("/drop"), new RetryIntervals());
        _queues.RemoveIdle(Now, idle);
        Assert.NotNull(_queues.Find(Fax)!.Retry);

        _queues.DrainAll();
        Assert.Equal((null, QueueStatus.Ready), (_queues.Find(Fax)!.Retry, _queues.Find(Fax)!.Status));
        _queues.RemoveIdle(Now + TimeSpan.FromMinutes(2), idle);
        Assert.Single(_queues.Delivery);
        _queues.DrainAll();
        _queues.RemoveIdle(Now + TimeSpan.FromMinutes(3), idle);
        Assert.Empty(_queues.Delivery);
    }

    [Fact]
    public void should_remove_from_every_queue_and_unreachable()
    {
        _queues.For(Fax).Enqueue(Item(1));
        _queues.For(OtherFax).Enqueue(Item(2));
        _queues.AddUnreachable(Item(3), "none");
        _queues.AddUnreachable(Item(4), "none");

        Assert.Equal([2, 3], _queues.Remove(item => item.Message.Low is 2 or 3).Select(item => (int)item.Message.Low).Order());
        Assert.Equal(4ul, Assert.Single(_queues.Unreachable).Item.Message.Low);
        Assert.Equal(1, _queues.For(Fax).WaitingCount);
    }

    [Fact]
    public void should_remove_only_queues_that_nothing_uses()
    {
        _queues.For(Fax);
        _queues.RemoveIdle(Now, TimeSpan.Zero);
        Assert.Empty(_queues.Delivery);

        _queues.For(Fax).Enqueue(Item(1));
        _queues.RemoveIdle(Now, TimeSpan.Zero);
        Assert.Single(_queues.Delivery);

        _queues.For(Fax).Take("Hub01", 1, 1, maxEnvelopes: 100, item => item.Recipients.Length);
        _queues.RemoveIdle(Now, TimeSpan.Zero);
        Assert.Single(_queues.Delivery);

        _queues.For(Fax).EndAttempt("Hub01");
        _queues.For(Fax).Failed("Hub01", Now, Now, ErrorCatalogue.DropDirectoryMissing.With("/drop"), new RetryIntervals());
        _queues.RemoveIdle(Now, TimeSpan.Zero);
        Assert.Empty(_queues.Delivery);
    }

    [Fact]
    public void should_keep_an_empty_queue_for_the_idle_time_and_begin_anew_when_a_message_came()
    {
        var idle = TimeSpan.FromMinutes(3);
        _queues.For(Fax);
        _queues.RemoveIdle(Now, idle);
        _queues.RemoveIdle(Now + TimeSpan.FromMinutes(2), idle);
        Assert.Single(_queues.Delivery);

        // Between two looks a message came and went.
        _queues.For(Fax).Enqueue(Item(1));
        _queues.For(Fax).Drain();
        _queues.RemoveIdle(Now + TimeSpan.FromMinutes(4), idle);
        _queues.RemoveIdle(Now + TimeSpan.FromMinutes(6), idle);
        Assert.Single(_queues.Delivery);

        _queues.RemoveIdle(Now + TimeSpan.FromMinutes(7), idle);
        Assert.Empty(_queues.Delivery);
    }

    [Fact]
    public void should_keep_no_more_than_200_idle_queues_and_forget_the_longest_idle()
    {
        NextHopSolutionKey Domain(int number) => new(DeliveryType.NonSmtpGatewayDelivery, $"{number}.example", Guid.Empty);
        for (var i = 0; i < 150; i++)
        {
            _queues.For(Domain(i));
        }

        _queues.RemoveIdle(Now, TimeSpan.FromMinutes(3));
        for (var i = 150; i < 250; i++)
        {
            _queues.For(Domain(i));
        }

        _queues.RemoveIdle(Now + TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(3));

        Assert.Equal(200, _queues.Delivery.Count);
        Assert.All(Enumerable.Range(150, 100), number => Assert.Contains(_queues.Delivery, queue => queue.Key == Domain(number)));
    }

    [Fact]
    public void should_tell_from_which_queues_messages_were_removed()
    {
        var removed = new List<(NextHopSolutionKey, int)>();
        _queues.For(Fax).Enqueue(Item(1));
        _queues.For(Fax).Enqueue(Item(2));
        _queues.AddUnreachable(Item(3), "none");

        _queues.Remove(item => item.Message.Low != 2, (key, count) => removed.Add((key, count)));

        Assert.Equal([(Fax, 1), (NextHopSolutionKey.Unreachable, 1)], removed);
    }

    private static QueueItem Item(int number, params int[] recipients) =>
        new(MessageId.Create(Now, 0, (ulong)number), recipients.Length == 0 ? [0] : [.. recipients], 10);
}
