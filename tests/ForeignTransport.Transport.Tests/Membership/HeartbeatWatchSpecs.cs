using ForeignTransport.Transport.Membership;
using Xunit;

namespace ForeignTransport.Transport.Tests.Membership;

public class HeartbeatWatchSpecs
{
    private static readonly DateTime Then = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly HeartbeatWatch _watch = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));

    [Fact]
    public void should_be_stale_when_watched_long_enough_without_a_new_heartbeat()
    {
        var row = Row(beat: 1);
        Look(row, from: 0, to: 4);
        Assert.False(_watch.IsStale(row));

        Look(row, from: 5, to: 5);

        Assert.True(_watch.IsStale(row));
    }

    [Fact]
    public void should_begin_again_when_a_heartbeat_comes()
    {
        Look(Row(beat: 1), from: 0, to: 4);
        Look(Row(beat: 2), from: 5, to: 9);

        Assert.False(_watch.IsStale(Row(beat: 2)));
    }

    [Fact]
    public void should_not_be_stale_when_a_heartbeat_came_after_the_last_look()
    {
        Look(Row(beat: 1), from: 0, to: 6);

        Assert.False(_watch.IsStale(Row(beat: 2)));
    }

    [Fact]
    public void should_not_count_as_watched_when_the_watcher_stood_still()
    {
        Look(Row(beat: 1), from: 0, to: 3);
        Look(Row(beat: 1), from: 30, to: 34);
        Assert.False(_watch.IsStale(Row(beat: 1)));

        Look(Row(beat: 1), from: 35, to: 35);

        Assert.True(_watch.IsStale(Row(beat: 1)));
    }

    [Fact]
    public void should_not_count_as_watched_when_the_database_was_away()
    {
        Look(Row(beat: 1), from: 0, to: 4);
        _watch.Interrupt();
        Look(Row(beat: 1), from: 5, to: 9);

        Assert.False(_watch.IsStale(Row(beat: 1)));
    }

    [Fact]
    public void should_not_be_stale_when_never_seen() => Assert.False(_watch.IsStale(Row(beat: 1)));

    private static MemberRow Row(int beat) => new("Hub02-0", "Hub02", null, Then.AddSeconds(beat), TimeSpan.Zero, IsJoined: true, IsFenced: false);

    private void Look(MemberRow row, int from, int to)
    {
        for (var second = from; second <= to; second++)
        {
            _watch.See([row], TimeSpan.FromSeconds(second));
        }
    }
}
