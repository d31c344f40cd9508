using System.Management.Automation;
using ForeignTransport.PowerShell.Tests.Hosting;
using Xunit;

namespace ForeignTransport.PowerShell.Tests;

/// <summary>Every parameter that Exchange documents for a cmdlet that is here too can be given, also where it means nothing here: a script runs as it stands.</summary>
public sealed class DocumentedParametersSpecs : IClassFixture<DocumentedParametersSpecs.Session>
{
    private readonly HostedEngine _engine;

    public DocumentedParametersSpecs(Session session) => _engine = session.Engine;

    [Theory]
    [InlineData("New-ForeignConnector", "Name AddressSpaces IsScopedConnector SourceTransportServers Confirm WhatIf DomainController")]
    [InlineData("Get-ForeignConnector", "Identity DomainController")]
    [InlineData(
        "Set-ForeignConnector",
        "Identity Name Comment DropDirectory AddressSpaces SourceTransportServers DropDirectoryQuota MaxMessageSize Enabled IsScopedConnector RelayDsnRequired Force Confirm WhatIf DomainController")]
    [InlineData("Remove-ForeignConnector", "Identity Confirm WhatIf DomainController")]
    [InlineData("Get-TransportService", "Identity DomainController")]
    [InlineData(
        "Set-TransportService",
        """
        Identity Confirm WhatIf DomainController RootDropDirectoryPath PickupDirectoryPath ReplayDirectoryPath PickupDirectoryMaxHeaderSize PickupDirectoryMaxMessagesPerMinute
        PickupDirectoryMaxRecipientsPerMessage DelayNotificationTimeout MessageExpirationTimeout MessageRetryInterval OutboundConnectionFailureRetryInterval
        TransientFailureRetryCount TransientFailureRetryInterval QueueMaxIdleTime MaxConcurrentMailboxDeliveries MaxConcurrentMailboxSubmissions MaxConnectionRatePerMinute
        MaxOutboundConnections MaxPerDomainOutboundConnections IntraOrgConnectorSmtpMaxMessagesPerConnection IntraOrgConnectorProtocolLoggingLevel PoisonMessageDetectionEnabled
        PoisonThreshold MessageTrackingLogEnabled MessageTrackingLogMaxAge MessageTrackingLogMaxDirectorySize MessageTrackingLogMaxFileSize MessageTrackingLogPath
        MessageTrackingLogSubjectLoggingEnabled ConnectivityLogEnabled ConnectivityLogMaxAge ConnectivityLogMaxDirectorySize ConnectivityLogMaxFileSize ConnectivityLogPath
        ReceiveProtocolLogMaxAge ReceiveProtocolLogMaxDirectorySize ReceiveProtocolLogMaxFileSize ReceiveProtocolLogPath SendProtocolLogMaxAge SendProtocolLogMaxDirectorySize
        SendProtocolLogMaxFileSize SendProtocolLogPath RoutingTableLogMaxAge RoutingTableLogMaxDirectorySize RoutingTableLogPath QueueLogMaxAge QueueLogMaxDirectorySize
        QueueLogMaxFileSize QueueLogPath AgentLogEnabled AgentLogMaxAge AgentLogMaxDirectorySize AgentLogMaxFileSize AgentLogPath DnsLogEnabled DnsLogMaxAge
        DnsLogMaxDirectorySize DnsLogMaxFileSize DnsLogPath PipelineTracingEnabled PipelineTracingPath PipelineTracingSenderAddress ContentConversionTracingEnabled
        ExternalDNSAdapterEnabled ExternalDNSAdapterGuid ExternalDNSProtocolOption ExternalDNSServers InternalDNSAdapterEnabled InternalDNSAdapterGuid
        InternalDNSProtocolOption InternalDNSServers ExternalIPAddress RecipientValidationCacheEnabled UseDowngradedExchangeServerAuth AntispamAgentsEnabled ComponentState
        """)]
    [InlineData("Get-TransportConfig", "Identity DomainController")]
    [InlineData(
        "Set-TransportConfig",
        """
        Identity MaxReceiveSize MaxSendSize MaxRecipientEnvelopeLimit InternalDelayDsnEnabled ExternalDelayDsnEnabled InternalDsnDefaultLanguage ExternalDsnDefaultLanguage
        InternalDsnLanguageDetectionEnabled ExternalDsnLanguageDetectionEnabled InternalDsnMaxMessageAttachSize ExternalDsnMaxMessageAttachSize InternalDsnReportingAuthority
        ExternalDsnReportingAuthority InternalDsnSendHtml ExternalDsnSendHtml ExternalPostmasterAddress GenerateCopyOfDSNFor DSNConversionMode JournalingReportNdrTo
        ShadowRedundancyEnabled RejectMessageOnShadowFailure ShadowMessagePreferenceSetting MaxRetriesForLocalSiteShadow MaxRetriesForRemoteSiteShadow ShadowHeartbeatFrequency
        ShadowResubmitTimeSpan ShadowMessageAutoDiscardInterval ShadowHeartbeatRetryCount ShadowHeartbeatTimeoutInterval SafetyNetHoldTime MaxDumpsterSizePerDatabase
        MaxDumpsterTime QueueDiagnosticsAggregationInterval DiagnosticsAggregationServicePort MaxAllowedAgentGeneratedMessageDepth MaxAllowedAgentGeneratedMessageDepthPerAgent
        AgentGeneratedMessageLoopDetectionInSmtpEnabled AgentGeneratedMessageLoopDetectionInSubmissionEnabled HeaderPromotionModeSetting InternalSMTPServers
        TLSReceiveDomainSecureList TLSSendDomainSecureList ClearCategories Rfc2231EncodingEnabled VerifySecureSubmitEnabled VoicemailJournalingEnabled Xexch50Enabled
        AddressBookPolicyRoutingEnabled Force Confirm WhatIf DomainController
        """)]
    [InlineData(
        "Get-Queue", "Identity Server Filter Include Exclude BookmarkIndex BookmarkObject IncludeBookmark ResultSize ReturnPageInfo SearchForward SortOrder")]
    [InlineData("Get-QueueDigest", "Dag Server Site Forest DetailsLevel Filter GroupBy ResultSize Timeout Include Exclude")]
    [InlineData("Suspend-Queue", "Identity Filter Server Confirm WhatIf")]
    [InlineData("Resume-Queue", "Identity Filter Server Confirm WhatIf")]
    [InlineData("Retry-Queue", "Identity Filter Server Resubmit Confirm WhatIf")]
    [InlineData(
        "Get-Message",
        "Identity Filter Server Queue IncludeRecipientInfo IncludeComponentLatencyInfo BookmarkIndex BookmarkObject IncludeBookmark ResultSize ReturnPageInfo SearchForward SortOrder")]
    [InlineData("Suspend-Message", "Identity Filter Server Confirm WhatIf")]
    [InlineData("Resume-Message", "Identity Filter Server Confirm WhatIf")]
    [InlineData("Remove-Message", "Identity Filter Server WithNDR Confirm WhatIf")]
    [InlineData("Export-Message", "Identity Confirm WhatIf")]
    [InlineData("Redirect-Message", "Server Target Confirm WhatIf")]
    [InlineData(
        "Get-MessageTrackingLog",
        "Server Start End EventId Source Sender Recipients MessageSubject MessageId InternalMessageId NetworkMessageId Reference TransportTrafficType ResultSize DomainController")]
    [InlineData("New-AcceptedDomain", "Name DomainName DomainType Confirm WhatIf DomainController")]
    [InlineData("Get-AcceptedDomain", "Identity DomainController")]
    [InlineData(
        "Set-AcceptedDomain",
        """
        Identity Name DomainType MakeDefault MatchSubDomains AddressBookEnabled PendingRemoval PendingCompletion EnableNego2Authentication CanHaveCloudCache Confirm WhatIf
        DomainController
        """)]
    [InlineData("Remove-AcceptedDomain", "Identity Confirm WhatIf DomainController")]
    public void should_take_every_parameter_that_exchange_documents(string cmdlet, string parameters)
    {
        var known = ((CommandInfo)Assert.Single(_engine.Run($"Get-Command {cmdlet}").Output).BaseObject).Parameters.Keys;

        Assert.Equal([], parameters.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Except(known, StringComparer.OrdinalIgnoreCase));
    }

    public sealed class Session : IDisposable
    {
        internal HostedEngine Engine { get; } = new();

        public void Dispose() => Engine.Dispose();
    }
}
