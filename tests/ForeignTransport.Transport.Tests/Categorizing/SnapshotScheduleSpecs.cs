using ForeignTransport.Core.Categorizing;
using ForeignTransport.Transport.Categorizing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

public sealed class SnapshotScheduleSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly SnapshotSchedule _schedule = new();

    [Theory]
    [InlineData(3_999, 0, false)]
    [InlineData(4_000, 0, true)]
    [InlineData(4_000, 2_000, true)]
    [InlineData(4_000, 2_001, false)]
    [InlineData(19_999, 10_000, false)]
    [InlineData(20_000, 10_000, true)]
    public void should_be_due_when_replaying_costs_more_than_reading(int items, int messages, bool due)
    {
        Count(items);

        Assert.Equal(due, _schedule.Due(messages, Now));
    }

    [Fact]
    public void should_be_due_once_when_one_is_being_saved()
    {
        Count(4_000);
        _schedule.Started();
        Count(4_000);
        Assert.False(_schedule.Due(0, Now));

        _schedule.Saved(1, Now);
        Assert.True(_schedule.Due(0, Now));
    }

    [Fact]
    public void should_be_due_again_a_minute_later_when_one_was_not_saved()
    {
        // Tried at every event, it would cost a copy of the whole state each time.
        Count(4_000);
        _schedule.Started();

        _schedule.Failed(Now);

        Assert.True(_schedule.IsFailing);
        Assert.False(_schedule.Due(0, Now.AddSeconds(59)));
        Assert.True(_schedule.Due(2_000, Now.AddSeconds(60)));
        _schedule.Started();
        _schedule.Saved(1, Now.AddSeconds(61));
        Assert.False(_schedule.IsFailing);
    }

    [Fact]
    public void should_keep_the_last_two_and_everything_young_when_history_is_deleted()
    {
        Assert.Null(_schedule.Saved(100, Now));
        Assert.Null(_schedule.Saved(200, Now.AddHours(1)));
        Assert.Equal(new SnapshotSchedule.Obsolete(100, 99), _schedule.Saved(300, Now.AddHours(2)));

        // Three within two minutes: the paused writer of the first must still find its numbers taken.
        Assert.Equal(new SnapshotSchedule.Obsolete(200, 199), _schedule.Saved(400, Now.AddHours(2).AddSeconds(1)));
        Assert.Null(_schedule.Saved(500, Now.AddHours(2).AddSeconds(119)));
        Assert.Equal(new SnapshotSchedule.Obsolete(400, 399), _schedule.Saved(600, Now.AddHours(2).AddSeconds(121)));
    }

    [Fact]
    public void should_count_the_snapshot_it_recovered_from_when_history_is_deleted()
    {
        // Another server may have saved it a moment ago: it is as young as that one made it.
        _schedule.Restored(100, Now);
        Assert.Null(_schedule.Saved(200, Now.AddSeconds(1)));
        Assert.Null(_schedule.Saved(300, Now.AddSeconds(119)));

        Assert.Equal(new SnapshotSchedule.Obsolete(100, 99), _schedule.Saved(400, Now.AddSeconds(120)));
    }

    private void Count(int items)
    {
        for (var item = 0; item < items; item++)
        {
            Assert.True(_schedule.Count(new RecipientsFailed(Now, [new FailedRecipient(default, 0, "x", false)])));
        }
    }
}
