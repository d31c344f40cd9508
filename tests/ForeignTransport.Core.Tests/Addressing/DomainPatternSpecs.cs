using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;
using Xunit;

namespace ForeignTransport.Core.Tests.Addressing;

public class DomainPatternSpecs
{
    [Theory]
    // address-spaces.md 16
    [InlineData("contoso.com", "CONTOSO.com", false, true)]
    [InlineData("contoso.com", "sub.contoso.com", false, false)]
    [InlineData("contoso.com", "a.sub.contoso.com", true, true)]
    [InlineData("contoso.com", "notcontoso.com", true, false)]
    [InlineData("*.contoso.com", "contoso.com", false, true)]
    [InlineData("*.contoso.com", "a.b.contoso.com", false, true)]
    [InlineData("*.contoso.com", "notcontoso.com", false, false)]
    [InlineData("*.contoso.com", ".contoso.com", false, false)]
    [InlineData("contoso.com", "", true, false)]
    [InlineData("bücher.example", "BÜCHER.example", false, true)]
    [InlineData("bücher.example", "xn--bcher-kva.example", false, true)]
    [InlineData("contoso.com", "ü ü", true, false)]
    public void should_cover_the_domain_when_at_or_below_it(string pattern, string domain, bool matchSubDomains, bool matches) =>
        Assert.Equal(matches, Parse(pattern).Matches(domain, matchSubDomains));

    [Theory]
    [InlineData("domain.*.contoso.com", nameof(ErrorCatalogue.WildcardNotFirst))]
    [InlineData("*contoso.com", nameof(ErrorCatalogue.WildcardNotWholeLabel))]
    [InlineData("*", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData(" * ", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData("", nameof(ErrorCatalogue.InvalidDomain))]
    [InlineData("contoso com", nameof(ErrorCatalogue.InvalidDomain))]
    public void should_be_refused_when_not_an_accepted_domain(string text, string reason)
    {
        Assert.False(DomainPattern.TryParse(text, out _, out var error));
        Assert.Equal(reason, error.Entry.Name);
    }

    [Fact]
    public void should_compare_in_normal_form_when_spelled_differently()
    {
        var pattern = Parse(" *.Contoso.COM. ");

        Assert.Equal("*.Contoso.COM.", pattern.Text);
        Assert.Equal("*.contoso.com", pattern.Normal);
        Assert.True(pattern.IsWildcard);
        Assert.Equal(Parse("*.contoso.com"), pattern);
        Assert.NotEqual(Parse("contoso.com"), pattern);
        Assert.True(Parse("contoso.com").Specificity.CompareTo(pattern.Specificity) > 0);
    }

    private static DomainPattern Parse(string text)
    {
        Assert.True(DomainPattern.TryParse(text, out var pattern, out var error), error?.ToString());
        return pattern;
    }
}
