using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Delivery.Languages;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

public class DeliveryDeadlinesSpecs
{
    private static readonly DateTimeOffset Arrival = new(2024, 3, 31, 16, 36, 42, TimeSpan.Zero);

    private static readonly DeliveryDeadlines Defaults = DeliveryDeadlines.For(Arrival, TimeSpan.FromHours(4), TimeSpan.FromDays(2));

    // 22.3: 4:00 delay DSN, 48:00 expired.
    [Theory]
    [InlineData(239, false, false, false)]
    [InlineData(240, false, true, false)]
    [InlineData(240, true, false, false)]
    [InlineData(2879, false, true, false)]
    [InlineData(2880, false, false, true)]
    public void should_follow_the_clock_when_time_passes(int minutes, bool alreadyNotified, bool delayDue, bool expired)
    {
        var now = Arrival.AddMinutes(minutes);

        Assert.Equal(delayDue, Defaults.IsDelayNotificationDue(now, alreadyNotified));
        Assert.Equal(expired, Defaults.IsExpired(now));
    }

    // D16
    [Theory]
    [InlineData(243, "1 day, 19 hours, 57 minutes")]
    [InlineData(0, "2 days, 0 hours, 0 minutes")]
    [InlineData(24 * 60, "1 day, 0 hours, 0 minutes")]
    [InlineData((24 * 60) + 59, "23 hours, 1 minute")]
    [InlineData((47 * 60) + 59, "1 minute")]
    [InlineData(48 * 60, "less than 1 minute")]
    [InlineData(99 * 60, "less than 1 minute")]
    public void should_be_told_in_words_when_time_remains(int minutes, string words) =>
        Assert.Equal(words, DsnLanguages.English.Words(Defaults.Remaining(Arrival.AddMinutes(minutes))));

    [Fact]
    public void should_never_come_when_the_timeout_passes_the_end_of_the_calendar()
    {
        var never = DeliveryDeadlines.For(Arrival, TimeSpan.MaxValue, TimeSpan.MaxValue);

        Assert.Equal(DateTimeOffset.MaxValue, never.ExpiresAt);
        Assert.False(never.IsExpired(Arrival.AddYears(1000)));
    }
}
