using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

public class RateMeterSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly RateMeter _meter = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1.7)]
    [InlineData(2.5)]
    [InlineData(4.9)]
    public void should_show_a_steady_rate_as_it_is_wherever_the_clock_stands(double offset)
    {
        // Two each half second, for two minutes.
        var now = Noon.AddSeconds(offset);
        for (var i = 0; i < 240; i++)
        {
            now = now.AddSeconds(0.5);
            _meter.Add(now, 2);
        }

        Assert.InRange(_meter.PerSecond(now), 3.9, 4.1);
    }

    [Fact]
    public void should_be_the_mean_of_a_minute_and_forget_what_is_older()
    {
        _meter.Add(Noon, 60);

        Assert.Equal(1, _meter.PerSecond(Noon));
        Assert.Equal(1, _meter.PerSecond(Noon.AddSeconds(59)));
        Assert.Equal(0.5, _meter.PerSecond(Noon.AddSeconds(62.5)), 3);
        Assert.Equal(0, _meter.PerSecond(Noon.AddSeconds(65)));
    }

    [Fact]
    public void should_forget_everything_when_it_is_not_asked_for_hours()
    {
        for (var second = 0; second < 60; second++)
        {
            _meter.Add(Noon.AddSeconds(second), 100);
        }

        Assert.False(_meter.IsStill(Noon.AddSeconds(60)));
        Assert.Equal(0, _meter.PerSecond(Noon.AddHours(5)));
        Assert.True(_meter.IsStill(Noon.AddHours(5)));
    }

    [Fact]
    public void should_lose_nothing_when_the_clock_is_set_back()
    {
        _meter.Add(Noon, 30);
        _meter.Add(Noon.AddHours(-1), 30);

        Assert.Equal(1, _meter.PerSecond(Noon.AddHours(-1)));
        Assert.Equal(1, _meter.PerSecond(Noon.AddSeconds(30)));
    }

    [Fact]
    public void should_be_still_before_anything_happens()
    {
        Assert.True(_meter.IsStill(Noon));
        Assert.Equal(0, _meter.PerSecond(Noon));
    }

    /// <summary>Management.md 22.5.</summary>
    [Theory]
    [InlineData(10, 60, -50)]
    [InlineData(0.15, 1, -0.85)]
    [InlineData(0, 0, 0)]
    public void should_have_the_velocity_of_the_reference(double outgoing, double incoming, double velocity)
    {
        var queue = new QueueView { Identity = QueueIdentity.OfNumber("MB1", 3), OutgoingRate = outgoing, IncomingRate = incoming };

        Assert.Equal(velocity, queue.Velocity);
    }

    [Fact]
    public void should_forget_queues_where_nothing_happens_any_more()
    {
        var rates = new QueueRates();
        rates.Entered(NextHopSolutionKey.Submission, Noon, 60);
        rates.Left(NextHopSolutionKey.Unreachable, Noon.AddSeconds(50), 30);
        rates.ForgetStill(Noon.AddSeconds(70));

        Assert.Equal((0, 0), rates.PerSecond(NextHopSolutionKey.Submission, Noon));
        Assert.Equal((0, 0.5), rates.PerSecond(NextHopSolutionKey.Unreachable, Noon.AddSeconds(70)));
    }
}
