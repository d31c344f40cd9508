using ForeignTransport.Core.Configuration;
using Xunit;

namespace ForeignTransport.Core.Tests.Configuration;

public class AcceptedDomainSpecs
{
    private static readonly OrganizationState Organization = OrganizationState.Restore(
        1,
        [],
        [],
        [
            new AcceptedDomain("plain", "contoso.com", IsDefault: true),
            new AcceptedDomain("wide", "fabrikam.com", MatchSubDomains: true),
            new AcceptedDomain("star", "*.adatum.com"),
            new AcceptedDomain("inner", "*.sales.adatum.com"),
            new AcceptedDomain("both", "tailspin.com"),
            new AcceptedDomain("below", "*.tailspin.com"),
            new AcceptedDomain("umlaut", "xn--bcher-kva.example")
        ],
        new TransportConfig());

    [Theory]
    [InlineData("contoso.com", "plain")]
    [InlineData("CONTOSO.COM", "plain")]
    [InlineData("sub.contoso.com", null)]
    [InlineData("notcontoso.com", null)]
    [InlineData("fabrikam.com", "wide")]
    [InlineData("a.b.fabrikam.com", "wide")]
    [InlineData("notfabrikam.com", null)]
    [InlineData("adatum.com", "star")]
    [InlineData("x.adatum.com", "star")]
    [InlineData("x.sales.adatum.com", "inner")]
    [InlineData("sales.adatum.com", "inner")]
    [InlineData("tailspin.com", "both")]
    [InlineData("x.tailspin.com", "below")]
    [InlineData("bücher.example", "umlaut")]
    [InlineData("[192.0.2.1]", null)]
    [InlineData("com", null)]
    [InlineData("", null)]
    public void should_find_the_nearest_domain_when_several_could_cover_an_address(string domain, string? name) =>
        Assert.Equal(name, Organization.AcceptedDomainOf(domain)?.Name);

    [Theory]
    [InlineData("Contoso.COM", "contoso.com")]
    [InlineData("*.Contoso.com", "*.contoso.com")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    public void should_keep_the_normal_form_when_a_domain_is_written(string text, string normal)
    {
        Assert.True(AcceptedDomainParameters.Table.TryApply(
            new AcceptedDomain("N", ""), ParameterChanges.Of(("DomainName", text)), out var domain, out _));
        Assert.Equal(normal, domain.DomainName);
    }
}
