using ForeignTransport.Server.Bench;
using Xunit;

namespace ForeignTransport.Server.Tests.Bench;

public class PercentileSpecs
{
    [Theory]
    [InlineData(50, 50)]
    [InlineData(99, 99)]
    [InlineData(99.5, 100)]
    [InlineData(100, 100)]
    [InlineData(0.1, 1)]
    public void should_be_the_nearest_rank_when_values_are_one_to_a_hundred(double percent, double expected)
    {
        var values = Enumerable.Range(1, 100).Select(value => (double)value).ToArray();

        Assert.Equal(expected, Percentile.Of(values, percent));
    }

    [Fact]
    public void should_be_the_only_value_when_there_is_one()
    {
        Assert.Equal(7, Percentile.Of([7], 1));
        Assert.Equal(7, Percentile.Of([7], 99));
    }

    [Fact]
    public void should_be_zero_when_there_are_no_values()
    {
        Assert.Equal(0, Percentile.Of([], 50));
        Assert.Equal(0, Percentile.Median([]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100.1)]
    public void should_refuse_when_the_percentage_has_no_meaning(double percent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Percentile.Of([1], percent));

    [Theory]
    [InlineData(new double[] { 3, 1, 2 }, 2)]
    [InlineData(new double[] { 4, 1, 3, 2 }, 2.5)]
    [InlineData(new double[] { 9 }, 9)]
    public void should_be_in_the_middle_when_a_median_is_asked(double[] values, double expected) =>
        Assert.Equal(expected, Percentile.Median(values));
}
