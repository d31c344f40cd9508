using System.Net;
using ForeignTransport.Core.Access;
using Xunit;

namespace ForeignTransport.Core.Tests.Access;

public class AttemptLimitSpecs
{
    private static readonly IPAddress Guesser = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.2");
    private readonly AttemptLimit _limit = new(capacity: 8);
    private DateTimeOffset _now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void should_make_each_further_attempt_wait_longer_after_five_failures()
    {
        Fail(4);
        Assert.Null(_limit.Wait(Guesser, _now));

        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60, 60 })
        {
            Fail(1);
            Assert.Equal(TimeSpan.FromSeconds(seconds), _limit.Wait(Guesser, _now));
            Pass(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.NotNull(_limit.Wait(Guesser, _now));
            Pass(TimeSpan.FromMilliseconds(1));
            Assert.Null(_limit.Wait(Guesser, _now));
        }

        Assert.Null(_limit.Wait(Other, _now));
    }

    [Fact]
    public void should_not_slow_whoever_fails_now_and_then()
    {
        foreach (var _ in Enumerable.Range(0, 100))
        {
            Fail(1);
            Pass(TimeSpan.FromSeconds(16));
            Assert.Null(_limit.Wait(Guesser, _now));
        }
    }

    [Fact]
    public void should_begin_anew_after_a_success()
    {
        Fail(8);
        Pass(TimeSpan.FromSeconds(8));
        _limit.Succeed(Guesser);
        Fail(4);

        Assert.Null(_limit.Wait(Guesser, _now));
        Assert.Equal(1, _limit.Count);
    }

    [Fact]
    public void should_forget_after_a_quarter_of_an_hour_without_failure()
    {
        Fail(8);
        Pass(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        _limit.Fail(Other, _now);
        Assert.Equal(1, _limit.Count);

        Fail(1);
        Assert.Null(_limit.Wait(Guesser, _now));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.3", false)]
    public void should_count_addresses_as_one_when_one_machine_has_them(string failing, string trying, bool same)
    {
        foreach (var _ in Enumerable.Range(0, 5))
        {
            _limit.Fail(IPAddress.Parse(failing), _now);
        }

        Assert.Equal(same, _limit.Wait(IPAddress.Parse(trying), _now) is not null);
    }

    [Fact]
    public void should_forget_the_one_that_failed_the_longest_ago_when_memory_is_full()
    {
        Fail(5);
        foreach (var i in Enumerable.Range(0, 7))
        {
            Pass(TimeSpan.FromMilliseconds(1));
            _limit.Fail(IPAddress.Parse($"198.51.100.{i}"), _now);
        }

        Assert.NotNull(_limit.Wait(Guesser, _now));
        Fail(1);
        foreach (var i in Enumerable.Range(100, 7))
        {
            _limit.Fail(IPAddress.Parse($"198.51.100.{i}"), _now);
        }

        Assert.Equal(8, _limit.Count);
        Assert.NotNull(_limit.Wait(Guesser, _now));
        _limit.Fail(Other, _now);
        Assert.Equal(8, _limit.Count);
        Assert.Null(_limit.Wait(Guesser, _now));
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _limit.Fail(Guesser, _now);
        }
    }

    private void Pass(TimeSpan time) => _now += time;
}
