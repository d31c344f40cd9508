using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>Who publishes staged files when source servers come, go and answer late. The partition is on Hub01; Hub02 wrote the files.</summary>
public class SharingSpecs
{
    private static readonly DateTimeOffset Now = QueuedMessages.Now;
    private static readonly TransportError Full = ErrorCatalogue.DropDirectoryDiskFull.With("/drop");
    private static readonly PublishingResult Elsewhere = new([], [], null, IsElsewhere: true);
    private static readonly PublishingResult Deferred = new([], [], Full);
    private static readonly TransportServers All = Servers("Hub01", "Hub02", "Hub03");

    private readonly CategorizerPartition _partition = new(new CategorizerState());

    [Fact]
    public void should_ask_the_writer_first_and_the_others_the_nearest_first_when_they_can_all_be_asked()
    {
        var attempt = Staged();

        Assert.Equal(new PublicationStep.Ask("Hub02", FirstTry: true), Next(attempt, All));
        Answer(attempt, "Hub02", Deferred);
        Assert.Equal(new PublicationStep.Ask("Hub01", FirstTry: false), Next(attempt, All));
        Answer(attempt, "Hub01", Deferred);
        Assert.Equal(new PublicationStep.Ask("Hub03", FirstTry: false), Next(attempt, All));
        Answer(attempt, "Hub03", Deferred);
        Assert.Equal(new PublicationStep.Wait(IsNew: true), Next(attempt, All));
    }

    [Fact]
    public void should_ask_the_writer_while_it_leaves_and_nobody_else_who_leaves()
    {
        var attempt = Staged();
        var leaving = All with { Accepting = All.Accepting.Remove("Hub02").Remove("Hub03") };

        Assert.Equal(new PublicationStep.Ask("Hub02", FirstTry: true), Next(attempt, leaving));
        Answer(attempt, "Hub02", Deferred);
        Assert.Equal(new PublicationStep.Ask("Hub01", FirstTry: false), Next(attempt, leaving));
        Answer(attempt, "Hub01", Deferred);
        Assert.IsType<PublicationStep.Wait>(Next(attempt, leaving));
    }

    [Fact]
    public void should_end_when_another_server_publishes_what_the_writer_could_not()
    {
        var attempt = Staged();
        Ask(attempt, All, "Hub02", Deferred);
        Assert.IsType<PublicationStep.Ask>(Next(attempt, All));

        var (published, abandoned, _) = Answer(attempt, "Hub01", new PublishingResult([Key(attempt)], [], null));

        Assert.NotNull(published);
        Assert.Null(abandoned);
        Assert.Empty(_partition.Attempts.UnderWay);
    }

    /// <summary>What the servers said before nobody is left to ask, and whether the writer is a member then.</summary>
    public static TheoryData<string, bool, PossibleDuplicateAction, string, string, bool> Fates()
    {
        var fates = new TheoryData<string, bool, PossibleDuplicateAction, string, string, bool>();
        foreach (var (marker, isMember, hub01, hub03, isAbandoned) in new[]
        {
            // The writer is unreachable and a member: it may be at work.
            ("marker", true, "elsewhere", "elsewhere", false),
            ("", true, "", "", false),

            // It is gone, and nobody sees what it wrote.
            ("marker", false, "elsewhere", "elsewhere", true),

            // Of files without a marker (release 0.1) nobody else could tell.
            ("", false, "", "", true),

            // It is gone, and another sees the files, or may see them, or cannot be asked.
            ("marker", false, "deferred", "elsewhere", false),
            ("marker", false, "elsewhere", "deferred", false),
            ("marker", false, "silent", "elsewhere", false),
            ("marker", false, "elsewhere", "unreachable", false),
            ("marker", false, "leaving", "elsewhere", false)
        })
        {
            fates.Add(marker, isMember, PossibleDuplicateAction.DropAgain, hub01, hub03, isAbandoned);
            fates.Add(marker, isMember, PossibleDuplicateAction.Wait, hub01, hub03, false);
        }

        return fates;
    }

    [Theory]
    [MemberData(nameof(Fates))]
    public void should_drop_again_only_when_the_writer_is_gone_and_nobody_sees_the_files(
        string marker, bool isMember, PossibleDuplicateAction action, string hub01, string hub03, bool isAbandoned)
    {
        var attempt = Staged(marker);
        var servers = All with
        {
            Members = isMember ? All.Members : All.Members.Remove("Hub02"),
            Reachable = All.Reachable.Remove("Hub02"),
            Accepting = All.Accepting.Remove("Hub02")
        };
        foreach (var (server, says) in new[] { ("Hub01", hub01), ("Hub03", hub03) })
        {
            if (says is "unreachable" or "leaving")
            {
                servers = servers with { Accepting = servers.Accepting.Remove(server) };
            }
            else if (says.Length > 0)
            {
                Assert.Equal(server, Assert.IsType<PublicationStep.Ask>(Next(attempt, servers, action)).Server);
                if (says == "silent")
                {
                    _partition.Attempts.Interrupted(attempt, ErrorCatalogue.ConnectorDoesNotAnswer.With(server), Now);
                }
                else
                {
                    Answer(attempt, server, says == "elsewhere" ? Elsewhere : Deferred);
                }
            }
        }

        var step = Next(attempt, servers, action);

        if (isAbandoned)
        {
            var drop = Assert.Single(Assert.IsType<PublicationStep.Abandon>(step).Event.Drops);
            Assert.Equal((attempt.Drops[0].Message, 1, true), (drop.Message, drop.Ordinal, drop.PossiblyDelivered));
            Assert.Empty(_partition.Attempts.UnderWay);
        }
        else
        {
            Assert.Equal(new PublicationStep.Wait(IsNew: true), step);
            Assert.Same(attempt, Assert.Single(_partition.Attempts.UnderWay));
        }
    }

    [Theory]
    [InlineData(PossibleDuplicateAction.Wait, false)]
    [InlineData(PossibleDuplicateAction.DropAgain, true)]
    public void should_follow_the_policy_when_the_writer_itself_has_not_got_the_files_any_more(PossibleDuplicateAction action, bool isAbandoned)
    {
        var attempt = Staged();
        foreach (var server in new[] { "Hub02", "Hub01", "Hub03" })
        {
            Ask(attempt, All, server, Elsewhere);
        }

        var step = Next(attempt, All, action);

        Assert.Equal(isAbandoned, step is PublicationStep.Abandon);
        Assert.Equal(isAbandoned ? null : ErrorCatalogue.DropOutcomeUnknown, attempt.Retry?.LastError.Entry);
    }

    [Fact]
    public void should_not_drop_again_when_the_writer_is_only_hindered()
    {
        var attempt = Staged();
        Ask(attempt, All, "Hub02", Deferred);
        Ask(attempt, All, "Hub01", Elsewhere);
        Ask(attempt, All, "Hub03", Elsewhere);

        Assert.IsType<PublicationStep.Wait>(Next(attempt, All, PossibleDuplicateAction.DropAgain));

        Assert.Equal(Full, attempt.Retry!.LastError);
    }

    [Fact]
    public void should_say_that_nobody_can_tell_when_the_writer_is_gone_and_its_last_words_were_others()
    {
        var attempt = Staged();
        Ask(attempt, All, "Hub02", Deferred);
        var without = Servers("Hub01");
        Ask(attempt, without, "Hub01", Elsewhere);

        Next(attempt, without);

        Assert.Equal(ErrorCatalogue.DropOutcomeUnknown, attempt.Retry!.LastError.Entry);
    }

    [Fact]
    public void should_climb_the_ladder_and_tell_it_once_when_nobody_can_publish_for_long()
    {
        var attempt = Staged();
        var alone = Servers("Hub01");
        Ask(attempt, alone, "Hub01", Elsewhere);
        Assert.Equal(new PublicationStep.Wait(IsNew: true), Next(attempt, alone));

        Assert.False(DeliveryAttempts.IsRetryDue(attempt, Now.AddMinutes(1).AddTicks(-1)));
        Assert.True(DeliveryAttempts.IsRetryDue(attempt, Now.AddMinutes(1)));
        Ask(attempt, alone, "Hub01", Elsewhere);

        Assert.Equal(new PublicationStep.Wait(IsNew: false), Next(attempt, alone));
        Assert.Equal(2, attempt.Retry!.Failures);
    }

    [Fact]
    public void should_not_be_due_for_a_retry_when_somebody_is_at_work()
    {
        var attempt = Staged();
        Ask(attempt, Servers("Hub01"), "Hub01", Elsewhere);
        Next(attempt, Servers("Hub01"));
        Assert.True(DeliveryAttempts.IsRetryDue(attempt, Now.AddHours(1)));

        Assert.IsType<PublicationStep.Ask>(Next(attempt, All));

        Assert.False(DeliveryAttempts.IsRetryDue(attempt, Now.AddHours(2)));
    }

    [Fact]
    public void should_not_stage_anew_what_a_given_up_server_misses_when_another_was_asked_since()
    {
        // Hub02 was paused with the command in hand. Hub01 is renaming the file this moment; what Hub02 finds missing is what Hub01 took.
        var attempt = Staged();
        Assert.Equal(new PublicationStep.Ask("Hub02", FirstTry: true), Next(attempt, All));
        Assert.Same(attempt, Assert.Single(_partition.ServersChanged(All, All with { Reachable = All.Reachable.Remove("Hub02") }, Now)));
        Assert.Equal("Hub01", Assert.IsType<PublicationStep.Ask>(Next(attempt, Servers("Hub01", "Hub03"))).Server);

        var (published, abandoned, _) = Answer(attempt, "Hub02", new PublishingResult([], [Key(attempt)], null));

        Assert.Null(published);
        Assert.Null(abandoned);
        Assert.True(attempt.AwaitsAnswer);
        Assert.NotNull(Answer(attempt, "Hub01", new PublishingResult([Key(attempt)], [], null)).Published);
        Assert.Empty(_partition.Attempts.UnderWay);
    }

    [Fact]
    public void should_stage_anew_what_the_writer_misses_when_the_others_do_not_even_see_the_directory()
    {
        var attempt = Staged();
        Next(attempt, All);
        var without = Servers("Hub01");
        _partition.ServersChanged(All, without, Now);
        Ask(attempt, without, "Hub01", Elsewhere);

        var (_, abandoned, _) = Answer(attempt, "Hub02", new PublishingResult([], [Key(attempt)], null));

        Assert.False(Assert.Single(abandoned!.Drops).PossiblyDelivered);
        Assert.Empty(_partition.Attempts.UnderWay);
    }

    [Fact]
    public void should_count_what_a_given_up_server_published_and_leave_the_rest_to_the_one_at_work()
    {
        var attempt = Staged(messages: 2);
        Next(attempt, All);
        _partition.Attempts.Interrupted(attempt, ErrorCatalogue.ConnectorDoesNotAnswer.With("Hub02"), Now);
        Assert.Equal("Hub01", Assert.IsType<PublicationStep.Ask>(Next(attempt, All)).Server);

        var first = Key(attempt);
        var (published, _, _) = Answer(attempt, "Hub02", new PublishingResult([first], [], Full));

        Assert.Equal(first.Message, Assert.Single(published!.Drops).Message);
        Assert.True(attempt.AwaitsAnswer);

        // Hub01 was asked for both, and finds what is done already missing, that is published.
        (published, _, _) = Answer(attempt, "Hub01", new PublishingResult([first, Key(attempt)], [], null));
        Assert.NotEqual(first.Message, Assert.Single(published!.Drops).Message);
        Assert.Empty(_partition.Attempts.UnderWay);
    }

    [Fact]
    public void should_give_messages_back_and_forget_the_attempt_when_a_server_goes_while_it_stages()
    {
        var queue = Enqueue(1);
        var attempt = _partition.Attempts.Start(queue, "Hub02", oneRecipientPerFile: false, Now);

        Assert.Empty(_partition.ServersChanged(All, Servers("Hub01", "Hub03"), Now));

        Assert.Null(_partition.Attempts.Find(attempt.Number));
        Assert.Equal((1, 0), (queue.WaitingCount, queue.AttemptsInFlight));
        Assert.Null(queue.Retry);
        Assert.Equal("Hub01", queue.Choose(["Hub01", "Hub03"], Now, maxAttempts: 2));
    }

    [Fact]
    public void should_take_staging_and_publishing_up_anew_when_a_server_was_restarted_and_never_missed()
    {
        var publishing = Staged();
        Next(publishing, Run(1));
        var staging = _partition.Attempts.Start(Enqueue(1, first: 7), "Hub02", oneRecipientPerFile: false, Now);

        Assert.Same(publishing, Assert.Single(_partition.ServersChanged(Run(1), Run(2), Now)));

        Assert.False(publishing.AwaitsAnswer);
        Assert.Equal(new PublicationStep.Ask("Hub02", FirstTry: false), Next(publishing, Run(2)));
        Assert.Null(_partition.Attempts.Find(staging.Number));

        static TransportServers Run(int number) => All with { Runs = All.Runs.Add("Hub02", number) };
    }

    [Fact]
    public void should_change_nothing_under_way_when_other_servers_come_and_go()
    {
        var publishing = Staged();
        Next(publishing, All);
        var staging = _partition.Attempts.Start(Enqueue(1, first: 7), "Hub02", oneRecipientPerFile: false, Now);

        Assert.Empty(_partition.ServersChanged(All, Servers("Hub01", "Hub02"), Now));

        Assert.True(publishing.AwaitsAnswer);
        Assert.NotNull(_partition.Attempts.Find(staging.Number));
    }

    [Fact]
    public void should_ask_at_once_when_a_server_comes_while_files_wait()
    {
        var attempt = Staged();
        var alone = Servers("Hub01");
        Ask(attempt, alone, "Hub01", Elsewhere);
        Next(attempt, alone);

        Assert.Same(attempt, Assert.Single(_partition.ServersChanged(alone, All, Now)));
        Assert.Equal(new PublicationStep.Ask("Hub02", FirstTry: false), Next(attempt, All));
    }

    [Fact]
    public void should_not_publish_what_is_not_journaled_when_servers_come_and_go()
    {
        var attempt = _partition.Attempts.Start(Enqueue(1), "Hub02", oneRecipientPerFile: false, Now);
        _partition.Attempts.Staged(attempt, new StagingResult("/drop", "marker", [Key(attempt)], [], null), Now);

        // The writer is gone before DropsStaged is in the journal.
        Assert.Empty(_partition.ServersChanged(All, Servers("Hub01"), Now));
        Assert.False(DeliveryAttempts.IsRetryDue(attempt, Now.AddDays(1)));
        Assert.Null(_partition.Scan(Now.AddDays(9)));
        Assert.Same(attempt, _partition.Attempts.Find(attempt.Number));
    }

    [Fact]
    public void should_say_that_nobody_knows_when_files_of_a_lost_server_wait_until_their_message_expires()
    {
        var attempt = Staged(messages: 2);
        var alone = Servers("Hub01");
        Ask(attempt, alone, "Hub01", Elsewhere);
        Next(attempt, alone);
        Assert.Null(_partition.Scan(Now.AddDays(2).AddTicks(-1)));

        var failed = _partition.Scan(Now.AddDays(2));

        Assert.Equal(2, failed!.Recipients.Length);
        Assert.All(failed.Recipients, recipient => Assert.Equal(StandardResponses.QueueExpiredInDoubt.ToString(), recipient.Diagnostic));
        Assert.Empty(_partition.Attempts.UnderWay);
        _partition.Apply(failed);
        Assert.All(_partition.State.Messages.Values, entry => Assert.Empty(entry.Staged));

        // The writer comes back and answers: too late.
        Assert.Null(_partition.Scan(Now.AddDays(3)));
    }

    [Fact]
    public void should_fail_nobody_when_a_server_is_at_work_on_an_expired_message()
    {
        var attempt = Staged();
        Next(attempt, All);

        Assert.Null(_partition.Scan(Now.AddDays(3)));
        Assert.NotNull(Answer(attempt, "Hub02", new PublishingResult([Key(attempt)], [], null)).Published);
    }

    [Fact]
    public void should_flag_every_later_drop_when_an_earlier_one_was_given_up()
    {
        var attempt = Staged(marker: "");
        var step = Assert.IsType<PublicationStep.Abandon>(Next(attempt, Servers("Hub01"), PossibleDuplicateAction.DropAgain));

        _partition.Apply(step.Event);

        var entry = Assert.Single(_partition.State.Messages.Values);
        Assert.True(entry.Recipients[0].PossiblyDelivered);
        Assert.Equal(RecipientOutcome.Pending, entry.Recipients[0].Outcome);
        Assert.Null(_partition.Route([CategorizerPartition.PendingItem(entry)!], SimulatedRouting.AllPlain.Find, Now));
        var again = _partition.Attempts.Start(Assert.Single(_partition.Queues.Delivery), "Hub01", oneRecipientPerFile: false, Now);
        Assert.Equal(2, Assert.Single(again.Drops).Ordinal);
    }

    [Fact]
    public void should_let_the_writer_go_on_at_its_own_pace_when_another_publishes_for_it()
    {
        var attempt = Staged();
        var queue = Assert.Single(_partition.Queues.Delivery);
        queue.Failed("Hub02", Now, Now, Full, new RetryIntervals());
        Ask(attempt, All, "Hub02", Deferred);
        Next(attempt, All);

        Answer(attempt, "Hub01", new PublishingResult([Key(attempt)], [], null));

        Assert.NotNull(queue.Retry);
    }

    private static TransportServers Servers(params string[] names)
    {
        var set = System.Collections.Immutable.ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, names);
        return new TransportServers(set, set, set);
    }

    private static DropKey Key(DeliveryAttempt attempt) => new(attempt.Drops[0].Message, attempt.Drops[0].Ordinal);

    private PublicationStep Next(
        DeliveryAttempt attempt, TransportServers servers, PossibleDuplicateAction action = PossibleDuplicateAction.Wait) =>
        _partition.Attempts.NextPublication(attempt, servers, "Hub01", action, Now);

    private void Ask(DeliveryAttempt attempt, TransportServers servers, string server, PublishingResult answer)
    {
        Assert.Equal(server, Assert.IsType<PublicationStep.Ask>(Next(attempt, servers)).Server);
        Answer(attempt, server, answer);
    }

    private (DropsPublished? Published, DropsAbandoned? Abandoned, RecipientsFailed? Expired) Answer(DeliveryAttempt attempt, string server, PublishingResult result) =>
        _partition.Attempts.Published(attempt, server, result, relayDsnRequired: false, Now);

    private DeliveryQueue Enqueue(int messages, int first = 1)
    {
        var accepted = Enumerable.Range(first, messages).Select(number => QueuedMessages.To(number, "r0@contoso.com")).ToArray();
        _partition.Apply(new MessagesAccepted([.. accepted]));
        var items = accepted.Select(message => CategorizerPartition.PendingItem(_partition.State.Messages[message.Id])!);
        Assert.Null(_partition.Route(items, SimulatedRouting.AllPlain.Find, Now));
        return Assert.Single(_partition.Queues.Delivery);
    }

    private DeliveryAttempt Staged(string marker = "marker", int messages = 1)
    {
        var attempt = _partition.Attempts.Start(Enqueue(messages), "Hub02", oneRecipientPerFile: false, Now);
        var keys = attempt.Drops.Select(drop => new DropKey(drop.Message, drop.Ordinal));
        _partition.Apply(_partition.Attempts.Staged(attempt, new StagingResult("/drop", marker, [.. keys], [], null), Now).Staged!);
        return attempt;
    }
}
