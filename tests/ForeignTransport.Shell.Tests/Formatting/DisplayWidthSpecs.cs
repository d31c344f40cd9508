using ForeignTransport.Shell.Formatting;
using Xunit;

namespace ForeignTransport.Shell.Tests.Formatting;

public class DisplayWidthSpecs
{
    [Theory]
    [InlineData("plain", 5)]
    [InlineData("日本", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("😀", 2)]
    [InlineData("", 0)]
    public void should_count_columns(string text, int width) => Assert.Equal(width, DisplayWidth.Of(text));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdef", 5, "ab...")]
    [InlineData("abcdef", 2, "ab")]
    [InlineData("日本語日本", 7, "日本...")]
    public void should_end_in_dots_when_it_does_not_fit(string text, int width, string expected) => Assert.Equal(expected, DisplayWidth.Shorten(text, width));

    [Fact]
    public void should_never_be_wider_than_asked_for_when_it_cuts_or_wraps()
    {
        const string text = "a word, 日本語日本語日本語, and averyveryverylongword at the end";

        Assert.All(DisplayWidth.Cut(text, 7), piece => Assert.InRange(DisplayWidth.Of(piece), 1, 7));
        Assert.All(DisplayWidth.Wrap(text, 7), piece => Assert.InRange(DisplayWidth.Of(piece), 1, 7));
        Assert.Equal(text, string.Concat(DisplayWidth.Cut(text, 7)));
    }
}
