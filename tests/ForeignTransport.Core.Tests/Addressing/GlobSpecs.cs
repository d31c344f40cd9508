using ForeignTransport.Core.Addressing;
using Xunit;

namespace ForeignTransport.Core.Tests.Addressing;

public class GlobSpecs
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("*aab*", "aaab", true)]
    [InlineData("*abab*c", "abaababc", true)]
    [InlineData("*ab*ba*", "aba", false)]
    [InlineData("GRÜSSE*", "grüsse!", true)]
    [InlineData("[a-z]?", "[a-z]?", true)]
    public void should_cover_the_whole_text_when_matching(string pattern, string text, bool matches) =>
        Assert.Equal(matches, Glob.Parse(pattern).Matches(text));

    [Fact]
    public void should_end_when_the_pattern_invites_backtracking()
    {
        // A backtracking matcher tries more ways than there are atoms; a quadratic one is slow enough to notice.
        var pattern = Glob.Parse(string.Concat(Enumerable.Repeat("*a", 1000)) + $"*{new string('a', 50_000)}b*");

        Assert.False(pattern.Matches(new string('a', 500_000)));
    }

    [Fact]
    public void should_be_one_pattern_when_stars_repeat()
    {
        Assert.Equal(Glob.Parse("A*B*").Normal, Glob.Parse("a***b**").Normal);
        Assert.Equal(2, Glob.Parse("a***b**").LiteralCount);
    }
}
