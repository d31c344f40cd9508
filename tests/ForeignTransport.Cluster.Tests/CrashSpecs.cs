using ForeignTransport.Server.Bench;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>Promises 1, 3 and 4 of the design, with the real executable: once, whole, whenever it dies.</summary>
public class CrashSpecs(ITestOutputHelper output)
{
    private const int MessagesPerRound = 170;

    [Fact]
    public async Task should_deliver_every_message_exactly_once_when_killed_at_random_moments()
    {
        var report = await Drill.RunAsync(
            new DrillPlan { Messages = 2_000, Rounds = 12, Seed = DrillSettings.Seed }, output.WriteLine);

        Require(report, endings: 12);
    }

    [Fact]
    public async Task should_deliver_every_replayed_message_exactly_once_when_killed_at_random_moments()
    {
        var report = await Drill.RunAsync(
            new DrillPlan { Messages = 600, Rounds = 5, Form = SubmissionForm.Replay, Seed = DrillSettings.Seed }, output.WriteLine);

        Require(report, endings: 5);
    }

    /// <summary>The same for as long as FT_SOAK_ROUNDS says; alternately by Pickup and Replay, each course on a new data directory.</summary>
    [Fact]
    [Trait("Category", "Soak")]
    public async Task should_deliver_every_message_exactly_once_when_killed_for_hours()
    {
        const int RoundsPerCourse = 20;
        var left = DrillSettings.SoakRounds ?? 3;
        var seed = DrillSettings.Seed;
        for (var course = 0; left > 0; course++)
        {
            var rounds = Math.Min(left, RoundsPerCourse);
            var plan = new DrillPlan
            {
                Messages = rounds * MessagesPerRound,
                Rounds = rounds,
                Form = course % 2 == 0 ? SubmissionForm.Pickup : SubmissionForm.Replay,
                SizeBytes = course % 3 == 2 ? 200 * 1024 : 16 * 1024,
                Seed = unchecked(seed + course) & int.MaxValue,
            };
            Require(await Drill.RunAsync(plan, output.WriteLine), endings: rounds);
            left -= rounds;
        }
    }

    private static void Require(DrillReport report, int endings)
    {
        Assert.True(report.Faults.Count == 0, report.Explanation);
        Assert.Equal(report.Plan.Messages, report.Arrived);
        Assert.Equal(endings, report.Ended);

        // A drill that always came too late would prove nothing.
        Assert.True(report.EndedInFlight >= endings / 3, report.Explanation);
    }
}
