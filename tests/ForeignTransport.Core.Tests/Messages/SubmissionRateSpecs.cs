using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

public class SubmissionRateSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void should_let_everything_through_when_unlimited()
    {
        var rate = new SubmissionRate(null);

        Assert.Equal(100_000, rate.Take(100_000, Now));
        rate.GiveBack(7);
        Assert.Equal(100_000, rate.Take(100_000, Now));
        Assert.Equal(TimeSpan.Zero, rate.Wait);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(12, 1)]
    [InlineData(13, 2)]
    [InlineData(100, 9)]
    [InlineData(20_000, 1_667)]
    public void should_hold_what_five_seconds_bring(int perMinute, int capacity)
    {
        var rate = new SubmissionRate(perMinute);

        Assert.Equal(capacity, rate.Take(int.MaxValue, Now));
        Assert.Equal(0, rate.Take(1, Now));
        Assert.Equal(capacity, rate.Take(int.MaxValue, Now.AddDays(1)));
    }

    [Fact]
    public void should_take_no_more_than_wanted()
    {
        var rate = new SubmissionRate(100);

        Assert.Equal(4, rate.Take(4, Now));
        Assert.Equal(5, rate.Take(9, Now));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(997)]
    [InlineData(20_000)]
    public void should_bring_the_rate_when_it_is_drained_for_an_hour(int perMinute)
    {
        var rate = new SubmissionRate(perMinute);
        rate.Take(int.MaxValue, Now);

        var taken = 0L;
        for (var second = 1; second <= 3_600; second++)
        {
            taken += rate.Take(int.MaxValue, Now.AddSeconds(second));
        }

        Assert.InRange(taken, (60L * perMinute) - 1, 60L * perMinute);
    }

    [Fact]
    public void should_bring_less_than_the_rate_when_a_bucket_of_one_message_is_looked_at_too_seldom()
    {
        var rate = new SubmissionRate(7);
        rate.Take(int.MaxValue, Now);

        // A message every 8.6 seconds, looked for every second: what is over when one is full is not kept.
        Assert.Equal(400, Enumerable.Range(1, 3_600).Sum(second => rate.Take(int.MaxValue, Now.AddSeconds(second))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(977)]
    [InlineData(20_000)]
    public void should_have_one_when_the_wait_is_over(int perMinute)
    {
        var rate = new SubmissionRate(perMinute);
        rate.Take(int.MaxValue, Now);
        var now = Now;
        for (var i = 0; i < 100; i++)
        {
            var wait = rate.Wait;
            Assert.True(wait > TimeSpan.Zero);
            now += wait;
            Assert.Equal(1, rate.Take(1, now));
        }
    }

    [Fact]
    public void should_count_nothing_when_files_are_given_back()
    {
        var rate = new SubmissionRate(100);
        rate.Take(9, Now);

        rate.GiveBack(2);
        Assert.Equal(2, rate.Take(9, Now));
        rate.GiveBack(50);
        Assert.Equal(9, rate.Take(50, Now));
    }

    [Fact]
    public void should_bring_nothing_when_the_clock_goes_back()
    {
        var rate = new SubmissionRate(60);
        rate.Take(int.MaxValue, Now);

        Assert.Equal(0, rate.Take(1, Now.AddMinutes(-1)));
        Assert.Equal(1, rate.Take(1, Now.AddMinutes(-1).AddSeconds(1)));
    }
}
