using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Recipients;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;
using static ForeignTransport.Core.Tests.Recipients.Directories;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>A resubmitted message is looked up again: who waits gets the message where the directory says now, and nobody gets it twice.</summary>
public class ResubmissionSpecs
{
    private static readonly DateTimeOffset Now = QueuedMessages.Now;
    private static readonly NextHopSolutionKey Queue = SimulatedRouting.To(SimulatedRouting.Plain).Key;

    private readonly PartitionDriver _driver = new();

    private MessageEntry Message => _driver.Partition.State.Messages[QueuedMessages.Id(1)];

    [Fact]
    public void should_follow_a_contact_when_its_target_changed()
    {
        Queued(With(Contact("fax", "FAX:1")), new EnvelopeRecipient("fax@contoso.com", DsnNotify.Success, ExtendedProperties: "AAEC"));

        Resubmit(With(Contact("fax", "FAX:2")));

        Assert.Equal(
            [new EnvelopeRecipient("IMCEAFAX-2@contoso.com", DsnNotify.Success, "rfc822;fax@contoso.com", "AAEC")],
            Message.Recipients.Select(recipient => recipient.Recipient));
        Assert.Equal([0], Assert.Single(_driver.Partition.Queues.Find(Queue)!.Waiting).Recipients.AsEnumerable());
    }

    [Fact]
    public void should_ask_about_each_member_and_not_about_the_group_when_a_message_was_expanded()
    {
        Queued(With(Group("g", "fax", "jane"), Contact("fax", "FAX:1"), User("jane")), new EnvelopeRecipient("g@contoso.com"));

        // The group has another member now, who is none of this message; and jane has left it, who keeps it.
        Resubmit(With(Group("g", "fax", "new"), Contact("fax", "FAX:2"), User("jane"), User("new")));

        Assert.Equal(
            [(RecipientOutcome.Expanded, "g@contoso.com"), (RecipientOutcome.Pending, "IMCEAFAX-2@contoso.com"), (RecipientOutcome.Pending, "jane@contoso.com")],
            Message.Recipients.Select(recipient => (recipient.Outcome, recipient.Recipient.Address)));
        Assert.Equal("rfc822;g@contoso.com", Message.Recipients[1].Recipient.OriginalRecipient);
    }

    [Fact]
    public void should_send_what_nobody_has_any_more_to_the_written_address_so_that_routing_refuses_it()
    {
        var before = With(Group("g", "fax"), Contact("fax", "FAX:1"), User("jane", "jane@elsewhere.example"));
        Queued(before, new EnvelopeRecipient("jane@contoso.com"), new EnvelopeRecipient("g@contoso.com"));

        var after = With(Group("g"));
        Resubmit(after);

        Assert.Equal("jane@contoso.com", Message.Recipients[0].Recipient.Address);
        Assert.Null(Message.Recipients[0].Recipient.OriginalRecipient);
        Assert.Equal("fax@contoso.com", Message.Recipients[2].Recipient.Address);
        Assert.Equal("rfc822;g@contoso.com", Message.Recipients[2].Recipient.OriginalRecipient);
        var context = Context(after);
        Assert.All([0, 2], position => Assert.Equal(
            "5.1.1", Assert.IsType<Route.Failed>(RecipientRouting.Route(Message.Recipients[position].Recipient.Address, 1000, context)).Status));
    }

    [Fact]
    public void should_expand_once_and_pass_over_whoever_has_the_message_when_a_recipient_becomes_a_group()
    {
        Queued(
            With(User("x"), User("a"), User("b")), new EnvelopeRecipient("x@contoso.com", DsnNotify.Success | DsnNotify.Failure), new EnvelopeRecipient("a@contoso.com"));
        Deliver(1);

        Resubmit(With(Group("x", "a", "b", "x"), User("a", "a@moved.example"), User("b")));

        Assert.Equal(
            [
                ("x@contoso.com", RecipientOutcome.Expanded, DsnKind.Expanded), ("a@contoso.com", RecipientOutcome.Relayed, null),
                ("b@contoso.com", RecipientOutcome.Pending, (DsnKind?)null)
            ],
            Message.Recipients.Select(recipient => (recipient.Recipient.Address, recipient.Outcome, recipient.OwedDsn)));
        Assert.Equal(
            new EnvelopeRecipient("b@contoso.com", DsnNotify.Failure, "rfc822;x@contoso.com"), Message.Recipients[2].Recipient);
        Assert.Single(_driver.Journal.OfType<RecipientsResolved>());

        Resubmit(With(Group("x", "a", "b"), User("a"), User("b")));

        Assert.Equal(3, Message.Recipients.Length);
        Assert.Single(_driver.Journal.OfType<RecipientsResolved>());
    }

    [Fact]
    public void should_let_a_recipient_stand_for_another_when_that_one_has_the_message()
    {
        Queued(With(User("x"), User("a")), new EnvelopeRecipient("x@contoso.com"), new EnvelopeRecipient("a@contoso.com", DsnNotify.Never));
        Deliver(1);

        // Different reports are no reason for a second copy to somebody who has one.
        _driver.Directory = With(User("x") with { ForwardingAddress = "a" }, User("a"));
        _driver.RetryQueue(Queue, resubmit: true);
        _driver.WriteJournal();

        Assert.Empty(_driver.Partition.State.Messages);
        Assert.Equal(RecipientOutcome.Expanded, _driver.Ledger.OutcomeOf(QueuedMessages.Id(1), 0));
    }

    [Fact]
    public void should_let_a_recipient_stand_for_another_when_the_message_waits_for_that_one()
    {
        Queued(With(User("x", "x@b.example"), User("a")), new EnvelopeRecipient("x@contoso.com"), new EnvelopeRecipient("a@contoso.com", DsnNotify.Never));

        // A file for it may be on its way to be journaled, so that different reports are no reason for a second copy here either.
        var again = MessageResolution.Again(Message, [0], With(User("x") with { ForwardingAddress = "a" }, User("a")))!;

        Assert.Equal(0, Assert.Single(again.Expanded).Position);
        Assert.Empty(again.Rewritten);
    }

    [Fact]
    public void should_keep_the_second_copy_that_the_sender_asked_for_when_only_one_is_looked_up()
    {
        Queued(With(User("a")), new EnvelopeRecipient("a@contoso.com"), new EnvelopeRecipient("a@contoso.com", DsnNotify.Never));

        Assert.Null(MessageResolution.Again(Message, [0], With(User("a"))));
        Assert.Equal("y@b.example", Assert.Single(MessageResolution.Again(Message, [0], With(User("a", "y@b.example")))!.Rewritten).Recipient.Address);
    }

    [Fact]
    public void should_not_try_anew_who_failed_when_a_recipient_becomes_a_group()
    {
        Queued(With(User("x"), User("a")), new EnvelopeRecipient("x@contoso.com"), new EnvelopeRecipient("a@contoso.com"));
        _driver.Settings = _driver.Settings with { Suspended = [] };
        _driver.Partition.Apply(new RecipientsFailed(Now, [new FailedRecipient(QueuedMessages.Id(1), 1, StandardResponses.QueueAdmin.ToString(), false)]));
        var again = MessageResolution.Again(Message, [0], With(Group("x", "a"), User("a")))!;

        Assert.Empty(again.Appended);
        Assert.Equal(0, Assert.Single(again.Expanded).Position);
    }

    [Fact]
    public void should_refuse_under_the_rules_of_now_but_not_count_recipients_again()
    {
        var config = new TransportConfig { MaxRecipientEnvelopeLimit = 1 };
        Queued(With(User("x"), User("y")), new EnvelopeRecipient("x@contoso.com"), new EnvelopeRecipient("y@contoso.com"));

        Resubmit(With(config, User("x") with { RequireSenderAuthenticationEnabled = true, MaxReceiveSize = UnlimitedSize.FromBytes(10) }, User("y")));

        Assert.Equal([RecipientOutcome.Failed, RecipientOutcome.Pending], Message.Recipients.Select(recipient => recipient.Outcome));
        Assert.Equal(StandardResponses.RecipientSizeLimit.ToString(), Message.Recipients[0].Diagnostic);
        Assert.Equal(DsnKind.Failed, Message.Recipients[0].OwedDsn);
    }

    [Fact]
    public void should_journal_nothing_when_the_directory_says_the_same()
    {
        var organization = With(Group("g", "fax", "jane"), Contact("fax", "FAX:1"), User("jane") with { ForwardingAddress = "fax", DeliverToMailboxAndForward = true });
        Queued(organization, new EnvelopeRecipient("g@contoso.com"), new EnvelopeRecipient("jane@contoso.com", DsnNotify.Never), new EnvelopeRecipient("o@b.example"));
        var journaled = _driver.Journal.Count;

        Resubmit(organization);

        Assert.Equal(journaled, _driver.Journal.Count);
        Assert.Equal([1, 2, 3], Assert.Single(_driver.Partition.Queues.Find(Queue)!.Waiting).Recipients.AsEnumerable());
    }

    [Fact]
    public void should_ask_again_when_a_queue_was_in_retry_too_long()
    {
        Queued(With(User("x")), new EnvelopeRecipient("x@contoso.com"));
        _driver.Partition.Queues.Find(Queue)!.Failed(PartitionDriver.Server, Now, Now, ErrorCatalogue.DropDirectoryMissing.With("/drop"), _driver.Settings.Retry);
        _driver.SuspendQueues();
        _driver.Directory = With(User("x", "x@moved.example"));

        _driver.Advance(TimeSpan.FromHours(13));
        _driver.WriteJournal();

        Assert.Equal("x@moved.example", Message.Recipients[0].Recipient.Address);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void should_ask_again_when_a_message_leaves_unreachable_by_itself(bool wasSuspended)
    {
        _driver.Reconfigure(SimulatedRouting.Of(SimulatedRouting.Nowhere));
        Queued(With(User("x")), new EnvelopeRecipient("x@contoso.com"));
        Assert.Single(_driver.Partition.Queues.Unreachable);
        _driver.SuspendQueues(wasSuspended ? [Queue, NextHopSolutionKey.Unreachable] : [Queue]);
        _driver.Directory = With(User("x", "x@moved.example"));

        _driver.Reconfigure(SimulatedRouting.AllPlain);
        Assert.Equal(wasSuspended, !_driver.WriteJournal());
        _driver.SuspendQueues(Queue);
        _driver.WriteJournal();

        Assert.Equal("x@moved.example", Message.Recipients[0].Recipient.Address);
        Assert.Single(_driver.Partition.Queues.Find(Queue)!.Waiting);
    }

    [Fact]
    public void should_ask_again_when_poison_is_resumed()
    {
        _driver.Settings = _driver.Settings with { PoisonThreshold = 1 };
        _driver.SuspendQueues();
        _driver.Directory = With(User("x"));
        _driver.Submit(QueuedMessages.With(1, QueuedMessages.Sender, [new EnvelopeRecipient("x@contoso.com")]));
        _driver.WriteJournal();
        _driver.Execute(ConnectorFault.Faulted, -1);
        _driver.Answer();
        while (_driver.WriteJournal())
        {
        }

        Assert.Equal(NextHopSolutionKey.PoisonMessage, Assert.Single(_driver.Partition.Queues.Parked.All).Queue);
        _driver.Directory = With(User("x", "x@moved.example"));
        _driver.Command(MessageCommand.Resume, new MessageCopy(QueuedMessages.Id(1), NextHopSolutionKey.PoisonMessage));
        _driver.WriteJournal();
        _driver.WriteJournal();

        Assert.Equal("x@moved.example", Message.Recipients[0].Recipient.Address);
    }

    [Fact]
    public void should_leave_what_may_have_been_delivered_and_what_is_suspended_as_it_is()
    {
        Queued(With(User("x"), User("y")), new EnvelopeRecipient("x@contoso.com"), new EnvelopeRecipient("y@contoso.com"));
        Message.Recipients[0].PossiblyDelivered = true;
        _driver.Command(MessageCommand.Suspend, new MessageCopy(QueuedMessages.Id(1), Queue));
        _driver.WriteJournal();
        Assert.Equal([0, 1], Assert.Single(_driver.Partition.Queues.Parked.All).Item.Recipients.AsEnumerable());

        Resubmit(With(User("x", "x@moved.example"), User("y", "y@moved.example")));
        Assert.Equal(["x@contoso.com", "y@contoso.com"], Message.Recipients.Select(recipient => recipient.Recipient.Address));

        // Resumed it is routed, and not resubmitted.
        _driver.Command(MessageCommand.Resume, new MessageCopy(QueuedMessages.Id(1), Queue));
        _driver.WriteJournal();
        Assert.Equal(["x@contoso.com", "y@contoso.com"], Message.Recipients.Select(recipient => recipient.Recipient.Address));

        Resubmit(With(User("x", "x@moved.example"), User("y", "y@moved.example")));
        Assert.Equal(["x@contoso.com", "y@moved.example"], Message.Recipients.Select(recipient => recipient.Recipient.Address));
    }

    [Fact]
    public void should_look_up_one_part_of_a_message_at_a_time_when_two_queues_are_resubmitted_together()
    {
        _driver.Reconfigure(SimulatedRouting.Of(SimulatedRouting.To(SimulatedRouting.Plain), SimulatedRouting.To(SimulatedRouting.Single)));
        Queued(With(User("r0"), User("r1"), User("a", "r4@contoso.com")), new EnvelopeRecipient("r0@contoso.com"), new EnvelopeRecipient("r1@contoso.com"));
        _driver.Directory = With(Group("r0", "r4"), Group("r1", "r4"), User("r4"));

        _driver.RetryQueue(Queue, resubmit: true);
        _driver.RetryQueue(SimulatedRouting.To(SimulatedRouting.Single).Key, resubmit: true);
        Assert.Equal(1, _driver.PendingWrites);
        PartitionInvariants.Check(_driver);
        _driver.WriteJournal();
        PartitionInvariants.Check(_driver);
        _driver.WriteJournal();

        Assert.Equal(
            [RecipientOutcome.Expanded, RecipientOutcome.Expanded, RecipientOutcome.Pending], Message.Recipients.Select(recipient => recipient.Outcome));
    }

    [Theory] // The crash points of CategorizerPartition.LookUp.cs.
    [InlineData(0, "IMCEAFAX-1@contoso.com")]
    [InlineData(1, "IMCEAFAX-2@contoso.com")]
    public void should_have_the_old_or_the_new_recipient_when_the_process_ends(int durableWrites, string expected)
    {
        Queued(With(Group("g", "fax"), Contact("fax", "FAX:1")), new EnvelopeRecipient("g@contoso.com"));
        _driver.Directory = With(Group("g", "fax"), Contact("fax", "FAX:2"));
        _driver.RetryQueue(Queue, resubmit: true);

        _driver.Crash(durableWrites);
        _driver.Connectors.Stop();

        Assert.Equal(expected, Message.Recipients[1].Recipient.Address);
        Assert.Equal("fax@contoso.com", Message.Recipients[1].LookUpAddress);
        PartitionInvariants.Check(_driver);
    }

    [Fact]
    public void should_split_what_is_journaled_when_a_long_queue_is_resubmitted()
    {
        var partition = new CategorizerPartition(new CategorizerState());
        partition.Apply(new MessagesAccepted([.. Enumerable.Range(1, 1200).Select(number => QueuedMessages.To(number, "fax@contoso.com"))]));
        List<QueueItem> items = [.. partition.State.Messages.Values.Select(entry => CategorizerPartition.PendingItem(entry)! with { IsResubmitted = true })];

        var journaled = partition.LookUpAgain(items, With(Contact("fax", "FAX:2")), Now);

        Assert.Empty(items);
        Assert.Equal([500, 500, 200], journaled.Select(happened => happened.Messages.Length));
        foreach (var happened in journaled)
        {
            partition.Apply(happened);
        }

        Assert.Equal(1200, partition.Attempts.TakeReturned().Count);
        Assert.Empty(partition.LookedUp);
    }

    [Fact]
    public void should_refuse_to_replay_a_second_resolution_of_a_recipient_that_is_done()
    {
        Queued(With(User("x"), User("y")), new EnvelopeRecipient("x@contoso.com"), new EnvelopeRecipient("y@contoso.com"));
        Resubmit(With(User("x", "x@b.example"), User("y")));
        Deliver(0);

        Assert.Throws<InvalidOperationException>(() => _driver.Partition.State.Apply(new RecipientsResolved(
            Now, [new ResolvedMessage(QueuedMessages.Id(1), [new RewrittenRecipient(0, new EnvelopeRecipient("z@b.example"))], [], [], [])])));
    }

    /// <summary>A message that waits, because its queue has no server.</summary>
    private void Queued(OrganizationState organization, params EnvelopeRecipient[] recipients)
    {
        _driver.Directory = organization;
        _driver.Settings = _driver.Settings with { Suspended = [Queue, SimulatedRouting.To(SimulatedRouting.Single).Key] };
        _driver.SuspendQueues([.. _driver.Settings.Suspended]);
        _driver.Submit(QueuedMessages.With(1, QueuedMessages.Sender, recipients));
        while (_driver.WriteJournal())
        {
        }
    }

    private void Resubmit(OrganizationState organization)
    {
        _driver.Directory = organization;
        _driver.RetryQueue(Queue, resubmit: true);
        while (_driver.WriteJournal())
        {
        }
    }

    /// <summary>A recipient gets the message while the others go on waiting.</summary>
    private void Deliver(int position)
    {
        const int Ordinal = 77;
        foreach (CategorizerEvent happened in (CategorizerEvent[])
        [
            new DropsStaged(Queue.NextHopConnector, PartitionDriver.Server, "/drop", "m", [new StagedDrop(QueuedMessages.Id(1), Ordinal, "f", [position])]),
            new DropsPublished(Now, [new PublishedDrop(QueuedMessages.Id(1), Ordinal, [])])
        ])
        {
            _driver.Ledger.Write(happened);
            _driver.Partition.Apply(happened);
        }

        var waiting = _driver.Partition.Queues.Drain(Queue);
        _driver.Partition.Queues.For(Queue).Enqueue(waiting[0] with { Recipients = waiting[0].Recipients.Remove(position) });
    }
}
