using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

public class DeliveryQueueSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TransportError Error = ErrorCatalogue.DropDirectoryMissing.With("/drop");
    private static readonly RetryIntervals Ladder = new();

    private readonly DeliveryQueue _queue = new(new NextHopSolutionKey(DeliveryType.NonSmtpGatewayDelivery, "FAX", Guid.Empty));

    [Theory]
    [InlineData(0, false, 0, QueueStatus.Ready)]
    [InlineData(1, false, 0, QueueStatus.Active)]
    [InlineData(0, true, 0, QueueStatus.Retry)]
    [InlineData(1, true, 0, QueueStatus.Connecting)]
    public void should_show_its_status(int inFlight, bool failed, int waiting, QueueStatus status)
    {
        for (var i = 0; i < inFlight; i++)
        {
            _queue.Enqueue(Item(i));
            _queue.Take("Hub01", 1, 1, maxRecipients: 100);
        }

        if (failed)
        {
            _queue.Failed("Hub01", Now, Now, Error, Ladder);
        }

        Assert.Equal((status, waiting), (_queue.Status, _queue.WaitingCount));
    }

    [Fact]
    public void should_start_nothing_when_nothing_waits() => Assert.Null(_queue.Choose(["Hub01"], Now, maxAttempts: 2));

    [Fact]
    public void should_start_as_many_attempts_as_allowed_when_it_works()
    {
        Fill(3);

        Assert.NotNull(_queue.Choose(["Hub01"], Now, maxAttempts: 2));
        _queue.Take("Hub01", 1, 100, maxRecipients: 100);
        Assert.NotNull(_queue.Choose(["Hub01"], Now, maxAttempts: 2));
        _queue.Take("Hub01", 1, 100, maxRecipients: 100);
        Assert.Null(_queue.Choose(["Hub01"], Now, maxAttempts: 2));
        _queue.EndAttempt("Hub01");
        Assert.NotNull(_queue.Choose(["Hub01"], Now, maxAttempts: 2));
    }

    [Fact]
    public void should_probe_with_one_attempt_when_the_wait_is_over()
    {
        Fill(3);
        _queue.Failed("Hub01", Now, Now, Error, Ladder);

        Assert.Null(_queue.Choose(["Hub01"], Now.AddMinutes(1).AddTicks(-1), maxAttempts: 2));
        Assert.NotNull(_queue.Choose(["Hub01"], Now.AddMinutes(1), maxAttempts: 2));
        _queue.Take("Hub01", 1, 100, maxRecipients: 100);
        Assert.Null(_queue.Choose(["Hub01"], Now.AddMinutes(1), maxAttempts: 2));
    }

    [Theory]
    [InlineData(2, 1_000, 2)]
    [InlineData(5, 25, 2)]
    [InlineData(5, 30, 3)]
    [InlineData(5, 0, 1)]
    public void should_take_the_oldest_up_to_both_limits(int messages, long bytes, int taken)
    {
        Fill(4);

        Assert.Equal(Enumerable.Range(0, taken), _queue.Take("Hub01", messages, bytes, maxRecipients: 100).Select(item => (int)item.Message.Low));
        Assert.Equal(4 - taken, _queue.WaitingCount);
    }

    [Fact]
    public void should_put_messages_back_in_their_old_order()
    {
        Fill(4);
        var taken = _queue.Take("Hub01", 3, 1_000, maxRecipients: 100);

        _queue.GiveBack(taken);

        Assert.Equal([0, 1, 2, 3], _queue.Waiting.Select(item => (int)item.Message.Low));
    }

    [Fact]
    public void should_climb_the_ladder_when_each_attempt_started_after_the_last_failure()
    {
        _queue.Failed("Hub01", Now, Now.AddSeconds(1), Error, Ladder);
        _queue.Failed("Hub01", Now.AddMinutes(2), Now.AddMinutes(2), Error, Ladder);

        Assert.Equal((2, Now.AddSeconds(1), Now.AddMinutes(3)), (_queue.Retry!.Failures, _queue.Retry.FirstRetryTime, _queue.Retry.NextRetryTime));
    }

    [Fact]
    public void should_not_climb_the_ladder_when_the_attempt_started_before_the_last_failure()
    {
        _queue.Failed("Hub01", Now, Now.AddSeconds(1), Error, Ladder);
        var before = _queue.Retry;

        _queue.Failed("Hub01", Now, Now.AddSeconds(30), Error, Ladder);

        Assert.Same(before, _queue.Retry);
    }

    [Fact]
    public void should_forget_everything_when_it_succeeds()
    {
        _queue.Failed("Hub01", Now, Now, Error, Ladder);

        _queue.Succeeded("Hub01");

        Assert.Null(_queue.Retry);
    }

    [Theory]
    [InlineData(-10, 0)]
    [InlineData(10, 10)]
    [InlineData(90, 60)]
    public void should_end_only_a_wait_that_lasts_when_told_to_retry(int seconds, int next)
    {
        _queue.Failed("Hub01", Now, Now, Error, Ladder);
        if (seconds < 0)
        {
            _queue.Succeeded("Hub01");
        }

        _queue.RetryNow(Now.AddSeconds(seconds));

        Assert.Equal(seconds < 0 ? null : Now.AddSeconds(next), _queue.Retry?.NextRetryTime);
    }

    [Fact]
    public void should_remove_what_the_condition_holds_for()
    {
        Fill(4);

        Assert.Equal([1, 3], _queue.Remove(item => item.Message.Low % 2 == 1).Select(item => (int)item.Message.Low));
        Assert.Equal([0, 2], _queue.Waiting.Select(item => (int)item.Message.Low));
        Assert.Empty(_queue.Remove(_ => false));
        Assert.Equal([0, 2], _queue.Drain().Select(item => (int)item.Message.Low));
        Assert.Equal(0, _queue.WaitingCount);
    }

    private static QueueItem Item(int number) => new(MessageId.Create(Now, 0, (ulong)number), [0], 10);

    private void Fill(int messages)
    {
        for (var i = 0; i < messages; i++)
        {
            _queue.Enqueue(Item(i));
        }
    }
}
