using System.Text.Json.Nodes;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>Why a recipient goes where it goes.</summary>
[Collection(ApiCollection.Name)]
public class TestRouteSpecs(ApiServer server)
{
    [Theory]
    [InlineData("FAX:+4930123", "", "FAX:+4930123", "Selected", "Fax Germany", "Fax=Specificity")]
    [InlineData("IMCEAFAX-+2B4930123@contoso.com", "", "FAX:+4930123", "Selected", "Fax Germany", "Fax=Specificity")]
    [InlineData("bob@fabrikam.com", "", "SMTP:bob@fabrikam.com", "Selected", "Mail", "Fax=AddressSpace")]
    [InlineData("SMTP:bob@fabrikam.com", "", "SMTP:bob@fabrikam.com", "Selected", "Mail", "Fax=AddressSpace")]
    [InlineData("bob@small.example", "&size=65KB", "SMTP:bob@small.example", "Failed", null, "Small=Size")]
    [InlineData("bob@small.example", "&size=64KB", "SMTP:bob@small.example", "Selected", "Small", "Mail=AddressSpace")]
    [InlineData("bob@unknown.example", "", "SMTP:bob@unknown.example", "Unreachable", null, "Mail=AddressSpace")]
    [InlineData("GROUPWISE:bob", "", "GROUPWISE:bob", "Failed", null, "Mail=AddressSpace")]
    [InlineData("nobody@contoso.com", "", "SMTP:nobody@contoso.com", "Failed", null, null)]
    [InlineData("not an address", "", null, "Failed", null, null)]
    public async Task should_explain_each_connector(string recipient, string query, string? address, string outcome, string? connector, string? verdict)
    {
        var route = await server.GetAsync($"/route?recipient={Uri.EscapeDataString(recipient)}{query}");

        Assert.Equal((recipient, address, outcome, connector),
            (Text(route, "recipient"), Text(route, "address"), Text(route, "outcome"), Text(route, "connector")));
        Assert.NotEmpty(Text(route, "explanation")!);
        Assert.Equal(outcome == "Failed", Text(route, "status") is not null);
        var verdicts = route["connectors"]!.AsArray().ToDictionary(item => Text(item!, "connector")!, item => Text(item!, "rule"));
        if (verdict is null)
        {
            Assert.Empty(verdicts);
        }
        else
        {
            var parts = verdict.Split('=');
            Assert.Equal(parts[1], verdicts[parts[0]]);
            Assert.All(route["connectors"]!.AsArray(), item => Assert.NotEmpty(Text(item!, "reason")!));
        }
    }

    private static string? Text(JsonNode node, string key) => node[key]?.GetValue<string>();
}
