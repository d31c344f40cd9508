using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Pipeline;

/// <summary>Identities with * in them; an object that is named so to the letter is meant alone.</summary>
public sealed class PatternSpecs : EngineSpecs
{
    [Theory]
    [InlineData("*.contoso.com", "All of it")]
    [InlineData("*contoso.COM", "All of it|Sales")]
    [InlineData("*.fabrikam.com", "*.fabrikam.com")]
    [InlineData("s*", "Sales|Fabrikam's sales")]
    [InlineData("*of*", "All of it")]
    [InlineData("*", "All of it|Sales|*.fabrikam.com|Fabrikam's sales")]
    [InlineData("*.example", "")]
    public void should_find_an_accepted_domain_by_its_name_or_its_domain(string identity, string expected)
    {
        Server.OnList(
            "accepted-domains",
            """{"identity":"All of it","name":"All of it","domainName":"*.contoso.com"}""",
            """{"identity":"Sales","name":"Sales","domainName":"sales.contoso.com"}""",
            """{"identity":"*.fabrikam.com","name":"*.fabrikam.com","domainName":"*.fabrikam.com"}""",
            """{"identity":"Fabrikam's sales","name":"Fabrikam's sales","domainName":"sales.fabrikam.com"}""");

        Assert.Equal(expected, string.Join('|', Run($"Get-AcceptedDomain '{identity}'").Output.Select(domain => domain.ToString())));
    }
}
