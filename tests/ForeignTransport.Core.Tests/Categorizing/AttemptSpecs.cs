using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>Delivery attempts: what they take, and what becomes of it.</summary>
public class AttemptSpecs
{
    private static readonly TransportServers Hub01 = TransportServers.Only("Hub01");

    private static readonly DateTimeOffset Now = QueuedMessages.Now;
    private static readonly TransportError Quota = ErrorCatalogue.DropDirectoryQuotaExceeded.With("/drop");

    private readonly CategorizerPartition _partition = new(new CategorizerState())
    {
        Settings = new PartitionSettings { BatchMessages = 3, BatchBytes = 10_000 }
    };

    [Theory]
    [InlineData(3, 10_000, 3)]
    [InlineData(10, 2_999, 2)]
    [InlineData(10, 3_000, 3)]
    [InlineData(10, 1, 1)]
    [InlineData(1, 10_000, 1)]
    public void should_take_no_more_than_a_batch_when_an_attempt_starts(int messages, long bytes, int taken)
    {
        _partition.Settings = new PartitionSettings { BatchMessages = messages, BatchBytes = bytes };
        var queue = Enqueue(4);

        var attempt = _partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);

        Assert.Equal(taken, attempt.Drops.Count);
        Assert.Equal(Enumerable.Range(1, taken).Select(QueuedMessages.Id), attempt.Drops.Select(drop => drop.Message));
        Assert.Equal((4 - taken, 1), (queue.WaitingCount, queue.AttemptsInFlight));
        Assert.Equal(AttemptPhase.Staging, attempt.Phase);
    }

    [Fact]
    public void should_plan_one_file_a_message_when_the_connector_takes_several_recipients()
    {
        var attempt = _partition.Attempts.Start(Enqueue(1, "r0@contoso.com", "r1@contoso.com"), "Hub 01", oneRecipientPerFile: false, Now);

        var drop = Assert.Single(attempt.Drops);
        Assert.Equal((int[])[0, 1], drop.Recipients);
        Assert.True(DropFileName.TryParse(drop.FileName, out var name));
        Assert.Equal((Now, "hub-01", QueuedMessages.Id(1), 1), (name.Time, name.Server, name.Message, name.Number));
    }

    [Fact]
    public void should_plan_one_file_a_recipient_when_the_connector_takes_only_one()
    {
        var attempt = _partition.Attempts.Start(Enqueue(1, "r0@contoso.com", "r1@contoso.com"), "Hub01", oneRecipientPerFile: true, Now);

        Assert.Equal([1, 2], attempt.Drops.Select(drop => drop.Ordinal));
        Assert.Equal([0, 1], attempt.Drops.Select(drop => Assert.Single(drop.Recipients)));
        Assert.Equal(2, attempt.Drops.Select(drop => drop.FileName).Distinct().Count());
    }

    [Fact]
    public void should_journal_what_is_staged_and_what_failed_when_a_batch_is_mixed()
    {
        var queue = Enqueue(3);
        var attempt = _partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);

        var (staged, failed) = _partition.Attempts.Staged(
            attempt, new StagingResult("/drop", "marker", [Key(1)], [new FailedDrop(Key(2), "550 5.3.0 lost")], Quota), Now);

        Assert.Equal(("Hub01", "/drop"), (staged!.Server, staged.Directory));
        Assert.Equal(QueuedMessages.Id(1), Assert.Single(staged.Drops).Message);
        Assert.Equal(new FailedRecipient(QueuedMessages.Id(2), 0, "550 5.3.0 lost", OwesDsn: true), Assert.Single(failed!.Recipients));
        Assert.Equal(QueuedMessages.Id(3), Assert.Single(queue.Waiting).Message);
        Assert.Equal((Quota, AttemptPhase.Publishing, 1), (queue.Retry!.LastError, attempt.Phase, queue.AttemptsInFlight));
    }

    [Fact]
    public void should_keep_the_order_when_the_quota_is_reached_in_the_middle_of_a_batch()
    {
        var queue = Enqueue(5);
        var attempt = _partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);

        _partition.Attempts.Staged(attempt, new StagingResult("/drop", "marker", [Key(1)], [], Quota), Now);

        Assert.Equal([2, 3, 4, 5], queue.Waiting.Select(item => (int)item.Message.Low));
        Assert.Null(queue.Choose(["Hub01"], Now.AddHours(1), maxAttempts: 2));
        Assert.Equal(QueueStatus.Connecting, queue.Status);
    }

    [Fact]
    public void should_end_the_attempt_when_nothing_was_staged()
    {
        var queue = Enqueue(2);
        var attempt = _partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);

        var (staged, failed) = _partition.Attempts.Staged(attempt, new StagingResult(null, null, [], [], Quota), Now);

        Assert.Null(staged);
        Assert.Null(failed);
        Assert.Null(_partition.Attempts.Find(attempt.Number));
        Assert.Equal((2, 0, QueueStatus.Retry), (queue.WaitingCount, queue.AttemptsInFlight, queue.Status));
    }

    [Theory]
    [InlineData(DsnNotify.Unspecified, false, true)]
    [InlineData(DsnNotify.Failure, false, true)]
    [InlineData(DsnNotify.Never, false, false)]
    [InlineData(DsnNotify.Success, false, false)]
    [InlineData(DsnNotify.Success | DsnNotify.Delay, false, false)]
    [InlineData(DsnNotify.Failure, true, false)]
    public void should_owe_a_dsn_only_when_the_sender_may_be_told_of_a_failure(DsnNotify notify, bool nullSender, bool owes)
    {
        var queue = Enqueue(QueuedMessages.With(1, nullSender ? "" : QueuedMessages.Sender, [new("r0@contoso.com", notify)]));
        var attempt = _partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);

        var (_, failed) = _partition.Attempts.Staged(attempt, new StagingResult("/drop", "marker", [], [new FailedDrop(Key(1), "550 5.3.0 lost")], null), Now);

        Assert.Equal(owes, Assert.Single(failed!.Recipients).OwesDsn);
        Assert.Equal(owes, _partition.Apply(failed).Count == 0);
        Assert.Equal(owes, _partition.NextDsn() is not null);
    }

    [Fact]
    public void should_wait_and_keep_the_files_when_publication_fails()
    {
        var (queue, attempt) = Staged(2);
        attempt.AskedAt = Now;

        var (published, abandoned, _) = _partition.Attempts.Published(attempt, "Hub01", new PublishingResult([Key(1)], [], Quota), relayDsnRequired: false, Now);

        Assert.Equal(1, Assert.Single(published!.Drops).Ordinal);
        Assert.Null(abandoned);
        Assert.False(attempt.AwaitsAnswer);
        Assert.Equal(new PublicationStep.Wait(IsNew: true), Next(attempt, Hub01));
        Assert.Equal((Quota, Now.AddMinutes(1)), (attempt.Retry!.LastError, attempt.Retry.NextRetryTime));
        Assert.Equal(QueuedMessages.Id(2), Assert.Single(attempt.Drops).Message);
        Assert.Equal((0, 1), (queue.WaitingCount, queue.AttemptsInFlight));
    }

    [Fact]
    public void should_name_a_reason_when_the_answer_to_a_publication_has_none()
    {
        var (_, attempt) = Staged(1);

        _partition.Attempts.Published(attempt, "Hub01", new PublishingResult([], [], null), relayDsnRequired: false, Now);
        Next(attempt, Hub01);

        Assert.Equal(ErrorCatalogue.DropFileNotPublished.With("/drop"), attempt.Retry!.LastError);
    }

    [Fact]
    public void should_stage_anew_under_another_number_when_a_file_is_missing_at_the_first_try()
    {
        var (_, attempt) = Staged(1);

        var (published, abandoned, _) = _partition.Attempts.Published(attempt, "Hub01", new PublishingResult([], [Key(1)], null), relayDsnRequired: false, Now);

        Assert.Null(published);
        Assert.Null(_partition.Attempts.Find(attempt.Number));
        Assert.Empty(_partition.Apply(abandoned!));
        Assert.False(Assert.Single(abandoned!.Drops).PossiblyDelivered);
        var entry = _partition.State.Messages[QueuedMessages.Id(1)];
        Assert.Empty(entry.Staged);
        var item = CategorizerPartition.PendingItem(entry)!;
        Assert.Null(_partition.Route([item], SimulatedRouting.AllPlain.Find, Now));
        var again = _partition.Attempts.Start(Assert.Single(_partition.Queues.Delivery), "Hub01", oneRecipientPerFile: false, Now);
        Assert.Equal(2, Assert.Single(again.Drops).Ordinal);
    }

    [Fact]
    public void should_give_messages_back_when_staging_is_interrupted()
    {
        var queue = Enqueue(4);
        var attempt = _partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);

        _partition.Attempts.Interrupted(attempt, Quota, Now);

        Assert.Equal([1, 2, 3, 4], queue.Waiting.Select(item => (int)item.Message.Low));
        Assert.Equal((0, 1, QueueStatus.Retry), (queue.AttemptsInFlight, queue.Retry!.Failures, queue.Status));
        Assert.Empty(_partition.Attempts.UnderWay);
    }

    [Fact]
    public void should_keep_the_files_when_publication_is_interrupted()
    {
        var (queue, attempt) = Staged(1);
        attempt.AskedAt = Now;

        _partition.Attempts.Interrupted(attempt, Quota, Now);

        Assert.Same(attempt, Assert.Single(_partition.Attempts.UnderWay));
        Assert.False(attempt.AwaitsAnswer);
        Assert.Equal(new PublicationStep.Wait(IsNew: true), Next(attempt, Hub01));
        Assert.Equal(Now.AddMinutes(1), attempt.Retry!.NextRetryTime);
        Assert.Equal((0, 1), (queue.WaitingCount, queue.AttemptsInFlight));
    }

    [Fact]
    public void should_climb_the_ladder_once_when_attempts_that_overlap_fail_for_one_reason()
    {
        _partition.Settings = _partition.Settings with { BatchMessages = 1 };
        var queue = Enqueue(2);
        var first = _partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);
        var second = _partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now.AddSeconds(1));

        _partition.Attempts.Interrupted(first, Quota, Now.AddSeconds(2));
        _partition.Attempts.Interrupted(second, Quota, Now.AddSeconds(3));

        Assert.Equal((1, Now.AddSeconds(62)), (queue.Retry!.Failures, queue.Retry.NextRetryTime));
        Assert.Null(queue.Choose(["Hub01"], Now.AddSeconds(61), maxAttempts: 2));
        Assert.NotNull(queue.Choose(["Hub01"], Now.AddSeconds(62), maxAttempts: 2));
    }

    [Fact]
    public void should_forget_the_wait_when_a_file_is_published()
    {
        var (queue, attempt) = Staged(1);
        queue.Failed("Hub01", Now, Now, Quota, new RetryIntervals());

        _partition.Attempts.Published(attempt, "Hub01", new PublishingResult([Key(1)], [], null), relayDsnRequired: false, Now);

        Assert.Null(queue.Retry);
        Assert.Equal(0, queue.AttemptsInFlight);
    }

    [Fact]
    public void should_route_anew_when_an_attempt_gives_back_after_the_configuration_changed()
    {
        var queue = Enqueue(2);
        var attempt = _partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);
        Assert.Empty(_partition.Reroute());

        _partition.Attempts.Interrupted(attempt, Quota, Now);

        // The connector of the old queue may not exist any more: nobody would ever look there again.
        Assert.Equal(0, queue.WaitingCount);
        Assert.Equal([1, 2], _partition.Attempts.TakeReturned().Select(item => (int)item.Message.Low));
        Assert.Empty(_partition.Attempts.TakeReturned());
    }

    [Fact]
    public void should_route_the_rest_anew_when_a_batch_is_staged_in_part_after_the_configuration_changed()
    {
        var queue = Enqueue(2);
        var attempt = _partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);
        _partition.Reroute();

        var (staged, _) = _partition.Attempts.Staged(attempt, new StagingResult("/drop", "marker", [Key(1)], [], Quota), Now);

        Assert.Equal(QueuedMessages.Id(1), Assert.Single(staged!.Drops).Message);
        Assert.Equal(QueuedMessages.Id(2), Assert.Single(_partition.Attempts.TakeReturned()).Message);
        Assert.Equal(0, queue.WaitingCount);
    }

    private PublicationStep Next(
        DeliveryAttempt attempt, TransportServers servers, PossibleDuplicateAction action = PossibleDuplicateAction.Wait) =>
        _partition.Attempts.NextPublication(attempt, servers, "Hub01", action, Now);

    private static DropKey Key(int number, int ordinal = 1) => new(QueuedMessages.Id(number), ordinal);

    private DeliveryQueue Enqueue(int messages, params string[] addresses) =>
        Enqueue([.. Enumerable.Range(1, messages).Select(number => QueuedMessages.To(number, addresses.Length == 0 ? ["r0@contoso.com"] : addresses))]);

    private DeliveryQueue Enqueue(params QueuedMessage[] messages)
    {
        _partition.Apply(new MessagesAccepted([.. messages]));
        var items = messages.Select(message => CategorizerPartition.PendingItem(_partition.State.Messages[message.Id])!);
        Assert.Null(_partition.Route(items, SimulatedRouting.AllPlain.Find, Now));
        return Assert.Single(_partition.Queues.Delivery);
    }

    private (DeliveryQueue Queue, DeliveryAttempt Attempt) Staged(int messages)
    {
        var queue = Enqueue(messages);
        var attempt = _partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);
        var keys = attempt.Drops.Select(drop => new DropKey(drop.Message, drop.Ordinal));
        var (staged, _) = _partition.Attempts.Staged(attempt, new StagingResult("/drop", "marker", [.. keys], [], null), Now);
        _partition.Apply(staged!);
        return (queue, attempt);
    }
}
