using System.Text.Json.Nodes;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Configuration;

public sealed class ConfigurationSpecs : EngineSpecs, IDisposable
{
    private const string Organization = """{"foreignConnectors":[{"name":"Größe"}],"acceptedDomains":[]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void should_write_the_file_when_the_configuration_is_exported()
    {
        Server.On("GET", "configuration", Organization);
        var file = _folder.Write("organization.json", "old");

        Assert.Empty(Run($"Export-TransportConfiguration -Path '{file}'").Output);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Organization), JsonNode.Parse(File.ReadAllText(file))));
        Assert.Contains("Größe", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData("-NoClobber")]
    [InlineData("-WhatIf")]
    public void should_leave_the_file_when_told_so(string parameter)
    {
        Server.On("GET", "configuration", Organization);
        var file = _folder.Write("organization.json", "old");

        Engine.Run($"Export-TransportConfiguration '{file}' {parameter}");

        Assert.Equal("old", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void should_write_text_when_no_file_is_named()
    {
        Server.On("GET", "configuration", Organization);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Organization), JsonNode.Parse(Assert.Single(Run("Export-TransportConfiguration").Output).ToString())));
    }

    [Theory]
    [InlineData("-Confirm:$false", "PUT /api/v1/configuration")]
    [InlineData("-WhatIf", "PUT /api/v1/configuration?whatIf=true")]
    public void should_show_the_changes_when_a_file_is_imported(string parameter, string expected)
    {
        Server.On("PUT", "configuration", """{"object":null,"changed":true,"whatIf":false,"warnings":[],"changes":[{"object":"Foreign connector Fax","change":"created"}]}""");
        var file = _folder.Write("organization.json", Organization);

        var change = Assert.Single(Run($"Import-TransportConfiguration '{file}' {parameter}").Output);

        Assert.Equal(expected, Assert.Single(Server.Requests).Line);
        Assert.Equal(Organization, Server.Requests[0].Text);
        Assert.Equal("application/json", Server.Requests[0].Headers["content-type"]);
        Assert.Equal("created Foreign connector Fax", $"{change.Properties["Change"].Value} {change.Properties["Object"].Value}");
    }

    [Fact]
    public void should_send_nothing_when_there_is_no_file_or_the_user_says_no()
    {
        Assert.StartsWith("FileNotRead,", Engine.Run($"Import-TransportConfiguration '{_folder.Path}/none.json' -Confirm:$false").Error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Engine.Answers.Enqueue(2);
        Run($"Import-TransportConfiguration '{_folder.Write("organization.json", Organization)}'");

        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void should_show_the_limits_when_the_configuration_is_asked_for()
    {
        Server.On(
            "GET", "transport-config",
            """
            {"identity":"","maxReceiveSize":"10MB","maxSendSize":"unlimited","maxRecipientEnvelopeLimit":500,"internalDelayDsnEnabled":true,"externalDelayDsnEnabled":true,
            "internalDsnMaxMessageAttachSize":"10MB","externalDsnMaxMessageAttachSize":"10MB","internalDsnReportingAuthority":"","externalDsnReportingAuthority":"",
            "internalDsnSendHtml":true,"externalDsnSendHtml":false,
            "externalPostmasterAddress":"","generateCopyOfDSNFor":["5.4.8"],"replayTrustedCreatedBy":[],"siteLinks":[],"priorityQueuingEnabled":true,
            "maxHighPriorityMessageSize":"250KB","highPriorityDelayNotificationTimeout":"00:30:00","lowPriorityMessageExpirationTimeout":"2.00:00:00","etag":"c"}
            """);

        var config = Assert.Single(Run("Get-TransportConfig").Output);

        Assert.Equal("10 MB (10,485,760 bytes)", config.Properties["MaxReceiveSize"].Value.ToString());
        Assert.Equal("Unlimited", config.Properties["MaxSendSize"].Value.ToString());
        Assert.Equal((true, false), (config.Properties["InternalDsnSendHtml"].Value, config.Properties["ExternalDsnSendHtml"].Value));
        Assert.Equal("500", config.Properties["MaxRecipientEnvelopeLimit"].Value.ToString());
        Assert.Equal((true, "250 KB (256,000 bytes)"), (config.Properties["PriorityQueuingEnabled"].Value, config.Properties["MaxHighPriorityMessageSize"].Value.ToString()));
        Assert.Equal(TimeSpan.FromMinutes(30), config.Properties["HighPriorityDelayNotificationTimeout"].Value);
        Assert.Equal(TimeSpan.FromDays(2), config.Properties["LowPriorityMessageExpirationTimeout"].Value);
    }
}
