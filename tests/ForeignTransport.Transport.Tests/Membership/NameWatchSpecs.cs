using ForeignTransport.Transport.Membership;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

public class NameWatchSpecs
{
    private static readonly DateTime Then = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly NameWatch _watch = new(TimeSpan.FromSeconds(5));

    [Fact]
    public void should_be_alive_when_two_new_heartbeats_came()
    {
        See(beat: 0, at: 0);
        See(beat: 1, at: 1);
        Assert.False(_watch.IsAlive);

        See(beat: 2, at: 2);

        Assert.True(_watch.IsAlive);
    }

    [Fact]
    public void should_be_stale_when_only_the_heartbeat_came_that_a_killed_process_had_on_its_way()
    {
        See(beat: 0, at: 0);
        See(beat: 1, at: 1);
        See(beat: 1, at: 6);

        Assert.True(_watch.IsStale);
        Assert.False(_watch.IsAlive);
    }

    [Fact]
    public void should_begin_again_when_another_has_the_name()
    {
        See(beat: 0, at: 0);
        See(beat: 1, at: 1);
        _watch.See(new NameHolder(2, "Hub01-b", Then), TimeSpan.FromSeconds(6));

        Assert.False(_watch.IsStale);
        Assert.False(_watch.IsAlive);
    }

    private void See(int beat, int at) => _watch.See(new NameHolder(1, "Hub01-a", Then.AddSeconds(beat)), TimeSpan.FromSeconds(at));
}
