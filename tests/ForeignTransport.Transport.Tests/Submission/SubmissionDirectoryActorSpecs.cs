using Akka.Event;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Submission;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

public sealed class SubmissionDirectoryActorSpecs : DirectoryWorld
{
    private readonly FakeCategorizer _world = new();

    private string[] Subjects => [.. _world.Accepted.Select(message => message.Subject)];

    [Fact]
    public async Task should_take_a_file_at_once_when_the_file_system_tells_of_it()
    {
        Configure();
        var directory = Start(Sys.ActorOf(_world.Props()));
        Assert.Equal(PickupPath, await OpenedAsync(directory));

        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());

        await EventuallyAsync(() => Assert.Equal(1, _world.AcceptedCount));
        await EventuallyAsync(() => Assert.Empty(FilesIn(PickupPath)));
        await EventuallyAsync(() => Assert.True(_world.IsForgotten(_world.Accepted.Single().Id)));
    }

    [Fact]
    public async Task should_find_files_at_the_next_poll_when_nothing_tells_of_them()
    {
        Configure();
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        await OpenedAsync(directory);
        await EventuallyAsync(() => Assert.Equal(PartitionCount, _world.Received<CategorizerCommands.ResolveClaims>().Count()));

        DropUnnoticed(PickupPath, "a.eml", IntakeDirectory.Pickup());

        await EventuallyAsync(() => Assert.Equal(1, _world.AcceptedCount));
    }

    [Fact]
    public async Task should_take_only_message_files_and_the_oldest_first_when_it_starts()
    {
        Configure();
        Directory.CreateDirectory(PickupPath);
        foreach (var (name, age) in new[] { ("new.eml", 1), ("old.EML", 3), ("middle.eml", 2), ("a.txt", 9), (".hidden.eml", 9), ("b.tmp", 9) })
        {
            var path = Path.Combine(PickupPath, name);
            FinishedFile.Write(path, $"From: bob@contoso.com\r\nTo: mary@fabrikam.com\r\nSubject: {name}\r\n\r\n");
            File.SetLastWriteTimeUtc(path, IntakeDirectory.Start.AddHours(-age).UtcDateTime);
        }

        Start(Sys.ActorOf(_world.Props()));

        // P15, P16
        await EventuallyAsync(() => Assert.Equal(["old.EML", "middle.eml", "new.eml"], Subjects));
        await EventuallyAsync(() => Assert.Equal([".hidden.eml", "a.txt", "b.tmp"], FilesIn(PickupPath)));
    }

    [Fact]
    public async Task should_look_after_nothing_when_the_path_is_disabled()
    {
        Configure(service => service with { PickupDirectoryPath = DirectorySetting.Disabled });
        var directory = Start(Sys.ActorOf(_world.Props()));

        Assert.Null(await OpenedAsync(directory));
        Assert.False(Directory.Exists(PickupPath));
    }

    [Fact]
    public async Task should_wait_for_a_configuration_when_none_has_arrived()
    {
        var directory = Start(Sys.ActorOf(_world.Props()));
        var opened = OpenedAsync(directory);
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());
        Assert.False(opened.IsCompleted);

        Configure();

        Assert.Equal(PickupPath, await opened);
        await EventuallyAsync(() => Assert.Equal(1, _world.AcceptedCount));
    }

    [Fact]
    public async Task should_leave_old_files_where_they_are_when_the_path_changes()
    {
        var other = Path.Combine(Data, "other");
        Configure(service => service with { PickupDirectoryMaxMessagesPerMinute = 1 });
        foreach (var name in (string[])["1.eml", "2.eml", "3.eml"])
        {
            Drop(PickupPath, name, IntakeDirectory.Pickup());
        }

        var directory = Start(Sys.ActorOf(_world.Props()));
        await EventuallyAsync(() => Assert.Equal(["2.eml", "3.eml"], FilesIn(PickupPath)));

        Configure(service => service with { PickupDirectoryPath = DirectorySetting.At(other), PickupDirectoryMaxMessagesPerMinute = null });
        Assert.Equal(other, await OpenedAsync(directory));
        Drop(other, "4.eml", IntakeDirectory.Pickup());

        await EventuallyAsync(() => Assert.Equal(2, _world.AcceptedCount));
        await EventuallyAsync(() => Assert.Empty(FilesIn(other)));
        Assert.Equal(["2.eml", "3.eml"], FilesIn(PickupPath));

        Configure();
        await EventuallyAsync(() => Assert.Equal(4, _world.AcceptedCount));
    }

    [Theory]
    [InlineData("pickup")]
    [InlineData("pickup/inner")]
    [InlineData("link")]
    [InlineData("parent/pickup")]
    public async Task should_stay_away_from_pickup_when_replay_is_the_same_place_by_whatever_name(string replay)
    {
        Directory.CreateDirectory(PickupPath);
        Directory.CreateSymbolicLink(Path.Combine(Data, "link"), PickupPath);
        Directory.CreateSymbolicLink(Path.Combine(Data, "parent"), Data);
        Configure(service => service with { ReplayDirectoryPath = DirectorySetting.At(Path.Combine(Data, replay)) });

        var directory = Start(Sys.ActorOf(_world.Props()), SubmissionKind.Replay);
        Assert.Null(await OpenedAsync(directory));
        Configure(service => service with { ReplayDirectoryPath = DirectorySetting.At(Path.Combine(Data, replay)), PickupDirectoryMaxMessagesPerMinute = 7 });
        Assert.Null(await OpenedAsync(directory));
        Assert.Single(Logged(ErrorCatalogue.SubmissionDirectoriesOverlap.Code));

        Configure();
        Assert.Equal(ReplayPath, await OpenedAsync(directory));
    }

    [Fact]
    public async Task should_go_on_when_links_lead_in_a_circle()
    {
        Directory.CreateSymbolicLink(Path.Combine(Data, "one"), Path.Combine(Data, "two", "x"));
        Directory.CreateSymbolicLink(Path.Combine(Data, "two"), Path.Combine(Data, "one"));
        Configure(service => service with { ReplayDirectoryPath = DirectorySetting.At(Path.Combine(Data, "one", "replay")) });

        Assert.Null(await OpenedAsync(Start(Sys.ActorOf(_world.Props()), SubmissionKind.Replay)));
        Assert.Single(Logged(ErrorCatalogue.SubmissionDirectoryUnavailable.Code));
    }

    [Fact]
    public async Task should_go_on_and_warn_once_when_the_directory_is_removed_and_cannot_be_made_for_a_while()
    {
        Configure();
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        await OpenedAsync(directory);
        await EventuallyAsync(() =>
        {
            // The server may make it again in between.
            if (Directory.Exists(PickupPath))
            {
                Directory.Delete(PickupPath);
            }

            File.WriteAllText(PickupPath, "in the way");
        });
        await EventuallyAsync(() => Assert.NotEmpty(Logged(ErrorCatalogue.SubmissionDirectoryUnavailable.Code)));

        // A directory that came and went before was another reason to warn.
        await PollsAsync(directory, 2);
        Logged(ErrorCatalogue.SubmissionDirectoryUnavailable.Code);
        await PollsAsync(directory, 5);
        Assert.Empty(Logged(ErrorCatalogue.SubmissionDirectoryUnavailable.Code));

        File.Delete(PickupPath);
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());

        await EventuallyAsync(() => Assert.Equal(1, _world.AcceptedCount));
    }

    [Fact]
    public async Task should_warn_once_of_each_file_when_files_cannot_be_taken()
    {
        Configure();
        Directory.CreateDirectory(PickupPath);
        using (var file = File.Create(Path.Combine(PickupPath, "huge.eml")))
        {
            file.SetLength(200L << 20);
        }

        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        await EventuallyAsync(() => Assert.Single(Logged(ErrorCatalogue.SubmissionFileTooLarge.Code)));
        foreach (var _ in Enumerable.Range(0, 5))
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            await PollsAsync(directory, 1);
        }

        Assert.Empty(Logged(ErrorCatalogue.SubmissionFileTooLarge.Code));
        Assert.Equal(["huge.eml"], FilesIn(PickupPath));
    }

    [Fact]
    public async Task should_stall_with_one_warning_and_go_on_by_itself_when_the_store_fails_and_recovers()
    {
        Configure();
        Store.Outage = ErrorCatalogue.MessageStoreFull.With("test");
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.True(Store.Appends >= 1));
        Drop(PickupPath, "b.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.True(Store.Appends >= 5));

        Assert.Single(Logged(ErrorCatalogue.MessageStoreFull.Code));
        Assert.Equal(2, FilesIn(PickupPath).Length);
        Assert.Equal(0, _world.AcceptedCount);

        Store.Outage = null;
        await EventuallyAsync(() => Assert.Equal(2, _world.AcceptedCount));
        await EventuallyAsync(() => Assert.Empty(FilesIn(PickupPath)));

        // A new outage is a new change of state.
        Store.Outage = ErrorCatalogue.MessageStoreFull.With("test");
        Drop(PickupPath, "c.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.Single(Logged(ErrorCatalogue.MessageStoreFull.Code)));
        Store.Outage = null;
        await EventuallyAsync(() => Assert.Equal(3, _world.AcceptedCount));
    }

    [Fact]
    public async Task should_log_badmail_and_go_on_when_a_file_is_bad()
    {
        Configure();
        Start(Sys.ActorOf(_world.Props()));
        Drop(PickupPath, "a.eml", "no header at all");
        Drop(PickupPath, "b.eml", IntakeDirectory.Pickup());

        await EventuallyAsync(() => Assert.Equal(1, _world.AcceptedCount));
        await EventuallyAsync(() => Assert.Equal(["a.bad", "a.bad.reason"], FilesIn(PickupPath)));
        var line = Assert.IsType<Error>(await LogProbe.ExpectMsgAsync<Error>(Patience));
        Assert.Contains("a became badmail", line.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_see_through_what_it_claimed_and_leave_the_rest_when_the_server_stops()
    {
        Configure();
        var categorizer = CreateTestProbe();
        var directory = Start(categorizer, poll: Often);
        await OpenedAsync(directory);
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());
        var submit = (CategorizerCommands.Submit)await categorizer.FishForMessageAsync(message => message is CategorizerCommands.Submit, Patience);

        directory.Tell(SubmissionDirectoryActor.Drain.Instance, TestActor);
        Drop(PickupPath, "late.eml", IntakeDirectory.Pickup());
        await OpenedAsync(directory);
        await ExpectNoMsgAsync(5 * Often);
        Assert.Equal(2, FilesIn(PickupPath).Length);
        directory.Tell(new CategorizerReplies.Submitted(submit.Partition, [.. submit.Messages.Select(message => message.Id)]), categorizer);

        await ExpectMsgAsync<SubmissionDirectoryActor.Drained>(Patience);
        Assert.Equal(["late.eml"], FilesIn(PickupPath));
        Assert.Single((await categorizer.ExpectMsgAsync<CategorizerCommands.ForgetClaims>(Patience)).Ids);
    }

    [Fact]
    public async Task should_answer_whoever_asks_when_nothing_is_under_way_and_the_server_stops()
    {
        Configure();
        var directory = Start(Sys.ActorOf(_world.Props()), poll: Often);
        await OpenedAsync(directory);

        directory.Tell(SubmissionDirectoryActor.Drain.Instance, TestActor);
        directory.Tell(SubmissionDirectoryActor.Drain.Instance, TestActor);

        await ExpectMsgAsync<SubmissionDirectoryActor.Drained>(Patience);
        await ExpectMsgAsync<SubmissionDirectoryActor.Drained>(Patience);
        // Once each, whatever comes after.
        await OpenedAsync(directory);
        await ExpectNoMsgAsync(3 * Often);
    }

    [Fact]
    public async Task should_submit_every_file_with_a_bounded_list_when_very_many_wait()
    {
        // FT_SPECS_MANY_FILES=100000 for the size of a bad morning, which takes more than one scan, and a minute.
        var count = int.TryParse(Environment.GetEnvironmentVariable("FT_SPECS_MANY_FILES"), out var many) ? many : 2_000;
        Configure();
        Directory.CreateDirectory(PickupPath);
        var text = IntakeDirectory.Pickup();
        for (var number = 0; number < count; number++)
        {
            File.WriteAllText(Path.Combine(PickupPath, $"{number}.eml"), text);
        }

        Start(Sys.ActorOf(_world.Props()));

        await AwaitAssertAsync(() => Assert.Equal(count, _world.AcceptedCount), TimeSpan.FromSeconds(120), TimeSpan.FromMilliseconds(20));
        await EventuallyAsync(() => Assert.Empty(FilesIn(PickupPath)));
        Assert.Equal(count, _world.Accepted.Select(message => message.Id).Distinct().Count());
    }

    /// <summary>Waits until the directory was certainly polled some times: each answer is behind the poll that came before it.</summary>
    private async Task PollsAsync(Akka.Actor.IActorRef directory, int times)
    {
        for (var poll = 0; poll < times; poll++)
        {
            await Task.Delay(Often * 2);
            await OpenedAsync(directory);
        }
    }
}
