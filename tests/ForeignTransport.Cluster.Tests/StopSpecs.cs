using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

public class StopSpecs(ITestOutputHelper output)
{
    [Fact]
    public async Task should_lose_and_repeat_nothing_and_exit_with_0_when_asked_to_stop_under_load()
    {
        var report = await Drill.RunAsync(
            new DrillPlan { Messages = 800, Rounds = 4, Ending = Ending.Terminate, Seed = DrillSettings.Seed }, output.WriteLine);

        // An exit code other than 0 is one of the faults.
        Assert.True(report.Faults.Count == 0, report.Explanation);
        Assert.Equal(4, report.Ended);
    }
}
