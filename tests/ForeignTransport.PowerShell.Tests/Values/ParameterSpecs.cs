using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests.Values;

/// <summary>What is typed, and what is sent.</summary>
public sealed class ParameterSpecs : EngineSpecs
{
    [Theory]
    [InlineData("-MaxMessageSize 10MB", """{"maxMessageSize":"10MB"}""")]
    [InlineData("-MaxMessageSize '10MB'", """{"maxMessageSize":"10MB"}""")]
    [InlineData("-MaxMessageSize '10 MB (10,485,760 bytes)'", """{"maxMessageSize":"10MB"}""")]
    [InlineData("-MaxMessageSize '10 MB (10,485,761 bytes)'", """{"maxMessageSize":"10485761B"}""")]
    [InlineData("-MaxMessageSize '10 MB (20,971,520 bytes)'", """{"maxMessageSize":"10 MB (20,971,520 bytes)"}""")]
    [InlineData("-MaxMessageSize Unlimited", """{"maxMessageSize":"unlimited"}""")]
    [InlineData("-MaxMessageSize 3GB", """{"maxMessageSize":"3GB"}""")]
    [InlineData("-MaxMessageSize 1.5KB", """{"maxMessageSize":"1536B"}""")]
    [InlineData("-MaxMessageSize 1000", """{"maxMessageSize":"1000B"}""")]
    [InlineData("-MaxMessageSize 0", """{"maxMessageSize":"0B"}""")]
    [InlineData("-MaxMessageSize '-1'", """{"maxMessageSize":"-1"}""")]
    [InlineData("-MaxMessageSize 99999999999999999999", """{"maxMessageSize":"99999999999999999999"}""")]
    [InlineData("-MaxMessageSize ([ForeignTransport.PowerShell.Values.UnlimitedSize]'2MB')", """{"maxMessageSize":"2MB"}""")]
    [InlineData("-MaxMessageSize $null", """{"maxMessageSize":null}""")]
    [InlineData("-Comment $null", """{"comment":null}""")]
    [InlineData("-Comment ''", """{"comment":""}""")]
    [InlineData("-Comment \"a`nb\"", """{"comment":"a\nb"}""")]
    [InlineData("-Comment 'Größe \"x\" <b>'", """{"comment":"Größe \"x\" <b>"}""")]
    [InlineData("-Enabled $false -RelayDsnRequired:$true", """{"enabled":false,"relayDsnRequired":true}""")]
    [InlineData("-AddressSpaces 'FAX:*;1'", """{"addressSpaces":["FAX:*;1"]}""")]
    [InlineData("-AddressSpaces 'FAX:*;1','contoso.com'", """{"addressSpaces":["FAX:*;1","contoso.com"]}""")]
    [InlineData("-AddressSpaces $null", """{"addressSpaces":null}""")]
    [InlineData("-AddressSpaces @()", """{"addressSpaces":[]}""")]
    [InlineData("-AddressSpaces @{Add='a','b'; Remove='c'}", """{"addressSpaces":{"add":["a","b"],"remove":["c"]}}""")]
    [InlineData("-AddressSpaces @{add='a'}", """{"addressSpaces":{"add":["a"]}}""")]
    [InlineData("-AddressSpaces @{Remove=@('c')}", """{"addressSpaces":{"remove":["c"]}}""")]
    [InlineData("-AddressSpaces ([System.Collections.Generic.List[string]]('a','b'))", """{"addressSpaces":["a","b"]}""")]
    [InlineData("-AddressSpaces $nothing", """{"addressSpaces":null}""")]
    [InlineData("-SourceTransportServers Hub01", """{"sourceTransportServers":["Hub01"]}""")]
    [InlineData("-PossibleDuplicateAction dropagain", """{"possibleDuplicateAction":"DropAgain"}""")]
    [InlineData("-ReceiptMode file", """{"receiptMode":"File"}""")]
    [InlineData("-ReceiptTimeout 00:30:00", """{"receiptTimeout":"00:30:00"}""")]
    [InlineData("-ReceiptTimeout 48:00:00", """{"receiptTimeout":"48:00:00"}""")]
    [InlineData("-ReceiptTimeout 15", """{"receiptTimeout":"15"}""")]
    [InlineData("-ReceiptTimeout 2.00:00:00", """{"receiptTimeout":"2.00:00:00"}""")]
    [InlineData("-ReceiptTimeout ([TimeSpan]::FromHours(48))", """{"receiptTimeout":"2.00:00:00"}""")]
    [InlineData("-OneRecipientPerFile 1", """{"oneRecipientPerFile":true}""")]
    [InlineData("-DomainController dc01", "{}")]
    [InlineData("-MaxM 1MB", """{"maxMessageSize":"1MB"}""")]
    public void should_send_what_was_given_when_a_connector_is_set(string parameters, string expected)
    {
        Server.OnWrite("PATCH", "foreign-connectors/Fax");

        var request = Sent($"Set-ForeignConnector Fax {parameters}");

        Assert.True(request.Says(expected), request.Text);
    }

    [Theory]
    [InlineData("-PickupDirectoryPath $null", """{"pickupDirectoryPath":null}""")]
    [InlineData("-ReplayDirectoryPath default", """{"replayDirectoryPath":"default"}""")]
    [InlineData("-RootDropDirectoryPath $null", """{"rootDropDirectoryPath":null}""")]
    [InlineData("-DelayNotificationTimeout 4:00:00", """{"delayNotificationTimeout":"4:00:00"}""")]
    [InlineData("-DelayNotificationTimeout (New-Object TimeSpan 1,2,3,4)", """{"delayNotificationTimeout":"1.02:03:04"}""")]
    [InlineData("-MessageExpirationTimeout 2.00:00:00", """{"messageExpirationTimeout":"2.00:00:00"}""")]
    [InlineData("-MessageExpirationTimeout '15'", """{"messageExpirationTimeout":"15"}""")]
    [InlineData("-MessageExpirationTimeout soon", """{"messageExpirationTimeout":"soon"}""")]
    [InlineData("-PickupDirectoryMaxMessagesPerMinute unlimited", """{"pickupDirectoryMaxMessagesPerMinute":"unlimited"}""")]
    [InlineData("-PickupDirectoryMaxMessagesPerMinute 20", """{"pickupDirectoryMaxMessagesPerMinute":20}""")]
    [InlineData("-MessageTrackingLogMaxAge 00:00:00 -MessageTrackingLogEnabled $false", """{"messageTrackingLogEnabled":false,"messageTrackingLogMaxAge":"00:00:00"}""")]
    public void should_send_what_was_given_when_a_service_is_set(string parameters, string expected)
    {
        Server.OnWrite("PATCH", "transport-services/Hub01");

        var request = Sent($"Set-TransportServer Hub01 {parameters}".Replace("(New-Object TimeSpan 1,2,3,4)", "([TimeSpan]::new(1,2,3,4))", StringComparison.Ordinal));

        Assert.True(request.Says(expected), request.Text);
    }

    [Fact]
    public void should_warn_and_ignore_when_a_parameter_of_exchange_means_nothing_here()
    {
        Server.OnWrite("PATCH", "transport-services/Hub01");

        var result = Run("Set-TransportService Hub01 -ConnectivityLogEnabled $true -MaxOutboundConnections 500 -PoisonThreshold 3 -RoutingTableLogPath $null");

        Assert.True(Assert.Single(Server.Requests).Says("""{"poisonThreshold":3}"""));
        Assert.Equal(["-ConnectivityLogEnabled, -RoutingTableLogPath, -MaxOutboundConnections: ForeignTransport has no such setting; ignored."], result.Warnings);
    }

    [Fact]
    public void should_send_organization_settings_when_the_configuration_is_set()
    {
        Server.OnWrite("PATCH", "transport-config");

        var request = Sent("Set-TransportConfig -MaxRecipientEnvelopeLimit 5000 -MaxSendSize unlimited -GenerateCopyOfDSNFor @{Add='5.7.1'} -ExternalDelayDsnEnabled $false -InternalDsnSendHtml $false -ExternalDsnDefaultLanguage fr-CA -InternalDsnLanguageDetectionEnabled $false -ShadowRedundancyEnabled $true");

        Assert.True(
            request.Says("""{"maxSendSize":"unlimited","maxRecipientEnvelopeLimit":5000,"externalDelayDsnEnabled":false,"externalDsnDefaultLanguage":"fr-CA","internalDsnLanguageDetectionEnabled":false,"internalDsnSendHtml":false,"generateCopyOfDSNFor":{"add":["5.7.1"]}}"""), request.Text);
    }

    [Theory]
    [InlineData("-PriorityQueuingEnabled $true -MaxHighPriorityMessageSize 1MB", """{"priorityQueuingEnabled":true,"maxHighPriorityMessageSize":"1MB"}""")]
    [InlineData("-HighPriorityDelayNotificationTimeout 00:10:00", """{"highPriorityDelayNotificationTimeout":"00:10:00"}""")]
    [InlineData("-NormalPriorityDelayNotificationTimeout 04:00:00", """{"normalPriorityDelayNotificationTimeout":"04:00:00"}""")]
    [InlineData("-LowPriorityDelayNotificationTimeout 1.00:00:00", """{"lowPriorityDelayNotificationTimeout":"1.00:00:00"}""")]
    [InlineData("-HighPriorityMessageExpirationTimeout 04:00:00", """{"highPriorityMessageExpirationTimeout":"04:00:00"}""")]
    [InlineData("-NormalPriorityMessageExpirationTimeout 2.00:00:00", """{"normalPriorityMessageExpirationTimeout":"2.00:00:00"}""")]
    [InlineData("-LowPriorityMessageExpirationTimeout 5.00:00:00", """{"lowPriorityMessageExpirationTimeout":"5.00:00:00"}""")]
    public void should_send_priority_settings_when_the_configuration_is_set(string parameters, string expected)
    {
        Server.OnWrite("PATCH", "transport-config");

        var request = Sent($"Set-TransportConfig {parameters}");

        Assert.True(request.Says(expected), request.Text);
    }

    [Fact]
    public void should_send_makedefault_when_a_domain_becomes_the_default()
    {
        Server.OnWrite("PATCH", "accepted-domains/Contoso");

        Assert.True(Sent("Set-AcceptedDomain Contoso -MakeDefault $true -DomainType InternalRelay").Says("""{"domainType":"InternalRelay","makeDefault":true}"""));
    }

    [Theory]
    [InlineData("Get-ForeignConnector 'Contoso & Söhne #1/2?'", "/api/v1/foreign-connectors/Contoso%20%26%20S%C3%B6hne%20%231%2F2%3F")]
    [InlineData(@"Get-ForeignConnector 'Hub01\Fax'", "/api/v1/foreign-connectors/Hub01%5CFax")]
    [InlineData("Get-ForeignConnector ([guid]'0f8fad5b-d9cb-469f-a165-70867728950e')", "/api/v1/foreign-connectors/0f8fad5b-d9cb-469f-a165-70867728950e")]
    public void should_encode_the_identity_when_it_is_a_part_of_the_path(string line, string expected)
    {
        Engine.Run(line);

        Assert.Equal(expected, Assert.Single(Server.Requests).Path);
    }
}
