using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

public class DeliveryQueueSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TransportError Error = ErrorCatalogue.DropDirectoryMissing.With("/drop");
    private static readonly TransportError Full = ErrorCatalogue.DropDirectoryDiskFull.With("/drop");
    private static readonly TransportError Nobody = ErrorCatalogue.NoSourceServerReachable.With("Fax");
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
            _queue.Take("Hub01", 1, 1, maxEnvelopes: 100, item => item.Recipients.Length);
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
        _queue.Take("Hub01", 1, 100, maxEnvelopes: 100, item => item.Recipients.Length);
        Assert.NotNull(_queue.Choose(["Hub01"], Now, maxAttempts: 2));
        _queue.Take("Hub01", 1, 100, maxEnvelopes: 100, item => item.Recipients.Length);
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
        _queue.Take("Hub01", 1, 100, maxEnvelopes: 100, item => item.Recipients.Length);
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

        Assert.Equal(Enumerable.Range(0, taken), _queue.Take("Hub01", messages, bytes, maxEnvelopes: 100, item => item.Recipients.Length).Select(item => (int)item.Message.Low));
        Assert.Equal(4 - taken, _queue.WaitingCount);
    }

    [Fact]
    public void should_put_messages_back_in_their_old_order()
    {
        Fill(4);
        var taken = _queue.Take("Hub01", 3, 1_000, maxEnvelopes: 100, item => item.Recipients.Length);

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

    [Fact]
    public void should_use_the_first_server_that_does_not_wait_when_there_are_several()
    {
        Fill(3);
        Assert.Equal("Hub01", Choose("Hub01", "Hub02", "Hub03"));

        _queue.Failed("Hub01", Now, Now, Error, Ladder);
        Assert.Equal("Hub02", Choose("Hub01", "Hub02", "Hub03"));

        _queue.Failed("Hub02", Now, Now, Error, Ladder);
        Assert.Equal("Hub03", Choose("Hub01", "Hub02", "Hub03"));

        _queue.Failed("Hub03", Now, Now, Error, Ladder);
        Assert.Null(Choose("Hub01", "Hub02", "Hub03"));
    }

    [Fact]
    public void should_show_a_retry_only_when_no_server_is_left()
    {
        Fill(3);
        Choose("Hub01", "Hub02");
        _queue.Failed("Hub01", Now, Now, Error, Ladder);
        Assert.Null(_queue.Retry);
        Assert.Equal(QueueStatus.Ready, _queue.Status);

        _queue.Failed("Hub02", Now.AddSeconds(10), Now.AddSeconds(10), Full, Ladder);

        // The one that is tried first.
        Assert.Equal((Error, Now.AddMinutes(1)), (_queue.Retry!.LastError, _queue.Retry.NextRetryTime));
        Assert.Equal(QueueStatus.Retry, _queue.Status);
    }

    [Fact]
    public void should_show_a_retry_when_the_only_server_that_worked_cannot_be_asked_any_more()
    {
        Fill(3);
        Choose("Hub01", "Hub02");
        _queue.Take("Hub01", 1, 100, maxEnvelopes: 100, item => item.Recipients.Length);
        _queue.Succeeded("Hub01");
        _queue.EndAttempt("Hub01");
        _queue.Failed("Hub02", Now, Now, Error, Ladder);
        Assert.Null(_queue.Retry);

        // Hub01 is gone.
        Assert.Null(Choose("Hub02"));

        Assert.Equal(Error, _queue.Retry!.LastError);
    }

    [Fact]
    public void should_show_no_retry_when_the_server_that_failed_cannot_be_asked_any_more()
    {
        Fill(3);
        _queue.Failed("Hub01", Now, Now, Error, Ladder);
        Assert.NotNull(_queue.Retry);

        Assert.Equal("Hub02", Choose("Hub02"));

        Assert.Null(_queue.Retry);
    }

    [Fact]
    public void should_climb_a_ladder_for_each_server()
    {
        _queue.Failed("Hub01", Now, Now, Error, Ladder);
        _queue.Failed("HUB01", Now.AddMinutes(1), Now.AddMinutes(1), Error, Ladder);
        _queue.Failed("Hub02", Now.AddMinutes(1), Now.AddMinutes(1), Full, Ladder);

        Fill(1);
        Choose("Hub01");
        Assert.Equal((2, Error), (_queue.Retry!.Failures, _queue.Retry.LastError));
        Choose("Hub02");
        Assert.Equal((1, Full), (_queue.Retry!.Failures, _queue.Retry.LastError));

        _queue.Succeeded("Hub02");
        Assert.Null(_queue.Retry);
        Choose("Hub01");
        Assert.NotNull(_queue.Retry);
    }

    [Fact]
    public void should_probe_each_server_with_one_attempt_beside_the_ones_that_work()
    {
        Fill(9);
        _queue.Failed("Hub01", Now, Now, Error, Ladder);
        Assert.Equal("Hub02", Choose("Hub01", "Hub02"));
        _queue.Take("Hub02", 1, 100, maxEnvelopes: 100, item => item.Recipients.Length);

        var later = Now.AddMinutes(1);
        Assert.Equal("Hub01", _queue.Choose(["Hub01", "Hub02"], later, maxAttempts: 2));
        _queue.Take("Hub01", 1, 100, maxEnvelopes: 100, item => item.Recipients.Length);

        // One probe; and with it and the attempt at Hub02 two are under way.
        Assert.Null(_queue.Choose(["Hub01", "Hub02"], later, maxAttempts: 2));
        Assert.Equal("Hub02", _queue.Choose(["Hub01", "Hub02"], later, maxAttempts: 3));
        _queue.EndAttempt("Hub01");
        Assert.Equal("Hub01", _queue.Choose(["Hub01", "Hub02"], later, maxAttempts: 2));
    }

    [Fact]
    public void should_try_a_server_that_is_back_at_once_and_no_other()
    {
        Fill(1);
        _queue.Failed("Hub01", Now, Now, Error, Ladder);
        _queue.Failed("Hub02", Now, Now, Error, Ladder);

        _queue.RetryNow("hub02", Now.AddSeconds(1));
        _queue.RetryNow("Hub03", Now.AddSeconds(1));

        Assert.Equal("Hub02", _queue.Choose(["Hub01", "Hub02"], Now.AddSeconds(1), maxAttempts: 2));
        Assert.Null(_queue.Choose(["Hub01"], Now.AddSeconds(1), maxAttempts: 2));
    }

    [Fact]
    public void should_wait_with_that_reason_when_no_server_can_be_asked()
    {
        Fill(1);
        _queue.Failed("Hub01", Now, Now, Error, Ladder);

        _queue.NoServer(Now, Nobody, Ladder);
        _queue.NoServer(Now.AddSeconds(59), Nobody, Ladder);
        Assert.Equal((Nobody, 1, QueueStatus.Retry), (_queue.Retry!.LastError, _queue.Retry.Failures, _queue.Status));

        // The ladder says how long it has been so, not when it is looked at again.
        _queue.NoServer(Now.AddMinutes(1), Nobody, Ladder);
        Assert.Equal((2, Now), (_queue.Retry.Failures, _queue.Retry.FirstRetryTime));
    }

    [Fact]
    public void should_go_on_at_once_when_there_is_a_server_again()
    {
        Fill(1);
        _queue.NoServer(Now, Nobody, Ladder);

        Assert.Equal("Hub02", _queue.Choose(["Hub02"], Now.AddSeconds(1), maxAttempts: 2));

        Assert.Null(_queue.Retry);
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(6, 3)]
    [InlineData(1, 1)]
    public void should_take_no_more_recipients_than_a_command_can_carry(int maxRecipients, int taken)
    {
        for (var i = 0; i < 4; i++)
        {
            _queue.Enqueue(Item(i) with { Recipients = [0, 1] });
        }

        Assert.Equal(taken, _queue.Take("Hub01", 10, 1_000, maxRecipients, item => item.Recipients.Length).Count);
    }

    private string? Choose(params string[] servers) => _queue.Choose(servers, Now, maxAttempts: 2);

    private static QueueItem Item(int number) => new(MessageId.Create(Now, 0, (ulong)number), [0], 10);

    private void Fill(int messages)
    {
        for (var i = 0; i < messages; i++)
        {
            _queue.Enqueue(Item(i));
        }
    }
}
