using Akka.TestKit;
using ForeignTransport.Transport.Categorizing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>The documented rate, and repetition, with every timer and the clock in virtual time.</summary>
public sealed class SubmissionRateSpecs()
    : DirectoryWorld("""akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
{
    private readonly FakeCategorizer _world = new();

    [Fact]
    public async Task should_take_at_most_the_rate_when_more_files_wait()
    {
        // 14.3: N = 100 per minute, so 9 at once and 100 in each minute.
        const int rate = 100;
        const int files = 200;
        Configure(service => service with { PickupDirectoryMaxMessagesPerMinute = rate });
        Directory.CreateDirectory(PickupPath);
        for (var number = 0; number < files; number++)
        {
            FinishedFile.Write(Path.Combine(PickupPath, $"{number}.eml"), IntakeDirectory.Pickup());
        }

        var directory = Start(Sys.ActorOf(_world.Props()));
        await EventuallyAsync(() => Assert.Equal(9, _world.AcceptedCount));
        for (var step = 1; step <= 20; step++)
        {
            // 3 s bring five messages; a step whose sum falls short by rounding brings the last with the next.
            await OpenedAsync(directory);
            Advance(TimeSpan.FromSeconds(3));
            await EventuallyAsync(() => Assert.True(_world.AcceptedCount >= 9 + (5 * step) - 1));
            Assert.True(_world.AcceptedCount <= 9 + (5 * step));
        }

        // Time that went unused fills the bucket and no more.
        await EventuallyAsync(() => Assert.True(_world.AcceptedCount >= 108));
        var before = _world.AcceptedCount;
        Advance(TimeSpan.FromHours(1));
        await EventuallyAsync(() => Assert.True(_world.AcceptedCount >= before + 9));
        await OpenedAsync(directory);
        Assert.InRange(_world.AcceptedCount, before + 9, before + 10);
    }

    [Fact]
    public async Task should_say_it_again_under_the_same_ids_when_a_partition_does_not_answer()
    {
        Configure();
        _world.Answers = false;
        var directory = Start(Sys.ActorOf(_world.Props()));
        Drop(PickupPath, "a.eml", IntakeDirectory.Pickup());
        await EventuallyAsync(() => Assert.Single(_world.Received<CategorizerCommands.Submit>()));
        await OpenedAsync(directory);

        Advance(TimeSpan.FromSeconds(4.9));
        await OpenedAsync(directory);
        Assert.Single(_world.Received<CategorizerCommands.Submit>());
        Advance(TimeSpan.FromSeconds(0.2));
        Advance(TimeSpan.FromSeconds(5));
        await EventuallyAsync(() => Assert.True(_world.Received<CategorizerCommands.Submit>().Count() >= 2));

        var submissions = _world.Received<CategorizerCommands.Submit>().ToList();
        Assert.Single(submissions.Select(submit => (submit.Partition, submit.Messages.Single().Id)).Distinct());
        Assert.Single(FilesIn(PickupPath));
        _world.Answers = true;
        Advance(TimeSpan.FromSeconds(6));
        await EventuallyAsync(() => Assert.Empty(FilesIn(PickupPath)));
        Assert.Equal(1, _world.AcceptedCount);
    }

    private void Advance(TimeSpan by)
    {
        Time.Advance(by);
        ((TestScheduler)Sys.Scheduler).Advance(by);
    }
}
