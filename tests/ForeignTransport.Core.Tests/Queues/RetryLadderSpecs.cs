using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using FsCheck.Xunit;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

public class RetryLadderSpecs
{
    private static readonly DateTimeOffset Start = new(2024, 3, 31, 0, 0, 0, TimeSpan.Zero);
    private static readonly TransportError Down = ErrorCatalogue.DropDirectoryMissing.With("/drop/fax");

    // 22.3, defaults: 4 glitch retries, 6 transient retries, then every 10 minutes.
    [Fact]
    public void should_climb_the_documented_steps_when_the_next_hop_stays_down()
    {
        int[] expected = [1, 2, 3, 4, 9, 14, 19, 24, 29, 34, 44, 54, 64, 74];

        Assert.Equal(expected, Retries(new RetryIntervals(), expected.Length));
    }

    // 22.3, TransientFailureRetryCount 0.
    [Fact]
    public void should_go_straight_to_the_outbound_interval_when_there_are_no_transient_retries()
    {
        int[] expected = [1, 2, 3, 4, 14, 24, 34];

        Assert.Equal(expected, Retries(new RetryIntervals { TransientFailureRetryCount = 0 }, expected.Length));
    }

    [Fact]
    public void should_start_with_transient_retries_when_there_are_no_glitch_retries()
    {
        int[] expected = [5, 10, 20, 30];

        Assert.Equal(expected, Retries(new RetryIntervals { GlitchRetryCount = 0, TransientFailureRetryCount = 2 }, expected.Length));
    }

    // 22.3, the real queue object: FirstRetryTime 22:06:02, RetryCount 17, LastRetryTime 23:50:05, NextRetryTime 00:00:05.
    [Fact]
    public void should_count_as_a_real_queue_does_when_its_attempts_take_time()
    {
        var intervals = new RetryIntervals();
        var first = new DateTimeOffset(2024, 3, 31, 22, 6, 2, TimeSpan.Zero);
        var state = RetryLadder.AfterFailure(null, first, Down, intervals);
        for (var retry = 1; retry <= 17; retry++)
        {
            // Three of the attempts took a second to fail.
            var delay = retry is 3 or 9 or 15 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero;
            state = RetryLadder.AfterFailure(state, state.NextRetryTime + delay, Down, intervals);
        }

        Assert.Equal(17, state.RetryCount);
        Assert.Equal(first, state.FirstRetryTime);
        Assert.Equal(new DateTimeOffset(2024, 3, 31, 23, 50, 5, TimeSpan.Zero), state.LastRetryTime);
        Assert.Equal(new DateTimeOffset(2024, 4, 1, 0, 0, 5, TimeSpan.Zero), state.NextRetryTime);
    }

    [Fact]
    public void should_begin_again_when_a_success_came_between()
    {
        var intervals = new RetryIntervals();
        var state = RetryLadder.AfterFailure(null, Start.AddHours(3), Down, intervals);

        Assert.Equal(1, state.Failures);
        Assert.Equal(0, state.RetryCount);
        Assert.Equal(Start.AddHours(3), state.FirstRetryTime);
        Assert.Equal(Start.AddHours(3).AddMinutes(1), state.NextRetryTime);
        Assert.Equal(Down, state.LastError);
    }

    [Fact]
    public void should_start_the_interval_anew_when_an_operator_retries_early()
    {
        var intervals = new RetryIntervals();
        var state = RetryLadder.AfterFailure(null, Start, Down, intervals);

        state = RetryLadder.AfterFailure(state, Start.AddSeconds(20), Down, intervals);

        Assert.Equal(Start.AddSeconds(80), state.NextRetryTime);
    }

    [Fact]
    public void should_stay_on_its_step_and_try_again_soon_when_the_server_lacked_something_of_its_own()
    {
        var intervals = new RetryIntervals { GlitchRetryCount = 1 };
        var away = ErrorCatalogue.DatabaseUnavailable.With("Hub01");
        var state = RetryLadder.AfterFailure(null, Start, Down, intervals);
        for (var second = 60; second < 120; second++)
        {
            state = RetryLadder.AfterFailure(state, Start.AddSeconds(second), away, intervals);
            Assert.Equal((1, Start, Start.AddSeconds(second + 1), away), (state.Failures, state.FirstRetryTime, state.NextRetryTime, state.LastError));
        }

        state = RetryLadder.AfterFailure(state, Start.AddSeconds(120), Down, intervals);

        Assert.Equal((2, Start.AddSeconds(120 + 300)), (state.Failures, state.NextRetryTime));
    }

    [Fact]
    public void should_begin_at_the_foot_of_the_ladder_when_only_trouble_of_the_server_came_before()
    {
        var intervals = new RetryIntervals { GlitchRetryCount = 1 };
        var own = RetryLadder.AfterFailure(null, Start, ErrorCatalogue.MessageStoreBusy.With("content.db"), intervals);
        var down = RetryLadder.AfterFailure(own, Start.AddSeconds(1), Down, intervals);

        Assert.Equal((0, 0), (own.Failures, own.RetryCount));
        Assert.Equal((1, 0, Start.AddSeconds(61)), (down.Failures, down.RetryCount, down.NextRetryTime));
    }

    /// <summary>Every second of waiting is spent for nothing where nothing heals by itself.</summary>
    [Fact]
    public void should_climb_when_the_trouble_of_the_server_stays()
    {
        Assert.False(RetryLadder.IsOwnTrouble(ErrorCatalogue.MessageStoreDamaged.With("content.db")));
        Assert.False(RetryLadder.IsOwnTrouble(ErrorCatalogue.DatabaseDamaged.With("")));
    }

    // 22.3: 12:00, 24:00, 36:00.
    [Fact]
    public void should_go_back_to_the_categorizer_every_twelve_hours_when_nothing_succeeds()
    {
        var intervals = new RetryIntervals();
        var state = RetryLadder.AfterFailure(null, Start, Down, intervals);
        var resubmits = new List<double>();
        DateTimeOffset? last = null;
        for (var now = Start; now < Start.AddHours(48); now = now.AddMinutes(1))
        {
            if (RetryLadder.IsResubmitDue(state, last, now, TimeSpan.FromHours(12)))
            {
                last = now;
                resubmits.Add((now - Start).TotalHours);
            }

            if (now >= state.NextRetryTime)
            {
                state = RetryLadder.AfterFailure(state, now, Down, intervals);
            }
        }

        Assert.Equal([12, 24, 36], resubmits);
    }

    [Property(Replay = "(11,13)")]
    public void should_never_shorten_the_wait_when_intervals_grow(byte glitches, byte transients, byte failures)
    {
        var intervals = new RetryIntervals { GlitchRetryCount = glitches % 16, TransientFailureRetryCount = transients % 16 };

        Assert.True(RetryLadder.IntervalAfter(failures + 1, intervals) <= RetryLadder.IntervalAfter(failures + 2, intervals));
    }

    private static IEnumerable<int> Retries(RetryIntervals intervals, int count)
    {
        var state = RetryLadder.AfterFailure(null, Start, Down, intervals);
        for (var i = 0; i < count; i++)
        {
            yield return (int)(state.NextRetryTime - Start).TotalMinutes;
            state = RetryLadder.AfterFailure(state, state.NextRetryTime, Down, intervals);
        }
    }
}
