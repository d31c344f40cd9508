using System.Text;
using Akka.Actor;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Delivery;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

public sealed class CategorizerActorSpecs : PartitionWorld
{
    [Fact]
    public async Task should_answer_only_when_the_messages_are_in_the_journal()
    {
        Configure(Fax);
        Journal.Holds = _ => true;
        var partition = Start();
        var message = Message(1);

        Submit(partition, message);
        Submit(partition, message);
        await EventuallyAsync(() => Assert.True(Journal.IsHolding));
        Assert.Equal(0, (await LookAsync(partition)).Messages);
        await ExpectNoMsgAsync(TimeSpan.Zero);
        await Connectors.ExpectNoMsgAsync(TimeSpan.Zero);
        Journal.Release();

        Assert.Equal(message.Id, Assert.Single((await ExpectMsgAsync<CategorizerReplies.Submitted>(Patience)).Ids));
        Assert.Equal(message.Id, Assert.Single((await ExpectMsgAsync<CategorizerReplies.Submitted>(Patience)).Ids));
        Assert.Single((await StagingAsync()).Drops);
        await Connectors.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));
        Assert.Equal(1, WrittenCount<MessagesAccepted>());
    }

    [Fact]
    public async Task should_tell_known_from_unknown_only_when_the_journal_has_answered()
    {
        Configure(Fax);
        Journal.Holds = _ => true;
        var partition = Start();
        var message = Message(1);
        Submit(partition, message);

        var question = UnknownAsync(partition, message.Id, Message(2).Id);
        await EventuallyAsync(() => Assert.True(Journal.IsHolding));
        await LookAsync(partition);
        Assert.False(question.IsCompleted);
        Journal.Release();

        Assert.Equal([Message(2).Id], await question);
    }

    [Fact]
    public async Task should_accept_the_new_part_when_a_submission_is_partly_known()
    {
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        await StagingAsync();

        await SubmittedAsync(partition, Message(1), Message(2));

        Assert.Equal([Message(2).Id], Assert.Single(Journal.Written.OfType<MessagesAccepted>().Skip(1)).Messages.Select(message => message.Id));
    }

    [Fact]
    public async Task should_release_content_only_when_the_last_outcome_is_in_the_journal()
    {
        Configure(Fax);
        var partition = Start();
        var message = Message(1);
        await SubmittedAsync(partition, message);
        partition.Tell(AllStaged(await StagingAsync()), TestActor);
        var publish = await PublishingAsync();
        Journal.Holds = happened => happened is DropsPublished;
        partition.Tell(AllPublished(publish), TestActor);
        await EventuallyAsync(() => Assert.True(Journal.IsHolding));
        await LookAsync(partition);
        Assert.Empty(Store.Released);

        Journal.Release();

        await EventuallyAsync(() => Assert.Equal([message.Id], Store.Released));
    }

    [Fact]
    public async Task should_remember_a_finished_message_until_its_claim_is_gone()
    {
        Configure(Fax);
        var partition = Start();
        await DeliverAsync(partition, Message(1));
        await DeliverAsync(partition, Message(2));
        await DeliverAsync(partition, Message(3));
        Assert.Equal(3, (await LookAsync(partition)).Remembered);
        await SubmittedAsync(partition, Message(1));

        partition.Tell(new CategorizerCommands.ForgetClaims(0, [Message(1).Id]));
        Assert.Equal([Message(1).Id], await UnknownAsync(partition, Message(1).Id, Message(2).Id));
        partition.Tell(new CategorizerCommands.ResolveClaims(0, "Hub02/Pickup/0", Noon.AddMinutes(1)));
        partition.Tell(new CategorizerCommands.ResolveClaims(0, Claimant, Noon));
        Assert.Equal(2, (await LookAsync(partition)).Remembered);
        partition.Tell(new CategorizerCommands.ResolveClaims(0, Claimant, Noon.AddMilliseconds(1)));
        Assert.Equal(0, (await LookAsync(partition)).Remembered);
    }

    [Fact]
    public async Task should_route_anew_when_the_configuration_changes_while_messages_wait()
    {
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(NothingStaged(await StagingAsync(), ErrorCatalogue.DropDirectoryMissing.With("test")), TestActor);
        Assert.NotNull((await LookAsync(partition)).LastError);

        var better = Connector("better", "FAX:*;1");
        Configure(better);

        Assert.Equal(better.Id, (await StagingAsync()).Connector);
    }

    [Fact]
    public async Task should_wait_and_try_again_when_a_connector_defers()
    {
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        var first = await StagingAsync();
        partition.Tell(new DeliveryReplies.Unavailable(first.Attempt, ErrorCatalogue.DropDirectoryNotWritable.With("test")), TestActor);
        await LookAsync(partition);
        Advance(TimeSpan.FromSeconds(30));
        await LookAsync(partition);
        await Connectors.ExpectNoMsgAsync(TimeSpan.Zero);

        Advance(TimeSpan.FromSeconds(31));

        var second = await StagingAsync();
        Assert.NotEqual(first.Attempt, second.Attempt);
        // An answer to what is over changes nothing.
        partition.Tell(AllStaged(first), TestActor);
        await LookAsync(partition);
        await Connectors.ExpectNoMsgAsync(TimeSpan.Zero);
        Assert.Equal(0, WrittenCount<DropsStaged>());
    }

    /// <summary>The connector was never asked: it does not wait for a minute because the database was away for a moment.</summary>
    [Fact]
    public async Task should_try_again_every_second_when_the_database_does_not_answer()
    {
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        var away = ErrorCatalogue.DatabaseUnavailable.With("test");
        for (var failure = 0; failure < 10; failure++)
        {
            var attempt = (await StagingAsync()).Attempt;
            partition.Tell(new DeliveryReplies.Unavailable(attempt, away), TestActor);
            Assert.Equal(away.ToString(), (await LookAsync(partition)).LastError);
            await Connectors.ExpectNoMsgAsync(TimeSpan.Zero);
            Advance(TimeSpan.FromSeconds(1));
        }

        var last = await StagingAsync();

        // The ladder of the connector begins at its foot.
        partition.Tell(new DeliveryReplies.Unavailable(last.Attempt, ErrorCatalogue.DropDirectoryNotWritable.With("test")), TestActor);
        await LookAsync(partition);
        Advance(TimeSpan.FromSeconds(59));
        await LookAsync(partition);
        await Connectors.ExpectNoMsgAsync(TimeSpan.Zero);
        Advance(TimeSpan.FromSeconds(2));
        await StagingAsync();
    }

    [Fact]
    public async Task should_stage_anew_when_a_staged_file_is_gone_before_it_was_ever_published()
    {
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        var stage = await StagingAsync();
        partition.Tell(AllStaged(stage), TestActor);
        var publish = await PublishingAsync();

        partition.Tell(new DeliveryReplies.Published(publish.Attempt, "Hub01", new PublishingResult([], [stage.Drops[0].Key], null)), TestActor);

        var again = Assert.Single((await StagingAsync()).Drops);
        Assert.Equal((stage.Drops[0].Key.Message, 2), (again.Key.Message, again.Key.Ordinal));
        Assert.Equal(1, WrittenCount<DropsAbandoned>());
    }

    [Fact]
    public async Task should_ask_again_and_again_when_a_connector_does_not_answer_a_publication()
    {
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(AllStaged(await StagingAsync()), TestActor);
        Assert.True((await PublishingAsync()).FirstTry);

        foreach (var _ in Enumerable.Range(0, 3))
        {
            // Five minutes without an answer, then the first step of the ladder.
            await LookAsync(partition);
            Advance(TimeSpan.FromSeconds(302));
            await LookAsync(partition);
            Advance(TimeSpan.FromMinutes(11));
            Assert.False((await PublishingAsync()).FirstTry);
        }
    }

    [Fact]
    public async Task should_claim_what_is_staged_or_being_staged_and_nothing_else()
    {
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        var drop = (await StagingAsync()).Drops[0];
        var key = new StrayFile(drop.Key.Message, drop.FileName);
        StrayFile[] strays = [key with { FileName = "of another attempt.eml" }, key with { Message = Message(2).Id }];

        var answer = await partition.Ask<CategorizerReplies.Unclaimed>(new CategorizerQueries.FindUnclaimed(0, [key, .. strays]), Patience);

        Assert.Equal(strays, answer.Drops);
    }

    [Fact]
    public async Task should_tell_the_sender_when_the_content_is_lost()
    {
        Configure(Fax, Smtp);
        var partition = Start();
        var message = Message(1);
        await SubmittedAsync(partition, message);
        var stage = await StagingAsync();
        await Store.ReleaseAsync([message.Id], CancellationToken.None);

        partition.Tell(new DeliveryReplies.Staged(stage.Attempt, new StagingResult(
            Directory, "marker", [], [new FailedDrop(stage.Drops[0].Key, "550 5.3.0 QUEUE.ContentLost; the content of the message is not in the message store")], null)), TestActor);

        var dsn = Assert.Single((await StagingAsync()).Drops);
        Assert.Equal("alice@fabrikam.com", Assert.Single(dsn.Envelope.Recipients).Address);
        Assert.Contains("5.3.0", Encoding.UTF8.GetString(Store[dsn.Key.Message]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_need_the_content_of_a_notification_while_it_is_on_its_way_into_the_journal()
    {
        // The search for orphans must not release what is about to be journaled.
        Configure(Fax, Smtp);
        var gate = Store.HoldAppends();
        var partition = Start();
        var refused = new RefusedRecipient("nobody", "5.1.3", "550 5.1.3 x", DsnNotify.Unspecified, null);
        await SubmittedAsync(partition, Message(1, refused: refused));
        await EventuallyAsync(() => Assert.Equal(2, Store.Ids.Count));
        var dsn = Store.Ids.Single(id => id != Message(1).Id);
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([Message(2).Id], await ReleasableAsync(partition, Message(2).Id));

        Assert.Empty(await ReleasableAsync(partition, dsn));

        gate.SetResult();
        await EventuallyAsync(() => Assert.Equal(1, WrittenCount<DsnAccepted>()));
        Assert.Empty(await ReleasableAsync(partition, dsn));
    }

    [Fact]
    public async Task should_compose_the_notification_later_when_the_store_is_down()
    {
        Configure(Fax, Smtp);
        var partition = Start();
        var refused = new RefusedRecipient("nobody", "5.1.3", "550 5.1.3 x", DsnNotify.Unspecified, null);
        var message = Message(1, refused: refused);
        Store.Outage = ErrorCatalogue.MessageStoreBusy.With("test");
        await SubmittedAsync(partition, message);
        Assert.Equal(Fax.Id, (await StagingAsync()).Connector);

        Store.Outage = null;
        await EventuallyAsync(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(1, WrittenCount<DsnAccepted>());
        });
        // The time that passed may have been enough for the fax to be asked for again.
        await Connectors.FishForMessageAsync(message => message is DeliveryCommands.StageDrops stage && stage.Connector == Smtp.Id, Patience);
    }

    [Fact]
    public async Task should_fail_what_has_expired_and_tell_the_sender()
    {
        Configure(Smtp, Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(NothingStaged(await StagingAsync(), ErrorCatalogue.DropDirectoryMissing.With("test")), TestActor);
        await LookAsync(partition);
        Time.Advance(TimeSpan.FromDays(2));

        Advance(TimeSpan.FromSeconds(1));

        await EventuallyAsync(() => Assert.Equal(1, WrittenCount<RecipientsFailed>()));
        Assert.Contains("4.4.7", Journal.Written.OfType<RecipientsFailed>().Single().Recipients[0].Diagnostic, StringComparison.Ordinal);
        Assert.Equal(Smtp.Id, (await StagingAsync()).Connector);
    }

    [Fact]
    public async Task should_take_a_file_back_before_it_fails_a_message_that_expired_while_its_publication_was_in_doubt()
    {
        Configure(Smtp, Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(AllStaged(await StagingAsync()), TestActor);
        Assert.False(Assert.Single((await PublishingAsync()).Drops).Withdraw);

        // No answer, for days.
        Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        await LookAsync(partition);
        Time.Advance(TimeSpan.FromDays(2));
        Advance(TimeSpan.FromSeconds(1));
        var asked = await PublishingAsync();
        Assert.True(Assert.Single(asked.Drops).Withdraw);
        Assert.Equal(0, WrittenCount<RecipientsFailed>());

        partition.Tell(
            new DeliveryReplies.Published(asked.Attempt, "Hub01", new PublishingResult([], [], null) { Withdrawn = [asked.Drops[0].Key] }), TestActor);

        await EventuallyAsync(() => Assert.Equal(1, WrittenCount<RecipientsFailed>()));
        Assert.Equal(Smtp.Id, (await StagingAsync()).Connector);
    }

    [Fact]
    public async Task should_warn_once_when_a_notification_fails_as_nobody_is_told()
    {
        // Its recipient is in a domain of our own that nothing serves.
        Configure(Fax);
        var refused = new RefusedRecipient("nobody", "5.1.3", "550 5.1.3 x", DsnNotify.Unspecified, null);

        await EventFilter.Warning(start: ErrorCatalogue.NotificationUndeliverable.Code).ExpectOneAsync(Patience, async () =>
        {
            await SubmittedAsync(Start(), Message(1, "chris@contoso.com", refused));
            await EventuallyAsync(() => Assert.Equal(1, WrittenCount<RecipientsFailed>()));
        });
    }

    private async Task DeliverAsync(IActorRef partition, QueuedMessage message)
    {
        await SubmittedAsync(partition, message);
        partition.Tell(AllStaged(await StagingAsync()), TestActor);
        partition.Tell(AllPublished(await PublishingAsync()), TestActor);
        await EventuallyAsync(() => Assert.Contains(message.Id, Store.Released));
    }
}
