using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Membership;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>A partition on Hub01 whose connectors have Hub02 as a source server too, or Hub02 alone.</summary>
public sealed class PartitionSharingSpecs : PartitionWorld
{
    private static readonly ForeignConnector Both = Fax with { SourceTransportServers = ["Hub01", "Hub02"] };
    private static readonly ForeignConnector Remote = Fax with { SourceTransportServers = ["Hub02"] };
    private static readonly TransportError Full = ErrorCatalogue.DropDirectoryDiskFull.With("test");

    private readonly TestProbe _hub02;

    public PartitionSharingSpecs()
    {
        _hub02 = CreateTestProbe("hub02");
        Servers!.Place("Hub02", _hub02);
        Servers.Current = See("Hub01", "Hub02");
    }

    [Fact]
    public async Task should_prefer_its_own_server_and_use_another_when_it_is_no_source()
    {
        Configure(Both);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        await StagingAsync();

        Configure(Remote);
        await SubmittedAsync(partition, Message(2));

        Assert.Equal(Message(2).Id, Assert.Single((await StagingOn02Async()).Drops).Key.Message);
    }

    [Fact]
    public async Task should_use_the_other_server_at_once_when_one_cannot_write()
    {
        Configure(Both);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));

        partition.Tell(NothingStaged(await StagingAsync(), Full), TestActor);

        // No time has passed, and the queue has not deferred.
        var stage = await StagingOn02Async();
        Assert.Null((await LookAsync(partition)).LastError);
        partition.Tell(NothingStaged(stage, Full), TestActor);
        Assert.Equal(Full.ToString(), (await LookAsync(partition)).LastError);
        await ExpectNothingAsync();

        Advance(TimeSpan.FromSeconds(61));
        await StagingAsync();
    }

    [Fact]
    public async Task should_use_the_other_server_at_once_when_one_is_stopping()
    {
        Configure(Both);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));

        partition.Tell(new DeliveryReplies.Unavailable((await StagingAsync()).Attempt, ErrorCatalogue.ServerStopping.With("Hub01")), TestActor);

        await StagingOn02Async();
    }

    [Fact]
    public async Task should_stage_elsewhere_when_a_server_goes_while_it_stages()
    {
        Configure(Remote with { SourceTransportServers = ["Hub02", "Hub03"] });
        var hub03 = CreateTestProbe("hub03");
        Servers.Place("Hub03", hub03);
        Change(See("Hub01", "Hub02", "Hub03"));
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        var first = await StagingOn02Async();

        Change(Unreachable("Hub02", See("Hub01", "Hub02", "Hub03")));

        var second = await hub03.ExpectMsgAsync<DeliveryCommands.StageDrops>(Patience);
        Assert.Equal(first.Drops.Single().Key.Message, second.Drops.Single().Key.Message);
        Assert.NotEqual(first.Drops.Single().FileName, second.Drops.Single().FileName);

        // It was only slow. Nobody claims what it staged.
        partition.Tell(AllStaged(first), TestActor);
        await LookAsync(partition);
        Assert.Equal(0, WrittenCount<DropsStaged>());
        var unclaimed = await partition.Ask<CategorizerReplies.Unclaimed>(
            new CategorizerQueries.FindUnclaimed(0, [.. first.Drops.Concat(second.Drops).Select(drop => new StrayFile(drop.Key.Message, drop.FileName))]), Patience);
        Assert.Equal([first.Drops.Single().FileName], unclaimed.Drops.Select(stray => stray.FileName));
    }

    [Fact]
    public async Task should_wait_with_that_reason_and_go_on_at_once_when_there_is_a_server_again()
    {
        Servers.Current = See("Hub01");
        Configure(Remote);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        Assert.StartsWith(ErrorCatalogue.NoSourceServerReachable.With("fax").ToString(), (await LookAsync(partition)).LastError, StringComparison.Ordinal);

        Change(See("Hub01", "Hub02"));

        await StagingOn02Async();
        Assert.Null((await LookAsync(partition)).LastError);
    }

    [Fact]
    public async Task should_publish_through_another_server_when_the_one_that_staged_is_gone()
    {
        Configure(Remote);
        var partition = await WithStagedFileAsync();
        Assert.True((await PublishingOn02Async()).FirstTry);

        Change(Unreachable("Hub02", See("Hub01", "Hub02")));

        var publish = await PublishingAsync();
        Assert.Equal((Directory, "marker", false), (publish.Directory, publish.Marker, publish.FirstTry));
        partition.Tell(AllPublished(publish), TestActor);
        await EventuallyAsync(() => Assert.Equal([Message(1).Id], Store.Released));
        Assert.Equal(0, (await LookAsync(partition)).Messages);
    }

    [Fact]
    public async Task should_publish_through_another_server_when_the_partition_itself_was_on_the_one_that_is_gone()
    {
        Configure(Remote);
        var first = await WithStagedFileAsync();
        await PublishingOn02Async();
        await KillAsync(first);
        Change(See("Hub01"));

        var partition = Start();

        var publish = await PublishingAsync();
        Assert.False(publish.FirstTry);
        partition.Tell(AllPublished(publish), TestActor);
        await EventuallyAsync(() => Assert.Equal([Message(1).Id], Store.Released));
    }

    [Fact]
    public async Task should_wait_with_one_warning_and_ask_the_server_when_it_is_back()
    {
        var warnings = CreateTestProbe("warnings");
        Sys.EventStream.Subscribe(warnings, typeof(Warning));
        Configure(Remote);
        var partition = await WithStagedFileAsync();
        await PublishingOn02Async();
        Change(See("Hub01"));

        partition.Tell(Elsewhere(await PublishingAsync()), TestActor);

        var warning = (await warnings.ExpectMsgAsync<Warning>(Patience)).Message.ToString()!;
        Assert.Contains(ErrorCatalogue.DropOutcomeUnknown.Name, warning, StringComparison.Ordinal);
        Advance(TimeSpan.FromSeconds(61));
        partition.Tell(Elsewhere(await PublishingAsync()), TestActor);
        await LookAsync(partition);
        await ExpectNothingAsync();
        await warnings.ExpectNoMsgAsync(TimeSpan.Zero);

        Change(See("Hub01", "Hub02"));

        var publish = await PublishingOn02Async();
        Assert.False(publish.FirstTry);
        Assert.Equal(0, WrittenCount<DropsAbandoned>());
        partition.Tell(AllPublished(publish), TestActor);
        await EventuallyAsync(() => Assert.Equal([Message(1).Id], Store.Released));
    }

    [Fact]
    public async Task should_drop_again_and_say_so_when_the_server_is_gone_and_the_connector_wants_it()
    {
        Configure(Both with { PossibleDuplicateAction = PossibleDuplicateAction.DropAgain });
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(NothingStaged(await StagingAsync(), Full), TestActor);
        partition.Tell(AllStaged(await StagingOn02Async()), TestActor);
        var lost = await PublishingOn02Async();

        // Unreachable it may be at work; gone it is not.
        Change(Unreachable("Hub02", See("Hub01", "Hub02")));
        partition.Tell(Elsewhere(await PublishingAsync()), TestActor);
        await LookAsync(partition);
        Assert.Equal(0, WrittenCount<DropsAbandoned>());
        Change(See("Hub01"));
        partition.Tell(Elsewhere(await PublishingAsync()), TestActor);
        await AppliedAsync<DropsAbandoned>(partition);
        Advance(TimeSpan.FromSeconds(61));

        var again = Assert.Single((await StagingAsync()).Drops);
        Assert.True(again.PossibleDuplicate);
        Assert.Equal((Message(1).Id, 3), (again.Key.Message, again.Key.Ordinal));

        // It wakes up and answers. The message is decided by the second file.
        partition.Tell(AllPublished(lost), TestActor);
        Assert.Equal(1, (await LookAsync(partition)).Messages);
        Assert.Equal(0, WrittenCount<DropsPublished>());
    }

    [Fact]
    public async Task should_still_say_so_when_the_partition_starts_again()
    {
        Configure(Remote with { PossibleDuplicateAction = PossibleDuplicateAction.DropAgain });
        var partition = await WithStagedFileAsync();
        await PublishingOn02Async();
        Change(See("Hub01"));
        partition.Tell(Elsewhere(await PublishingAsync()), TestActor);
        await LookAsync(partition);

        // There is nobody to drop it again: the server that knows may be the first to come back.
        Assert.Equal(0, WrittenCount<DropsAbandoned>());
        Configure(Both with { PossibleDuplicateAction = PossibleDuplicateAction.DropAgain });
        Advance(TimeSpan.FromSeconds(61));
        partition.Tell(Elsewhere(await PublishingAsync()), TestActor);
        await AppliedAsync<DropsAbandoned>(partition);
        Assert.True(Assert.Single((await StagingAsync()).Drops).PossibleDuplicate);
        await SubmittedAsync(partition, Message(2));
        await StagingAsync();
        await KillAsync(partition);

        Start();

        var drops = (await StagingAsync()).Drops;
        Assert.Equal([(Message(1).Id, true), (Message(2).Id, false)], drops.Select(drop => (drop.Key.Message, drop.PossibleDuplicate)).Order());
    }

    [Fact]
    public async Task should_wait_when_the_server_is_gone_and_another_sees_the_files_but_cannot_publish_them()
    {
        Configure(Both with { PossibleDuplicateAction = PossibleDuplicateAction.DropAgain });
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(NothingStaged(await StagingAsync(), Full), TestActor);
        partition.Tell(AllStaged(await StagingOn02Async()), TestActor);
        await PublishingOn02Async();
        Change(See("Hub01"));
        var publish = await PublishingAsync();

        partition.Tell(new DeliveryReplies.Published(publish.Attempt, "Hub01", new PublishingResult([], [], Full)), TestActor);
        await LookAsync(partition);
        await ExpectNothingAsync();
        Assert.Equal(0, WrittenCount<DropsAbandoned>());

        Advance(TimeSpan.FromSeconds(61));
        partition.Tell(AllPublished(await PublishingAsync()), TestActor);
        await EventuallyAsync(() => Assert.Equal([Message(1).Id], Store.Released));
    }

    [Fact]
    public async Task should_give_another_server_up_sooner_than_its_own_when_neither_answers()
    {
        Configure(Both);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        await StagingAsync();
        Advance(TimeSpan.FromSeconds(299));
        await LookAsync(partition);
        await ExpectNothingAsync();

        Advance(TimeSpan.FromSeconds(2));
        await StagingOn02Async();
        Advance(TimeSpan.FromSeconds(30));
        await LookAsync(partition);
        await ExpectNothingAsync();
        Advance(TimeSpan.FromSeconds(32));

        await StagingAsync();
    }

    [Fact]
    public async Task should_ask_a_server_anew_when_it_was_restarted_before_anybody_missed_it()
    {
        Configure(Remote);
        Change(Run(1));
        await WithStagedFileAsync();
        Assert.True((await PublishingOn02Async()).FirstTry);

        Change(Run(2));

        Assert.False((await PublishingOn02Async()).FirstTry);

        static TransportServers Run(int number)
        {
            var servers = See("Hub01", "Hub02");
            return servers with { Runs = servers.Runs.Add("Hub02", number) };
        }
    }

    [Fact]
    public async Task should_stop_at_once_when_it_moves_with_nothing_under_way()
    {
        Configure(Both);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(NothingStaged(await StagingAsync(), Full), TestActor);
        partition.Tell(NothingStaged(await StagingOn02Async(), Full), TestActor);

        partition.Tell(CategorizerActor.StopPartition.Instance);

        await ExpectStoppedAsync(partition);
    }

    [Fact]
    public async Task should_see_through_what_is_under_way_and_begin_nothing_when_it_moves()
    {
        Configure(Both);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        var stage = await StagingAsync();
        partition.Tell(CategorizerActor.StopPartition.Instance);
        await SubmittedAsync(partition, Message(2));
        await ExpectNothingAsync();

        // Through the journal twice, with an answer in between.
        partition.Tell(AllStaged(stage), TestActor);
        var publish = await PublishingAsync();
        Advance(TimeSpan.FromMilliseconds(50));
        await LookAsync(partition);
        partition.Tell(AllPublished(publish), TestActor);
        await EventuallyAsync(() => Assert.Equal(1, WrittenCount<DropsPublished>()));
        Advance(TimeSpan.FromMilliseconds(50));

        await ExpectStoppedAsync(partition);
        await ExpectNothingAsync();
    }

    [Fact]
    public async Task should_move_without_an_answer_when_none_comes_in_time()
    {
        Configure(Both);
        var partition = await WithStagedFileAsync(Connectors);
        await PublishingAsync();
        partition.Tell(CategorizerActor.StopPartition.Instance);
        await LookAsync(partition);
        Advance(TimeSpan.FromMilliseconds(2_950));
        await LookAsync(partition);

        Advance(TimeSpan.FromMilliseconds(50));

        await ExpectStoppedAsync(partition);

        // As after a crash: what was staged is published, whatever became of the question.
        Start();
        Assert.False((await PublishingAsync()).FirstTry);
    }

    [Fact]
    public async Task should_journal_what_it_decided_before_it_moves()
    {
        Configure(Both);
        var partition = await WithStagedFileAsync(Connectors);
        var publish = await PublishingAsync();
        Journal.Holds = happened => happened is DropsPublished;
        partition.Tell(AllPublished(publish), TestActor);
        await EventuallyAsync(() => Assert.True(Journal.IsHolding));

        partition.Tell(CategorizerActor.StopPartition.Instance);
        Advance(TimeSpan.FromSeconds(5));
        await LookAsync(partition);
        Journal.Release();

        await ExpectStoppedAsync(partition);
        Assert.Equal(1, WrittenCount<DropsPublished>());
        await EventuallyAsync(() => Assert.Equal([Message(1).Id], Store.Released));
    }

    private static TransportServers See(params string[] names)
    {
        var set = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, names);
        return new TransportServers(set, set, set);
    }

    private static TransportServers Unreachable(string server, TransportServers servers) => servers with
    {
        Reachable = servers.Reachable.Remove(server), Accepting = servers.Accepting.Remove(server)
    };

    private static DeliveryReplies.Published Elsewhere(DeliveryCommands.PublishDrops command) =>
        new(command.Attempt, "Hub01", new PublishingResult([], [], null, IsElsewhere: true));

    private void Change(TransportServers servers)
    {
        Servers.Current = servers;
        Sys.EventStream.Publish(ServersChanged.Instance);
    }

    private async Task<IActorRef> WithStagedFileAsync(TestProbe? by = null)
    {
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(AllStaged(await (by ?? _hub02).ExpectMsgAsync<DeliveryCommands.StageDrops>(Patience)), TestActor);
        await AppliedAsync<DropsStaged>(partition);
        return partition;
    }

    private async Task<DeliveryCommands.StageDrops> StagingOn02Async() => await _hub02.ExpectMsgAsync<DeliveryCommands.StageDrops>(Patience);

    private async Task<DeliveryCommands.PublishDrops> PublishingOn02Async() => await _hub02.ExpectMsgAsync<DeliveryCommands.PublishDrops>(Patience);

    /// <summary>Nobody was asked for anything. Only after something that the partition has answered.</summary>
    private async Task ExpectNothingAsync()
    {
        await Connectors.ExpectNoMsgAsync(TimeSpan.Zero);
        await _hub02.ExpectNoMsgAsync(TimeSpan.Zero);
    }
}
