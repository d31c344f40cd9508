using System.Collections.Immutable;
using FsCheck.Xunit;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>What gateways say of published files, in whatever order it comes.</summary>
public class ReceiptSpecs
{
    private static readonly DateTimeOffset Now = QueuedMessages.Now;
    private static readonly MessageId Id = QueuedMessages.Id(1);
    private static readonly Guid Connector = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly DropKey Drop = new(Id, 1);

    private CategorizerPartition _partition = new(new CategorizerState());

    [Fact]
    public void should_wait_for_the_gateway_when_a_file_is_published()
    {
        Await();

        Assert.Equal(RecipientOutcome.Pending, Entry.Recipients[0].Outcome);
        Assert.Null(CategorizerPartition.PendingItem(Entry));
        Assert.Empty(Entry.Staged);
        Assert.True(_partition.NeedsContent(Id));
    }

    [Fact]
    public void should_deliver_and_tell_who_asked_for_it_when_the_gateway_delivered()
    {
        Await(DsnNotify.Success, DsnNotify.Failure);

        var (taken, verdicts) = _partition.Receipts.Take([Done()], Now);
        Assert.Equal(ReceiptJudgement.Recorded, Assert.Single(verdicts).Judgement);
        Assert.Empty(_partition.Apply(taken!));

        Assert.All(Entry.Recipients, recipient => Assert.Equal(RecipientOutcome.Delivered, recipient.Outcome));
        var owed = _partition.NextDsn()!;
        Assert.Equal(DsnKind.Delivered, owed.Kind);
        Assert.Equal((int[])[0], owed.Recipients);
    }

    [Fact]
    public void should_be_complete_when_the_gateway_delivered_and_nobody_is_to_be_told()
    {
        Await(DsnNotify.Never);

        Assert.Equal([Id], _partition.Apply(_partition.Receipts.Take([Done()], Now).Taken!));
        Assert.Equal(ReceiptJudgement.Unknown, Assert.Single(_partition.Receipts.Take([Done()], Now).Verdicts).Judgement);
    }

    [Fact]
    public void should_fail_with_the_reason_when_the_gateway_failed()
    {
        Await(DsnNotify.Unspecified, DsnNotify.Never);

        _partition.Apply(_partition.Receipts.Take([Failed("line is busy")], Now).Taken!);

        Assert.All(Entry.Recipients, recipient => Assert.Equal(RecipientOutcome.Failed, recipient.Outcome));
        Assert.Equal("550 5.0.0 GATEWAY.Failed; line is busy", Entry.Recipients[1].Diagnostic);
        var owed = _partition.NextDsn()!;
        Assert.Equal(DsnKind.Failed, owed.Kind);
        Assert.Equal((int[])[0], owed.Recipients);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void should_fail_when_both_receipts_come_together(bool failureFirst)
    {
        Await();

        var (taken, verdicts) = _partition.Receipts.Take(failureFirst ? [Failed("no"), Done()] : [Done(), Failed("no")], Now);

        Assert.False(Assert.Single(taken!.Receipts).IsDelivered);
        Assert.All(verdicts, verdict => Assert.Equal(ReceiptJudgement.Recorded, verdict.Judgement));
    }

    [Fact]
    public void should_keep_the_first_outcome_when_another_receipt_comes_before_and_after_it_is_durable()
    {
        Await(DsnNotify.Success);
        var taken = _partition.Receipts.Take([Done()], Now).Taken!;

        var (meanwhile, verdicts) = _partition.Receipts.Take([Failed("late")], Now);
        Assert.Null(meanwhile);
        Assert.Equal(ReceiptJudgement.Early, Assert.Single(verdicts).Judgement);
        _partition.Apply(taken);

        var (after, later) = _partition.Receipts.Take([Failed("late")], Now);
        Assert.Null(after);
        Assert.Equal(ReceiptJudgement.Unknown, Assert.Single(later).Judgement);
        Assert.Equal(RecipientOutcome.Delivered, Entry.Recipients[0].Outcome);
    }

    [Fact]
    public void should_ask_to_come_back_when_the_publication_is_not_journaled_yet()
    {
        Stage();

        var (taken, verdicts) = _partition.Receipts.Take([Done()], Now);

        Assert.Null(taken);
        Assert.Equal(ReceiptJudgement.Early, Assert.Single(verdicts).Judgement);
        _partition.Apply(new DropsAwaiting(Now, [Drop]));
        Assert.NotNull(_partition.Receipts.Take([Done()], Now).Taken);
    }

    [Fact]
    public void should_know_nothing_of_it_when_the_receipt_is_about_another_file()
    {
        Await();
        GatewayReceipt[] foreign =
        [
            Done() with { Drop = new DropKey(QueuedMessages.Id(2), 1) },
            Done() with { Drop = new DropKey(Id, 2) },
            Done() with { FileName = "20200101000000000-hub09-x-1.eml" }
        ];

        var (taken, verdicts) = _partition.Receipts.Take(foreign, Now);

        Assert.Null(taken);
        Assert.All(verdicts, verdict => Assert.Equal(ReceiptJudgement.Unknown, verdict.Judgement));
    }

    [Fact]
    public void should_report_a_file_once_and_wait_on_when_it_is_overdue()
    {
        Await();
        var hour = TimeSpan.FromHours(1);

        Assert.Empty(_partition.Receipts.TakeOverdue(_ => hour, Now + hour - TimeSpan.FromTicks(1)));
        Assert.Equal(new ReceiptCounts(1, 0), _partition.Receipts.Count(_ => hour, Now));
        Assert.Equal(new ReceiptCounts(1, 1), _partition.Receipts.Count(_ => hour, Now + hour));
        Assert.Equal(FileName, Assert.Single(_partition.Receipts.TakeOverdue(_ => hour, Now + hour)).File.FileName);
        Assert.Empty(_partition.Receipts.TakeOverdue(_ => hour, Now + (2 * hour)));
        Assert.NotNull(_partition.Receipts.Take([Done()], Now + (3 * hour)).Taken);
    }

    [Fact]
    public void should_expire_with_the_message_and_know_no_late_receipt()
    {
        Await();
        Assert.Null(_partition.Scan(Now.AddDays(1)));

        var failed = _partition.Scan(Now.AddDays(2))!;
        Assert.Equal(ReceiptJudgement.Early, Assert.Single(_partition.Receipts.Take([Done()], Now.AddDays(2)).Verdicts).Judgement);
        Assert.Null(_partition.Scan(Now.AddDays(2)));
        _partition.Apply(failed);

        Assert.Equal("550 4.4.7 QUEUE.Expired; message expired, the gateway did not confirm that it got it", Entry.Recipients[0].Diagnostic);
        Assert.Equal(ReceiptJudgement.Unknown, Assert.Single(_partition.Receipts.Take([Done()], Now.AddDays(2)).Verdicts).Judgement);
    }

    [Fact]
    public void should_owe_a_delay_notification_when_nothing_is_confirmed_for_long()
    {
        Await();

        _partition.Scan(Now + new PartitionSettings().DelayNotificationTimeout);

        Assert.Equal(DsnKind.Delayed, _partition.NextDsn()!.Kind);
    }

    [Theory]
    [InlineData(true, DsnKind.Relayed)]
    [InlineData(false, null)]
    public void should_be_relayed_when_the_connector_asks_for_no_receipts_any_more(bool relayDsnRequired, DsnKind? owed)
    {
        Await(DsnNotify.Success);
        Assert.Null(_partition.Receipts.Release(_ => true, _ => relayDsnRequired, Now));

        var released = _partition.Receipts.Release(connector => connector != Connector, _ => relayDsnRequired, Now)!;
        Assert.Null(_partition.Receipts.Release(_ => false, _ => relayDsnRequired, Now));
        var completed = _partition.Apply(released);

        Assert.Equal(owed, _partition.NextDsn()?.Kind);
        Assert.Equal(owed is null, completed.Contains(Id));
    }

    [Fact]
    public void should_wait_on_when_the_partition_recovers()
    {
        Await();
        var recovered = new CategorizerPartition(_partition.State);

        Assert.Empty(recovered.Recovered(Now, 0));
        Assert.Empty(recovered.Attempts.UnderWay);
        Assert.NotNull(recovered.Receipts.Take([Done()], Now).Taken);
    }

    /// <summary>Receipts, deadlines and changes of the connector in any order: each file has one outcome at most, and the state takes every event.</summary>
    [Property(MaxTest = 1000, Replay = "(20261128,31)")]
    public void should_decide_each_file_once_when_anything_happens(byte[] steps)
    {
        _partition = new(new CategorizerState());
        Await();
        var pending = new Queue<CategorizerEvent>();
        var outcomes = 0;
        var now = Now;
        foreach (var step in steps)
        {
            now += TimeSpan.FromHours(6);
            CategorizerEvent? decided = (step % 6) switch
            {
                0 => _partition.Receipts.Take([Done()], now).Taken,
                1 => _partition.Receipts.Take([Failed("x"), Done()], now).Taken,
                2 => _partition.Receipts.Release(_ => false, _ => false, now),
                3 => _partition.Scan(now),
                _ => null
            };
            if (decided is not null)
            {
                pending.Enqueue(decided);
                outcomes++;
            }

            if (step % 6 == 5 && pending.TryDequeue(out var durable))
            {
                _partition.Apply(durable);
            }
        }

        while (pending.TryDequeue(out var durable))
        {
            _partition.Apply(durable);
        }

        Assert.InRange(outcomes, 0, 1);
        Assert.Equal(outcomes == 1, !_partition.State.Messages.TryGetValue(Id, out var entry) || entry.Recipients[0].Outcome != RecipientOutcome.Pending);
    }

    private static string FileName => DropFileName.Create(Now, "Hub01", Id, 1).ToString();

    private MessageEntry Entry => _partition.State.Messages[Id];

    private static GatewayReceipt Done() => new(Drop, FileName, IsDelivered: true, null);

    private static GatewayReceipt Failed(string reason) => new(Drop, FileName, IsDelivered: false, reason);

    private void Stage(params DsnNotify[] notify)
    {
        var recipients = (notify.Length == 0 ? [DsnNotify.Unspecified] : notify).Select((wanted, position) => new EnvelopeRecipient($"r{position}@contoso.com", wanted)).ToArray();
        _partition.Apply(new MessagesAccepted([QueuedMessages.With(1, QueuedMessages.Sender, recipients)]));
        _partition.Apply(new DropsStaged(
            Connector, "Hub01", "/drop/Fax", "m", [new StagedDrop(Id, 1, FileName, [.. Enumerable.Range(0, recipients.Length)])]));
    }

    private void Await(params DsnNotify[] notify)
    {
        Stage(notify);
        _partition.Apply(DropsAwaiting.For(new DropsPublished(Now, [new PublishedDrop(Id, 1, ImmutableArray<int>.Empty)])));
    }
}
