using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;
using static ForeignTransport.Core.Tests.Recipients.Directories;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>A published file that the gateway has not confirmed stands for its recipients, whatever else happens to its message.</summary>
public class AwaitedFileSpecs
{
    private static readonly DateTimeOffset Now = QueuedMessages.Now;
    private static readonly MessageId Id = QueuedMessages.Id(1);
    private static readonly Guid Connector = new("00112233-4455-6677-8899-aabbccddeeff");

    private CategorizerPartition _partition = new(new CategorizerState());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void should_route_nobody_anew_when_one_file_is_awaited_and_others_are_staged(int others)
    {
        Accept("r0@a.example", "r0@b.example", "r0@c.example");
        for (var ordinal = 1; ordinal <= 1 + others; ordinal++)
        {
            Stage(ordinal, ordinal - 1);
        }

        Await(1);
        Restart();

        Assert.Equal(Enumerable.Range(1 + others, 2 - others), CategorizerPartition.PendingItem(Entry)?.Recipients ?? []);
    }

    [Fact]
    public void should_give_each_recipient_one_outcome_when_two_awaited_files_expire_together()
    {
        AwaitTwoFilesOfOneRecipient();

        var failed = _partition.Scan(Now.AddDays(2))!;

        Assert.Equal(0, Assert.Single(failed.Recipients).Recipient);
        _partition.Apply(failed);
        Assert.Empty(Entry.Awaiting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void should_keep_the_first_outcome_when_two_awaited_files_are_decided_together(bool withOther)
    {
        AwaitTwoFilesOfOneRecipient(withOther);

        var (taken, verdicts) = _partition.Receipts.Take([Done(1), Failed(2)], Now);
        Assert.All(verdicts, verdict => Assert.Equal(ReceiptJudgement.Recorded, verdict.Judgement));
        _partition.Apply(taken!);

        Assert.Equal(RecipientOutcome.Failed, Entry.Recipients[0].Outcome);
        Assert.Equal(DsnKind.Failed, Entry.Recipients[0].OwedDsn);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void should_be_relayed_once_when_two_awaited_files_are_let_go(bool withOther)
    {
        AwaitTwoFilesOfOneRecipient(withOther);

        _partition.Apply(_partition.Receipts.Release(_ => false, _ => false, Now)!);

        Assert.Equal(withOther, _partition.State.Messages.ContainsKey(Id));
    }

    [Fact]
    public void should_await_nothing_more_of_a_file_when_all_its_recipients_are_decided_by_another()
    {
        AwaitTwoFilesOfOneRecipient();

        _partition.Apply(_partition.Receipts.Take([Done(1)], Now).Taken!);

        Assert.Equal(RecipientOutcome.Delivered, Entry.Recipients[0].Outcome);
        Assert.Empty(_partition.Receipts.All);
        Assert.Null(_partition.Scan(Now.AddDays(2))?.Recipients.FirstOrDefault(failed => failed.Recipient == 0));
        Assert.Null(_partition.Receipts.Release(_ => false, _ => false, Now));
        Assert.Equal(ReceiptJudgement.Unknown, Assert.Single(_partition.Receipts.Take([Done(2)], Now).Verdicts).Judgement);
    }

    [Fact]
    public void should_look_up_no_recipient_again_when_a_file_is_awaited()
    {
        Accept("g@contoso.com", "r1@elsewhere.example");
        Stage(1, 0);
        Await(1);
        var recovered = new CategorizerPartition(_partition.State);

        var items = recovered.Recovered(Now, 100).ToList();
        var resolved = recovered.Resolve(items, With(Group("g", "c"), Contact("c", "FAX:1")), Now);

        Assert.Null(resolved);
        Assert.Equal([1], Assert.Single(items).Recipients.AsEnumerable());
    }

    [Fact]
    public void should_look_up_no_recipient_again_when_it_may_have_been_delivered()
    {
        Accept("g@contoso.com");
        Stage(1, 0);
        _partition.Apply(new DropsAbandoned([new AbandonedDrop(Id, 1, [0], PossiblyDelivered: true)]));
        var recovered = new CategorizerPartition(_partition.State);

        var items = recovered.Recovered(Now, 100).ToList();

        Assert.Null(recovered.Resolve(items, With(Group("g", "c"), Contact("c", "FAX:1")), Now));
        Assert.Equal([0], Assert.Single(items).Recipients.AsEnumerable());
    }

    [Theory]
    [InlineData(HoldKind.Suspended)]
    [InlineData(HoldKind.Removed)]
    public void should_report_the_failure_and_end_when_the_message_was_held_while_its_file_was_published(HoldKind kind)
    {
        Accept("r0@a.example");
        Stage(1, 0);
        _partition.Apply(new MessagesHeld([new HeldMessage(Id, new MessageHold(kind, NextHopSolutionKey.Unreachable, [0]))]));
        Await(1);

        _partition.Apply(_partition.Receipts.Take([Failed(1)], Now).Taken!);

        Assert.Empty(_partition.State.Held);
        var owed = _partition.NextDsn()!;
        Assert.Equal(DsnKind.Failed, owed.Kind);
        Assert.Contains(Id, _partition.Apply(new DsnAccepted(Id, owed.Kind, owed.Recipients, QueuedMessages.Dsn(owed.DsnId, QueuedMessages.Sender, Now))));
    }

    /// <summary>What an earlier release journaled when it had published a file a second time; a journal is read whatever is in it.</summary>
    [Theory]
    [MemberData(nameof(Repetitions))]
    public void should_recover_when_the_journal_decides_a_recipient_of_awaited_files_again(CategorizerEvent[] decisions)
    {
        AwaitTwoFilesOfOneRecipient();
        _partition.Apply(decisions[0]);
        var first = Entry.Recipients[0].Outcome;

        foreach (var again in decisions.Skip(1))
        {
            _partition.Apply(again);
        }

        Assert.NotEqual(RecipientOutcome.Pending, first);
        Assert.Equal(first, Entry.Recipients[0].Outcome);
        Assert.Empty(_partition.Receipts.All);
    }

    public static TheoryData<CategorizerEvent[]> Repetitions() => new()
    {
        { [Taken(1), Taken(2)] },
        { [Taken(1), Taken(1)] },
        { [Taken(1), Published(2)] },
        { [Taken(1), Expired(1)] },
        { [Expired(2), Taken(1)] },
        { [Published(1, 2), Taken(2)] },
        { [Published(1), Expired(2)] }
    };

    private MessageEntry Entry => _partition.State.Messages[Id];

    private static ReceiptsTaken Taken(int ordinal) => new(Now, [new TakenReceipt(new DropKey(Id, ordinal), null, [])]);

    private static DropsPublished Published(params int[] ordinals) => new(Now, [.. ordinals.Select(ordinal => new PublishedDrop(Id, ordinal, []))]);

    private static RecipientsFailed Expired(int times) =>
        new(Now, [.. Enumerable.Repeat(new FailedRecipient(Id, 0, "550 4.4.7 QUEUE.Expired; message expired", OwesDsn: false), times)]);

    private static string FileName(int ordinal) => DropFileName.Create(Now, "Hub01", Id, ordinal).ToString();

    private static GatewayReceipt Done(int ordinal) => new(new DropKey(Id, ordinal), FileName(ordinal), IsDelivered: true, null);

    private static GatewayReceipt Failed(int ordinal) => new(new DropKey(Id, ordinal), FileName(ordinal), IsDelivered: false, "no");

    private void Accept(params string[] addresses) => _partition.Apply(new MessagesAccepted([QueuedMessages.To(1, addresses)]));

    private void Stage(int ordinal, params int[] recipients) => _partition.Apply(new DropsStaged(
        Connector, "Hub01", "/drop/Fax", "m", [new StagedDrop(Id, ordinal, FileName(ordinal), [.. recipients])]));

    private void Await(int ordinal) => _partition.Apply(new DropsAwaiting(Now, [new DropKey(Id, ordinal)]));

    private void AwaitTwoFilesOfOneRecipient(bool withOther = true)
    {
        Accept([.. withOther ? (string[])["r0@a.example", "r0@b.example"] : ["r0@a.example"]]);
        Stage(1, 0);
        Await(1);
        Stage(2, 0);
        Await(2);
    }

    private void Restart()
    {
        _partition = new CategorizerPartition(_partition.State);
        _partition.Recovered(Now, 0);
    }
}
