using ForeignTransport.Server.Bench;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Server.Tests.Bench;

public sealed class IdleTimeSpecs
{
    private readonly FakeTimeProvider _clock = new();
    private readonly IdleTime _idle;
    private long _lastCame;

    public IdleTimeSpecs() => _idle = new IdleTime(() => _lastCame, _clock);

    [Fact]
    public void should_grow_as_long_as_nothing_comes_and_begin_anew_when_something_has_come()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(20), Look(20));
        Assert.Equal(TimeSpan.FromMilliseconds(170), Look(150));
        _lastCame = _clock.GetTimestamp();
        Assert.Equal(TimeSpan.Zero, Look(30));
        Assert.Equal(TimeSpan.FromMilliseconds(20), Look(20));
    }

    [Fact]
    public void should_grow_by_one_look_when_nobody_looked_for_long() =>
        Assert.Equal(IdleTime.LongestGap, Look(10_000));

    private TimeSpan Look(double afterMilliseconds)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(afterMilliseconds));
        return _idle.Look();
    }
}
