using FsCheck.Xunit;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Core.Tests.Configuration;

public class EnhancedTimeSpanSpecs
{
    [Theory]
    [InlineData("00:15:00", 900)]
    [InlineData("2.00:00:00", 172_800)]
    [InlineData("0.04:00:00", 14_400)]
    [InlineData("24855.03:14:07", 2_147_483_647)]
    [InlineData(" 1:02:03 ", 3723)]
    public void should_count_seconds_when_the_text_is_a_span(string text, long seconds)
    {
        Assert.True(EnhancedTimeSpan.TryParse(text, out var span, out _));
        Assert.Equal(TimeSpan.FromSeconds(seconds), span);
    }

    [Theory]
    [InlineData("")]
    [InlineData("15")]
    [InlineData("15:00")]
    [InlineData("24:00:00")]
    [InlineData("00:60:00")]
    [InlineData("-00:15:00")]
    [InlineData("2 00:00:00")]
    [InlineData("2d")]
    public void should_say_which_text_when_it_is_not_a_span(string text)
    {
        Assert.False(EnhancedTimeSpan.TryParse(text, out _, out var error));
        Assert.Equal(ErrorCatalogue.InvalidTimeSpan, error.Entry);
    }

    [Property(Replay = "(20261123,1003)", MaxTest = 500)]
    public void should_be_the_same_when_formatted_and_parsed(long seed, byte shift)
    {
        var span = TimeSpan.FromTicks((seed & long.MaxValue) >> (shift % 63));

        Assert.True(EnhancedTimeSpan.TryParse(EnhancedTimeSpan.Format(span), out var read, out _), EnhancedTimeSpan.Format(span));
        Assert.Equal(span, read);
    }
}
