using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;
using static ForeignTransport.Core.Tests.Recipients.Directories;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>What a partition does with what the directory makes of its messages.</summary>
public class ResolutionSpecs
{
    private static readonly DateTimeOffset Now = QueuedMessages.Now;

    [Fact] // categorizer.md C9
    public void should_make_copies_of_a_thousand_recipients_when_a_group_is_large()
    {
        var members = Enumerable.Range(1, 2501).Select(number => Contact($"m{number}", $"m{number}@elsewhere.example")).ToArray();
        var organization = With([Group("all", [.. members.Select(member => member.Name)]), .. members]);
        var partition = Accepted(new EnvelopeRecipient("all@contoso.com"));
        List<QueueItem> items = [.. partition.State.Messages.Values.Select(entry => CategorizerPartition.PendingItem(entry)!)];

        partition.Apply(partition.Resolve(items, organization, Now)!);
        Assert.Empty(items);
        var pending = CategorizerPartition.PendingItem(partition.State.Messages[QueuedMessages.Id(1)])!;
        var context = Context(organization);
        Assert.Null(partition.Route([pending], (address, size) => RecipientRouting.Route(address, size, context), Now));

        var queue = Assert.Single(partition.Queues.Delivery);
        Assert.Equal([1000, 1000, 501], queue.Waiting.Select(item => item.Recipients.Length));
        // No file has more either, not even after copies were given back together.
        var error = ErrorCatalogue.DropDirectoryQuotaExceeded.With("/drop");
        var attempt = partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);
        Assert.Equal([1000, 1000, 501], attempt.Drops.Select(drop => drop.Recipients.Length));
        partition.Attempts.Staged(attempt, new StagingResult(null, null, [], [], error), Now);
        attempt = partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);
        Assert.Equal([1000, 1000, 501], attempt.Drops.Select(drop => drop.Recipients.Length));
        partition.Attempts.Interrupted(attempt, error, Now);
        attempt = partition.Attempts.Start(queue, "Hub01", oneRecipientPerFile: false, Now);
        Assert.Equal([1000, 1000, 501], attempt.Drops.Select(drop => drop.Recipients.Length));
        Assert.Equal(2501, attempt.Drops.SelectMany(drop => drop.Recipients).Distinct().Count());
    }

    [Fact]
    public void should_give_every_recipient_one_outcome_and_keep_positions_when_a_message_is_resolved()
    {
        var organization = With(Contact("c", "FAX:1"), User("jane", null, "j@contoso.com"), Group("g", "c"), User("x") with { ForwardingAddress = "x" });
        var partition = Accepted(
            new EnvelopeRecipient("g@contoso.com", DsnNotify.Success), new EnvelopeRecipient("j@contoso.com"),
            new EnvelopeRecipient("x@contoso.com"), new EnvelopeRecipient("other@elsewhere.example"));
        var entry = partition.State.Messages[QueuedMessages.Id(1)];

        partition.Apply(partition.Resolve([CategorizerPartition.PendingItem(entry)!], organization, Now)!);

        Assert.Equal(
            [
                (RecipientOutcome.Expanded, "g@contoso.com", DsnKind.Expanded),
                (RecipientOutcome.Pending, "jane@contoso.com", null),
                (RecipientOutcome.Failed, "x@contoso.com", DsnKind.Failed),
                (RecipientOutcome.Pending, "other@elsewhere.example", null),
                (RecipientOutcome.Pending, "IMCEAFAX-1@contoso.com", (DsnKind?)null)
            ],
            entry.Recipients.Select(recipient => (recipient.Outcome, recipient.Recipient.Address, recipient.OwedDsn)));
        Assert.Equal([1, 3, 4], CategorizerPartition.PendingItem(entry)!.Recipients.AsEnumerable());
        Assert.Equal("5.4.6", Assert.Single(entry.Recipients, recipient => recipient.Diagnostic is not null).Diagnostic!.Split(' ')[1]);
    }

    [Fact]
    public void should_look_up_a_message_once_when_it_is_routed_again_and_again()
    {
        var organization = With(Contact("late", "FAX:1"));
        var partition = Accepted(new EnvelopeRecipient("late@elsewhere.example"));
        var item = CategorizerPartition.PendingItem(partition.State.Messages[QueuedMessages.Id(1)])!;
        Assert.Null(partition.Resolve([item], organization, Now));

        Assert.Null(partition.Resolve([item], With(Contact("late", "FAX:1") with { EmailAddresses = [Native("late@elsewhere.example")] }), Now));
    }

    [Fact]
    public void should_look_up_after_a_crash_only_what_nothing_was_done_for()
    {
        var organization = With(Group("g", "c"), Contact("c", "FAX:1"));
        var state = new CategorizerState();
        state.Apply(new MessagesAccepted(
        [
            QueuedMessages.To(1, "g@contoso.com"), QueuedMessages.To(2, "g@contoso.com", "r@elsewhere.example"), QueuedMessages.To(3, "g@contoso.com")
        ]));
        state.Apply(new RecipientsFailed(Now, [new FailedRecipient(QueuedMessages.Id(2), 1, "550 5.4.4 no", false)]));
        state.Apply(new RecipientsResolved(Now, [new ResolvedMessage(QueuedMessages.Id(3), [], [], [], [new NewRecipient(new EnvelopeRecipient("a@b.example"))])]));
        var partition = new CategorizerPartition(state);

        var resolved = partition.Resolve([.. partition.Recovered(Now, 100)], organization, Now)!;

        Assert.Equal(QueuedMessages.Id(1), Assert.Single(resolved.Messages).Message);
    }

    [Theory] // categorizer.md section 4
    [InlineData(true, "boss@contoso.com")]
    [InlineData(false, null)]
    public void should_send_a_failure_report_to_the_manager_when_it_is_sent_to_a_group(bool isFailure, string? expected)
    {
        var organization = With(
            Group("g", "c") with { ManagedBy = ["boss"], ReportToManagerEnabled = true, ReportToOriginatorEnabled = false }, Contact("c", "FAX:1"), User("boss"));
        var partition = new CategorizerPartition(new CategorizerState());
        partition.Apply(new MessagesAccepted(
            [QueuedMessages.With(1, "", [new EnvelopeRecipient("g@contoso.com", DsnNotify.Never)]) with { IsDsn = true, IsFailureReport = isFailure }]));
        List<QueueItem> items = [CategorizerPartition.PendingItem(partition.State.Messages[QueuedMessages.Id(1)])!];

        var resolved = Assert.Single(partition.Resolve(items, organization, Now)!.Messages);

        Assert.Equal(expected, resolved.Appended.SingleOrDefault()?.Recipient.Address);
        Assert.Equal(0, Assert.Single(resolved.Expanded).Position);
    }

    private static CategorizerPartition Accepted(params EnvelopeRecipient[] recipients)
    {
        var partition = new CategorizerPartition(new CategorizerState());
        partition.Apply(new MessagesAccepted([QueuedMessages.With(1, QueuedMessages.Sender, recipients)]));
        return partition;
    }
}
