using ForeignTransport.Core.BackPressure;
using Xunit;

namespace ForeignTransport.Core.Tests.BackPressure;

public class PressureStateSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void should_stop_the_intake_at_once_when_a_drive_is_at_medium()
    {
        var state = After((PressureResource.DatabaseUsedSpace, 96));

        Assert.Equal(PressureLevel.Medium, state.Level);
        Assert.Equal("DatabaseUsedSpace is 96% (Medium from 96% on, until it falls to 94%)", Assert.Single(state.Obstacles).Explanation);
    }

    [Fact]
    public void should_only_drop_caches_when_other_programs_use_the_memory_up()
    {
        var state = After((PressureResource.SystemMemory, 99));

        Assert.Equal(PressureLevel.High, state.Level);
        Assert.Empty(state.Obstacles);
        Assert.True(state.DropsCaches);
    }

    [Fact]
    public void should_drop_caches_and_stop_the_intake_when_the_process_is_large()
    {
        var state = After((PressureResource.PrivateBytes, 72));

        Assert.True(state.DropsCaches);
        Assert.Single(state.Obstacles);
    }

    [Fact]
    public void should_wait_for_the_whole_history_when_the_submission_queue_is_at_medium()
    {
        var states = Measured(PressureResource.SubmissionQueue, Enumerable.Repeat(9999L, 300)).ToList();

        Assert.All(states.Take(299), state => Assert.Empty(state.Obstacles));
        Assert.Single(states[299].Obstacles);
    }

    [Fact]
    public void should_not_wait_when_the_submission_queue_is_at_high() =>
        Assert.Single(After((PressureResource.SubmissionQueue, 15000)).Obstacles);

    [Fact]
    public void should_take_mail_again_when_the_queue_was_low_once() =>
        Assert.Empty(Measured(PressureResource.SubmissionQueue, [.. Enumerable.Repeat(9999L, 300), 2000, 9999]).Last().Obstacles);

    [Fact]
    public void should_name_the_scarcest_first_when_several_are_scarce() =>
        Assert.Equal(
            ["SystemMemory", "UsedDiskSpace"],
            After((PressureResource.UsedDiskSpace, 90), (PressureResource.PrivateBytes, 10), (PressureResource.SystemMemory, 94)).Causes.Select(cause => cause.Name));

    [Fact]
    public void should_tell_two_places_apart_when_one_resource_is_measured_twice()
    {
        var resource = PressureResource.UsedDiskSpace;
        var full = new Measurement(resource, "/full", 95, resource.Defaults);
        var free = new Measurement(resource, "/free", 5, resource.Defaults);

        var state = PressureState.Initial.Next([full, free], Now).Next([free, full with { Value = 85 }], Now);

        Assert.Equal(["UsedDiskSpace[/full]"], state.Causes.Select(cause => cause.Name));
    }

    [Fact]
    public void should_keep_the_reading_of_what_cannot_be_measured_for_five_minutes_and_of_nothing_else()
    {
        var full = After((PressureResource.UsedDiskSpace, 99), (PressureResource.SystemMemory, 99));
        var later = full;
        for (var second = 2; second < 300; second += 2)
        {
            later = later.Next([], Now.AddSeconds(second), ["UsedDiskSpace"]);
            Assert.Equal((PressureResource.UsedDiskSpace, PressureLevel.High), (Assert.Single(later.Readings).Resource, later.Level));
        }

        Assert.Empty(later.Next([], Now.AddMinutes(5), ["UsedDiskSpace"]).Readings);
        Assert.Equal(PressureLevel.Medium, later.Next([Of(PressureResource.UsedDiskSpace, 85)], Now.AddMinutes(5), ["UsedDiskSpace"]).Level);
    }

    [Fact]
    public void should_report_each_change_once_when_levels_change()
    {
        var low = After((PressureResource.UsedDiskSpace, 10));
        var medium = low.Next([Of(PressureResource.UsedDiskSpace, 95)], Now);
        var still = medium.Next([Of(PressureResource.UsedDiskSpace, 85)], Now);

        Assert.Equal(
            "UsedDiskSpace is 95% (Medium from 89% on, until it falls to 80%); it was Low before",
            Assert.Single(PressureState.Changes(low, medium)).ToString());
        Assert.Empty(PressureState.Changes(medium, still));
        Assert.False(Assert.Single(PressureState.Changes(still, low)).IsRise);
    }

    private static PressureState After(params (PressureResource Resource, long Value)[] values) =>
        PressureState.Initial.Next(values.Select(measured => Of(measured.Resource, measured.Value)), Now);

    private static IEnumerable<PressureState> Measured(PressureResource resource, IEnumerable<long> values)
    {
        var state = PressureState.Initial;
        foreach (var value in values)
        {
            yield return state = state.Next([Of(resource, value)], Now);
        }
    }

    private static Measurement Of(PressureResource resource, long value) => new(resource, "", value, resource.Defaults);
}
