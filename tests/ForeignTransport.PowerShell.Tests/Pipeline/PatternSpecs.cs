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

    [Theory]
    [InlineData("Fax [[]1]*", "")]
    [InlineData("Fax [1]*", "Fax [1]|Fax [1] spare")]
    [InlineData("*[*", "Fax [1]|Fax [1] spare")]
    [InlineData("Fax ?*", "Fax ? `n")]
    [InlineData("*`n", "Fax ? `n")]
    public void should_take_every_character_but_the_asterisk_as_itself(string identity, string expected)
    {
        Server.OnList("foreign-connectors", Documents.Connector("Fax [1]"), Documents.Connector("Fax [1] spare"), Documents.Connector("Fax 1"), Documents.Connector("Fax ? `n"));

        Assert.Equal(expected, string.Join('|', Run($"Get-ForeignConnector '{identity}'").Output.Select(connector => connector.ToString())));
    }
}
