using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>Whom the sender is told about, when, and how often.</summary>
public class DsnObligationSpecs
{
    private static readonly DateTimeOffset Now = QueuedMessages.Now;
    private static readonly MessageId Id = QueuedMessages.Id(1);
    private static readonly TimeSpan DelayTimeout = new PartitionSettings().DelayNotificationTimeout;

    private readonly CategorizerPartition _partition = new(new CategorizerState());

    [Fact]
    public void should_report_failed_recipients_together()
    {
        Accept("r0@contoso.com", "r1@contoso.com", "r2@contoso.com");
        Fail(0, 2);

        var owed = _partition.NextDsn()!;

        Assert.Equal((Id, DsnKind.Failed), (owed.Original.Message.Id, owed.Kind));
        Assert.Equal((int[])[0, 2], owed.Recipients);
        Assert.Null(_partition.NextDsn());
    }

    [Fact]
    public void should_report_later_failures_in_a_second_dsn_when_the_first_is_being_composed()
    {
        Accept("r0@contoso.com", "r1@contoso.com");
        Fail(1);
        var first = _partition.NextDsn()!;
        Fail(0);
        Assert.Null(_partition.NextDsn());

        Report(first);
        var second = _partition.NextDsn()!;

        Assert.Equal((int[])[0], second.Recipients);
        Assert.NotEqual(first.DsnId, second.DsnId);
        Assert.Equal([Id], Report(second));
    }

    [Fact]
    public void should_use_the_same_id_when_a_dsn_is_composed_again()
    {
        Accept("r0@contoso.com", "r1@contoso.com");
        Fail(1);
        var first = _partition.NextDsn()!;

        _partition.DsnInterrupted(Id);
        var again = _partition.NextDsn()!;

        Assert.Equal(first.DsnId, again.DsnId);
        Assert.Equal(Id.Slot, again.DsnId.Slot);
    }

    [Fact]
    public void should_use_the_same_id_when_a_dsn_is_composed_again_after_a_restart()
    {
        Accept("r0@contoso.com", "r1@contoso.com");
        Fail(1);
        var recovered = new CategorizerPartition(_partition.State);
        recovered.Recovered(Now, 0);

        Assert.Equal(_partition.NextDsn()!.DsnId, recovered.NextDsn()!.DsnId);
    }

    [Fact]
    public void should_use_another_id_when_the_report_has_more_recipients_than_one_that_was_lost()
    {
        Accept("r0@contoso.com", "r1@contoso.com");
        Fail(1);
        var lost = _partition.NextDsn()!;
        _partition.DsnInterrupted(Id);
        Fail(0);

        Assert.NotEqual(lost.DsnId, _partition.NextDsn()!.DsnId);
    }

    [Fact]
    public void should_never_use_an_id_twice_when_every_recipient_fails_by_itself()
    {
        const int Recipients = 64;
        Accept([.. Enumerable.Range(0, Recipients).Select(number => $"r0-{number}@contoso.com")]);
        var ids = new HashSet<MessageId>();

        // Backwards, so that the number of the report and the position of the recipient run against one another.
        for (var position = Recipients - 1; position >= 0; position--)
        {
            Fail(position);
            var owed = _partition.NextDsn()!;
            Assert.True(ids.Add(owed.DsnId));
            Report(owed);
        }
    }

    [Fact]
    public void should_need_the_content_of_a_dsn_that_is_being_composed_or_would_be_composed_again()
    {
        Accept("r0@contoso.com", "r1@contoso.com");
        Fail(0);
        var owed = _partition.NextDsn()!;

        Assert.True(_partition.NeedsContent(owed.DsnId));
        _partition.DsnInterrupted(Id);
        Assert.True(_partition.NeedsContent(owed.DsnId));
        Fail(1);
        Assert.False(_partition.NeedsContent(owed.DsnId));
    }

    [Fact]
    public void should_need_the_content_that_an_earlier_incarnation_stored_of_a_dsn_that_is_owed()
    {
        Accept("r0@contoso.com");
        Fail(0);
        var recovered = new CategorizerPartition(_partition.State);
        recovered.Recovered(Now, 0);

        Assert.True(recovered.NeedsContent(_partition.NextDsn()!.DsnId));
        Assert.False(recovered.NeedsContent(Id.Derive(99)));
    }

    [Fact]
    public void should_report_refused_recipients_and_deliver_the_others()
    {
        var message = QueuedMessages.With(1, QueuedMessages.Sender, [new("r0@contoso.com")], QueuedMessages.Refused("?"), QueuedMessages.Refused("!", DsnNotify.Never));
        _partition.Apply(new MessagesAccepted([message]));

        Assert.Equal((int[])[1], _partition.NextDsn()!.Recipients);
        Assert.Equal((int[])[0], CategorizerPartition.PendingItem(_partition.State.Messages[Id])!.Recipients);
    }

    [Fact]
    public void should_complete_a_message_of_refused_recipients_when_its_sender_is_told()
    {
        _partition.Apply(new MessagesAccepted([QueuedMessages.With(1, QueuedMessages.Sender, [], QueuedMessages.Refused("?"))]));

        Assert.Equal([Id], Report(_partition.NextDsn()!));
    }

    [Theory]
    [InlineData(DsnNotify.Success, true, true)]
    [InlineData(DsnNotify.Success | DsnNotify.Failure, true, true)]
    [InlineData(DsnNotify.Success, false, false)]
    [InlineData(DsnNotify.Unspecified, true, false)]
    [InlineData(DsnNotify.Never, true, false)]
    public void should_report_relayed_recipients_only_when_asked_for_and_required(DsnNotify notify, bool required, bool owes)
    {
        _partition.Apply(new MessagesAccepted([QueuedMessages.With(1, QueuedMessages.Sender, [new("r0@contoso.com", notify)])]));

        var completed = Publish(required);

        Assert.Equal(owes ? [] : [Id], completed);
        var owed = _partition.NextDsn();
        Assert.Equal(owes ? DsnKind.Relayed : null, owed?.Kind);
        Assert.Equal(owes ? [Id] : [], owes ? Report(owed!) : []);
    }

    [Fact]
    public void should_report_every_kind_by_itself_when_several_are_owed()
    {
        _partition.Apply(new MessagesAccepted([QueuedMessages.With(1, QueuedMessages.Sender,
            [new("r0@contoso.com", DsnNotify.Success | DsnNotify.Failure), new("r1@contoso.com", DsnNotify.Success | DsnNotify.Failure)])]));
        Fail(1);
        Assert.Empty(Publish(relayDsnRequired: true));

        var kinds = new List<DsnKind>();
        while (_partition.NextDsn() is { } owed)
        {
            kinds.Add(owed.Kind);
            Report(owed);
        }

        Assert.Equal([DsnKind.Failed, DsnKind.Relayed], kinds.Order());
        Assert.False(_partition.State.Messages.ContainsKey(Id));
    }

    [Fact]
    public void should_tell_of_a_delay_once_when_the_time_has_come()
    {
        Accept("r0@contoso.com");

        _partition.Scan(Now + DelayTimeout - TimeSpan.FromTicks(1));
        Assert.Null(_partition.NextDsn());
        _partition.Scan(Now + DelayTimeout);
        var owed = _partition.NextDsn()!;
        Assert.Equal(DsnKind.Delayed, owed.Kind);
        Report(owed);
        _partition.Scan(Now + (2 * DelayTimeout));

        Assert.Null(_partition.NextDsn());
        Assert.Equal(RecipientOutcome.Pending, _partition.State.Messages[Id].Recipients[0].Outcome);
    }

    [Fact]
    public void should_tell_of_a_delay_once_when_the_next_scan_comes_while_the_dsn_is_composed()
    {
        Accept("r0@contoso.com");
        _partition.Scan(Now + DelayTimeout);
        var owed = _partition.NextDsn()!;
        _partition.Scan(Now + DelayTimeout + TimeSpan.FromSeconds(30));

        Report(owed);

        Assert.Null(_partition.NextDsn());
    }

    [Fact]
    public void should_tell_of_no_delay_when_nothing_is_pending_by_the_time_the_dsn_could_be_composed()
    {
        Accept("r0@contoso.com");
        _partition.Scan(Now + DelayTimeout);
        Fail(0);

        var owed = _partition.NextDsn()!;
        Assert.Equal(DsnKind.Failed, owed.Kind);
        _partition.DsnInterrupted(Id);
        Assert.Equal(DsnKind.Failed, _partition.NextDsn()!.Kind);
        Assert.Null(_partition.NextDsn());
    }

    [Theory]
    [InlineData(DsnNotify.Delay, "sender@contoso.com", true, true)]
    [InlineData(DsnNotify.Unspecified, "sender@contoso.com", true, true)]
    [InlineData(DsnNotify.Failure, "sender@contoso.com", true, false)]
    [InlineData(DsnNotify.Never, "sender@contoso.com", true, false)]
    [InlineData(DsnNotify.Delay, "", true, false)]
    [InlineData(DsnNotify.Delay, "sender@contoso.com", false, false)]
    public void should_tell_of_a_delay_only_when_it_may(DsnNotify notify, string sender, bool enabled, bool told)
    {
        _partition.Settings = new PartitionSettings { IsDelayReported = _ => enabled };
        _partition.Apply(new MessagesAccepted([QueuedMessages.With(1, sender, [new("r0@contoso.com", notify)])]));

        _partition.Scan(Now + DelayTimeout);

        Assert.Equal(told, _partition.NextDsn() is not null);
    }

    [Fact]
    public void should_keep_only_the_dsn_when_a_delayed_message_is_delivered_while_its_delay_is_journaled()
    {
        Accept("r0@contoso.com");
        _partition.Scan(Now + DelayTimeout);
        var owed = _partition.NextDsn()!;
        Assert.Equal([Id], Publish(relayDsnRequired: false));

        Assert.Empty(Report(owed));

        Assert.Equal(owed.DsnId, Assert.Single(_partition.State.Messages.Keys));
        Assert.Null(_partition.NextDsn());
    }

    [Fact]
    public void should_fail_waiting_recipients_when_the_message_expires()
    {
        Accept("r0@contoso.com", "r3@contoso.com");
        _partition.Route(
            [CategorizerPartition.PendingItem(_partition.State.Messages[Id])!],
            SimulatedRouting.Of(SimulatedRouting.To(SimulatedRouting.Plain), SimulatedRouting.Nowhere).Find,
            Now);

        Assert.Null(_partition.Scan(Now.AddDays(2).AddTicks(-1)));
        var failed = _partition.Scan(Now.AddDays(2))!;

        Assert.Equal([0, 1], failed.Recipients.Select(recipient => recipient.Recipient).Order());
        Assert.All(failed.Recipients, recipient => Assert.StartsWith("550 4.4.7 ", recipient.Diagnostic, StringComparison.Ordinal));
        Assert.Empty(_partition.Queues.Unreachable);
        Assert.Equal(0, Assert.Single(_partition.Queues.Delivery).WaitingCount);
        Assert.Null(_partition.Scan(Now.AddDays(3)));
        Assert.Empty(_partition.Queues.Delivery);
    }

    [Fact]
    public void should_not_fail_what_an_attempt_holds_when_the_message_expires()
    {
        Accept("r0@contoso.com");
        _partition.Route([CategorizerPartition.PendingItem(_partition.State.Messages[Id])!], SimulatedRouting.AllPlain.Find, Now);
        var attempt = _partition.Attempts.Start(Assert.Single(_partition.Queues.Delivery), "Hub01", oneRecipientPerFile: false, Now);

        Assert.Null(_partition.Scan(Now.AddDays(3)));
        _partition.Attempts.Interrupted(attempt, Core.Errors.ErrorCatalogue.DropDirectoryMissing.With("/drop"), Now.AddDays(3));

        Assert.NotNull(_partition.Scan(Now.AddDays(3)));
    }

    private void Accept(params string[] addresses) => _partition.Apply(new MessagesAccepted([QueuedMessages.To(1, addresses)]));

    private void Fail(params int[] positions) => _partition.Apply(new RecipientsFailed(
        Now, [.. positions.Select(position => new FailedRecipient(Id, position, "550 5.4.4 no", OwesDsn: true))]));

    private IReadOnlyList<MessageId> Publish(bool relayDsnRequired)
    {
        var entry = _partition.State.Messages[Id];
        _partition.Route([CategorizerPartition.PendingItem(entry)!], SimulatedRouting.AllPlain.Find, Now);
        var attempt = _partition.Attempts.Start(Assert.Single(_partition.Queues.Delivery), "Hub01", oneRecipientPerFile: false, Now);
        var key = new DropKey(Id, Assert.Single(attempt.Drops).Ordinal);
        _partition.Apply(_partition.Attempts.Staged(attempt, new StagingResult("/drop", "marker", [key], [], null), Now).Staged!);
        return _partition.Apply(_partition.Attempts.Published(attempt, "Hub01", new PublishingResult([key], [], null), relayDsnRequired, Now).Published!);
    }

    private IReadOnlyList<MessageId> Report(OwedDsn owed) => _partition.Apply(new DsnAccepted(
        owed.Original.Message.Id, owed.Kind, owed.Recipients, QueuedMessages.Dsn(owed.DsnId, QueuedMessages.Sender, Now)));
}
