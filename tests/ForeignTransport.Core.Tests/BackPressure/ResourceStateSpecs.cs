using FsCheck.Xunit;
using ForeignTransport.Core.BackPressure;
using Xunit;

namespace ForeignTransport.Core.Tests.BackPressure;

public class ResourceStateSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void should_follow_the_documented_levels_when_the_submission_queue_grows_and_shrinks() =>
        Assert.Equal(
            [
                (9998, PressureLevel.Low), (9999, PressureLevel.Medium), (12000, PressureLevel.Medium), (15000, PressureLevel.High),
                (10001, PressureLevel.High), (10000, PressureLevel.Medium), (2001, PressureLevel.Medium), (2000, PressureLevel.Low)
            ],
            Levels(PressureResource.SubmissionQueue.Defaults, 9998, 9999, 12000, 15000, 10001, 10000, 2001, 2000));

    /// <summary>Low to Medium, Medium to High, High to Medium, Medium to Low, as documented.</summary>
    [Theory]
    [InlineData("UsedDiskSpace", 89, 99, 90, 80)]
    [InlineData("DatabaseUsedSpace", 96, 99, 97, 94)]
    [InlineData("PrivateBytes", 72, 75, 73, 71)]
    [InlineData("SystemMemory", 88, 94, 89, 84)]
    [InlineData("QueueLength[SubmissionQueue]", 9999, 15000, 10000, 2000)]
    public void should_change_exactly_at_the_documented_values_when_a_resource_is_used_up_and_freed(
        string name, long lowToMedium, long mediumToHigh, long highToMedium, long mediumToLow)
    {
        var resource = Resources.Single(known => known.Name == name);

        Assert.Equal(
            [
                (lowToMedium - 1, PressureLevel.Low), (lowToMedium, PressureLevel.Medium),
                (mediumToHigh - 1, PressureLevel.Medium), (mediumToHigh, PressureLevel.High),
                (highToMedium + 1, PressureLevel.High), (highToMedium, PressureLevel.Medium),
                (mediumToLow + 1, PressureLevel.Medium), (mediumToLow, PressureLevel.Low)
            ],
            Levels(
                resource.Defaults with { KeepsFree = null, Most = null },
                lowToMedium - 1, lowToMedium, mediumToHigh - 1, mediumToHigh, highToMedium + 1, highToMedium, mediumToLow + 1, mediumToLow));
    }

    [Fact]
    public void should_go_all_the_way_when_a_value_jumps() =>
        Assert.Equal(
            [(100, PressureLevel.High), (10, PressureLevel.Low), (100, PressureLevel.High)],
            Levels(PressureResource.SystemMemory.Defaults, 100, 10, 100));

    [Fact]
    public void should_say_since_when_when_the_level_stays()
    {
        var thresholds = PressureResource.SystemMemory.Defaults;
        var state = ResourceState.Initial.Next(88, thresholds, Start).Next(89, thresholds, Start.AddSeconds(2)).Next(90, thresholds, Start.AddSeconds(4));

        Assert.Equal(new ResourceState(PressureLevel.Medium, Start, 3), state);
    }

    [Fact]
    public void should_count_anew_when_it_was_low_in_between()
    {
        var thresholds = PressureResource.SubmissionQueue.Defaults;

        Assert.Equal(1, new[] { 9999L, 9999, 2000, 9999 }.Aggregate(ResourceState.Initial, (state, value) => state.Next(value, thresholds, Start)).Pressed);
    }

    /// <summary>Whatever came before: inside a band a level is kept, so that no value in it makes the level go to and fro.</summary>
    [Property(MaxTest = 2000, Replay = "(20261128,31)")]
    public void should_never_oscillate_when_values_stay_inside_the_hysteresis_band(int[] before, int[] inside)
    {
        foreach (var resource in Resources)
        {
            var thresholds = resource.Defaults with { KeepsFree = null, Most = null };
            var scale = thresholds.MediumToHigh + 10;
            var state = before.Aggregate(ResourceState.Initial, (known, value) => known.Next(Within(value, 0, scale), thresholds, Start));
            var (from, to) = state.Level switch
            {
                PressureLevel.Low => (0, thresholds.LowToMedium - 1),
                PressureLevel.Medium => (thresholds.MediumToLow + 1, thresholds.MediumToHigh - 1),
                _ => (thresholds.HighToMedium + 1, scale)
            };
            foreach (var value in inside)
            {
                var next = state.Next(Within(value, from, to), thresholds, Start);
                Assert.Equal(state.Level, next.Level);
                state = next;
            }
        }
    }

    /// <summary>The level is a function of the values alone: computed here from the last value that decided, not step by step.</summary>
    [Property(MaxTest = 2000, Replay = "(20261128,31)")]
    public void should_have_the_level_of_the_last_crossing_when_any_values_were_measured(int[] values)
    {
        var thresholds = PressureResource.UsedDiskSpace.Defaults with { KeepsFree = null };
        var measured = values.Select(value => Within(value, 0, 105)).ToArray();

        var level = measured.Aggregate(ResourceState.Initial, (state, value) => state.Next(value, thresholds, Start)).Level;

        Assert.Equal(LastCrossing(measured, thresholds), level);
    }

    private static readonly PressureResource[] Resources =
    [
        PressureResource.UsedDiskSpace, PressureResource.DatabaseUsedSpace, PressureResource.PrivateBytes, PressureResource.SystemMemory,
        PressureResource.SubmissionQueue, PressureResource.DatabaseLag
    ];

    private static PressureLevel LastCrossing(long[] values, PressureThresholds thresholds)
    {
        // Two switches, each with its own band: "at least Medium" and "High".
        var pressed = LastOf(values, value => value >= thresholds.LowToMedium, value => value <= thresholds.MediumToLow);
        var high = LastOf(values, value => value >= thresholds.MediumToHigh, value => value <= thresholds.HighToMedium);
        return !pressed ? PressureLevel.Low : high ? PressureLevel.High : PressureLevel.Medium;
    }

    private static bool LastOf(long[] values, Func<long, bool> on, Func<long, bool> off) =>
        values.LastOrDefault(value => on(value) || off(value), -1) is var last && last >= 0 && on(last);

    private static long Within(int value, long from, long to) => from + (Math.Abs((long)value) % (to - from + 1));

    private static IEnumerable<(long Value, PressureLevel Level)> Levels(PressureThresholds thresholds, params long[] values)
    {
        var state = ResourceState.Initial;
        foreach (var value in values)
        {
            state = state.Next(value, thresholds, Start);
            yield return (value, state.Level);
        }
    }
}
