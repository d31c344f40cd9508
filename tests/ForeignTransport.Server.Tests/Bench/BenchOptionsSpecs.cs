using ForeignTransport.Server.Bench;
using Xunit;

namespace ForeignTransport.Server.Tests.Bench;

public class BenchOptionsSpecs
{
    [Fact]
    public void should_measure_the_documented_loads_when_nothing_is_said()
    {
        var options = new BenchOptions();

        Assert.Equal([new BenchLoad(2_048, 20_000), new BenchLoad(20_480, 20_000), new BenchLoad(204_800, 4_000)], options.Loads);
        Assert.Empty(options.Problems());
    }

    [Fact]
    public void should_name_each_problem_when_options_cannot_be_run()
    {
        var options = new BenchOptions
        {
            Loads = [new BenchLoad(10, 0)],
            LatencyRatePerSecond = 0,
            LatencyDuration = TimeSpan.FromSeconds(-1),
            Runs = 0,
            WarmUpMessages = -1,
        };

        Assert.Collection(
            options.Problems(),
            problem => Assert.Contains("size 10", problem, StringComparison.Ordinal),
            problem => Assert.Contains("messages 0", problem, StringComparison.Ordinal),
            problem => Assert.Contains("latency rate 0", problem, StringComparison.Ordinal),
            problem => Assert.Contains("latency duration", problem, StringComparison.Ordinal),
            problem => Assert.Contains("runs 0", problem, StringComparison.Ordinal),
            problem => Assert.Contains("warm-up -1", problem, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new int[0], new[] { 20_000, 4_000 })]
    [InlineData(new[] { 7 }, new[] { 7, 7 })]
    [InlineData(new[] { 7, 8 }, new[] { 7, 8 })]
    public void should_pair_sizes_with_messages_when_they_fit(int[] messages, int[] expected)
    {
        Assert.True(BenchLoad.TryPair([2_048, 204_800], messages, out var loads, out var problem));
        Assert.Null(problem);
        Assert.Equal(expected, loads.Select(load => load.Messages));
    }

    [Fact]
    public void should_refuse_when_messages_do_not_match_the_sizes()
    {
        Assert.False(BenchLoad.TryPair([2_048, 20_480, 204_800], [1, 2], out var loads, out var problem));
        Assert.Empty(loads);
        Assert.Contains("--messages has 2 values for 3 sizes", problem, StringComparison.Ordinal);
    }
}
