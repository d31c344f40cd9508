using ForeignTransport.Transport.Storage;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage;

public sealed class OutageSpecs
{
    private readonly Outage _outage = new();

    [Fact]
    public void should_begin_with_the_first_and_end_with_the_last_when_many_meet_it()
    {
        Assert.True(_outage.Meets("a"));
        Assert.False(_outage.Meets("b"));
        Assert.False(_outage.Meets("a"));
        Assert.False(_outage.Leaves("a"));
        Assert.False(_outage.Leaves("a"));
        Assert.True(_outage.Leaves("b"));
        Assert.False(_outage.Leaves("b"));
        Assert.True(_outage.Meets("b"));
    }

    [Fact]
    public void should_not_end_when_somebody_leaves_who_never_met_it()
    {
        _outage.Meets("a");

        Assert.False(_outage.Leaves("b"));
        Assert.True(_outage.Leaves("a"));
    }
}
