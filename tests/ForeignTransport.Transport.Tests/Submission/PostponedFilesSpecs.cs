using System.Diagnostics;
using Akka.TestKit;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>Files that cannot be taken: those behind them are found all the same, and they cost little. Every timer in virtual time.</summary>
public sealed class PostponedFilesSpecs()
    : DirectoryWorld("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
{
    private const int ListingLimit = 4;

    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private readonly FakeCategorizer _world = new();

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    public async Task should_find_newer_files_when_the_oldest_fill_the_listing_and_cannot_be_taken(int unreadable)
    {
        Configure();
        MakePipes(unreadable);
        for (var number = 0; number < 7; number++)
        {
            Drop(PickupPath, $"good{number}.eml", IntakeDirectory.Pickup());
        }

        Start(Sys.ActorOf(_world.Props()), listingLimit: ListingLimit);

        await EventuallyAsync(() => Assert.Equal(7, _world.AcceptedCount));
        await EventuallyAsync(() => Assert.Equal(unreadable, FilesIn(PickupPath).Length));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(100)] // more than are remembered
    public async Task should_be_quiet_until_the_next_poll_when_nothing_can_be_taken(int unreadable)
    {
        Configure();
        MakePipes(unreadable);
        using var opens = new OpenCounter(PickupPath);
        var directory = Start(Sys.ActorOf(_world.Props()), listingLimit: ListingLimit, poll: PollInterval);
        var remembered = Math.Min(unreadable, 16 * ListingLimit);
        await QuietAsync(directory, opens, remembered);
        Assert.InRange(opens.Listings, 1, 3 + (unreadable / 2));

        for (var attempt = 1; ; attempt++)
        {
            var before = opens.Listings;
            for (var second = 1; second < PollInterval.TotalSeconds; second++)
            {
                Advance(TimeSpan.FromSeconds(1));
                await QuietAsync(directory, opens);
            }

            if (opens.Listings == before)
            {
                return;
            }

            // Perhaps it only paused before: on a busy machine the last listing may be late.
            Assert.True(attempt < 10, "listed between polls");
            var opened = opens.Files.Values.Sum();
            Advance(TimeSpan.FromSeconds(1));
            await QuietAsync(directory, opens, opened + remembered);
        }
    }

    [Fact]
    public async Task should_open_each_file_once_a_poll_and_complain_once_when_a_thousand_stay_unreadable()
    {
        const int files = 1000;
        const int polls = 4;
        Configure();
        MakePipes(files);
        using var opens = new OpenCounter(PickupPath);
        var directory = Start(Sys.ActorOf(_world.Props()), poll: PollInterval);
        await QuietAsync(directory, opens, files);
        Assert.Equal(files, opens.Files.Count);
        Assert.All(opens.Files.Values, count => Assert.Equal(1, count));
        var listings = opens.Listings;

        for (var poll = 1; poll <= polls; poll++)
        {
            Advance(PollInterval / 2);
            await QuietAsync(directory, opens, files * poll);
            Advance(PollInterval / 2);
            await QuietAsync(directory, opens, files * (poll + 1));
            Assert.All(opens.Files.Values, count => Assert.Equal(1 + poll, count));
        }

        Assert.InRange(opens.Listings, listings + 1, listings + (2 * polls));
        Assert.Equal(files, Logged(ErrorCatalogue.SubmissionFileNotRegular.Code).Count);
        Assert.Equal(files, FilesIn(PickupPath).Length);
    }

    [Fact]
    public async Task should_take_a_file_and_complain_anew_later_when_it_becomes_readable()
    {
        Configure();
        MakePipes(1);
        using var opens = new OpenCounter(PickupPath);
        var directory = Start(Sys.ActorOf(_world.Props()), poll: PollInterval);
        await EventuallyAsync(() => Assert.Single(Logged(ErrorCatalogue.SubmissionFileNotRegular.Code)));

        File.Delete(Path.Combine(PickupPath, "pipe0.eml"));
        Drop(PickupPath, "pipe0.eml", IntakeDirectory.Pickup());
        await QuietAsync(directory, opens);
        Advance(PollInterval);
        await EventuallyAsync(() => Assert.Equal(1, _world.AcceptedCount));

        MakePipes(1);
        Advance(PollInterval);
        await EventuallyAsync(() => Assert.Single(Logged(ErrorCatalogue.SubmissionFileNotRegular.Code)));
    }

    /// <summary>Pipes named like messages, older than everything that a spec writes.</summary>
    private void MakePipes(int count)
    {
        Directory.CreateDirectory(PickupPath);
        var paths = Enumerable.Range(0, count).Select(number => Path.Combine(PickupPath, $"pipe{number}.eml")).ToList();
        using var make = Process.Start("mkfifo", paths);
        make.WaitForExit();
        Assert.Equal(0, make.ExitCode);
        using var age = Process.Start("touch", ["-d", "2001-01-01", .. paths]);
        age.WaitForExit();
        Assert.Equal(0, age.ExitCode);
    }

    /// <summary>Waits until so many files were opened, and nothing more is opened or listed for a while.</summary>
    private async Task QuietAsync(Akka.Actor.IActorRef directory, OpenCounter opens, int atLeast = 0)
    {
        await OpenedAsync(directory);
        var deadline = Stopwatch.StartNew();
        for (var quiet = 0; quiet < 4; quiet++)
        {
            var (files, listings) = (opens.Files.Values.Sum(), opens.Listings);
            await Task.Delay(25);
            await OpenedAsync(directory);
            opens.Read();
            var opened = opens.Files.Values.Sum();
            quiet = opened >= atLeast && (files, listings) == (opened, opens.Listings) ? quiet : -1;
            Assert.True(deadline.Elapsed < Patience, "never quiet");
        }
    }

    private void Advance(TimeSpan by)
    {
        Time.Advance(by);
        ((TestScheduler)Sys.Scheduler).Advance(by);
    }
}
