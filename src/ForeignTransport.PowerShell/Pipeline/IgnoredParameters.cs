using System.Collections.ObjectModel;
using System.Management.Automation;

namespace ForeignTransport.PowerShell.Pipeline;

/// <summary>
/// Parameters that scripts for Exchange carry and that have no meaning here: they are taken, whatever their value, and answered with a warning.
/// They are no properties of the cmdlet, so that nobody finds them in its help.
/// </summary>
internal static class IgnoredParameters
{
    private static readonly string[] LogParts = ["Enabled", "MaxAge", "MaxDirectorySize", "MaxFileSize", "Path"];

    private static readonly string[] Logs = ["ConnectivityLog", "ReceiveProtocolLog", "SendProtocolLog", "RoutingTableLog", "QueueLog", "AgentLog", "DnsLog"];

    public static IReadOnlyList<string> OfTransportService { get; } =
    [
        .. from log in Logs from part in LogParts select log + part,
        "AntispamAgentsEnabled", "ContentConversionTracingEnabled", "PipelineTracingEnabled", "PipelineTracingPath", "PipelineTracingSenderAddress",
        "ExternalDNSAdapterEnabled", "ExternalDNSAdapterGuid", "ExternalDNSProtocolOption", "ExternalDNSServers", "ExternalIPAddress",
        "InternalDNSAdapterEnabled", "InternalDNSAdapterGuid", "InternalDNSProtocolOption", "InternalDNSServers",
        "IntraOrgConnectorProtocolLoggingLevel", "IntraOrgConnectorSmtpMaxMessagesPerConnection", "MaxConcurrentMailboxDeliveries",
        "MaxConcurrentMailboxSubmissions", "MaxConnectionRatePerMinute", "MaxOutboundConnections", "MaxPerDomainOutboundConnections",
        "RecipientValidationCacheEnabled", "UseDowngradedExchangeServerAuth"
    ];

    public static IReadOnlyList<string> OfTransportConfig { get; } =
    [
        "AddressBookPolicyRoutingEnabled", "AgentGeneratedMessageLoopDetectionInSmtpEnabled", "AgentGeneratedMessageLoopDetectionInSubmissionEnabled",
        "DiagnosticsAggregationServicePort", "MaxAllowedAgentGeneratedMessageDepth", "MaxAllowedAgentGeneratedMessageDepthPerAgent",
        "ShadowHeartbeatRetryCount", "ShadowHeartbeatTimeoutInterval",
        "ClearCategories", "DSNConversionMode",
        "HeaderPromotionModeSetting",
        "InternalSMTPServers", "JournalingReportNdrTo", "MaxDumpsterSizePerDatabase", "MaxDumpsterTime", "MaxRetriesForLocalSiteShadow",
        "MaxRetriesForRemoteSiteShadow", "QueueDiagnosticsAggregationInterval", "Rfc2231EncodingEnabled", "RejectMessageOnShadowFailure", "SafetyNetHoldTime",
        "ShadowHeartbeatFrequency", "ShadowMessageAutoDiscardInterval", "ShadowMessagePreferenceSetting", "ShadowRedundancyEnabled",
        "ShadowResubmitTimeSpan", "TLSReceiveDomainSecureList", "TLSSendDomainSecureList", "VerifySecureSubmitEnabled", "VoicemailJournalingEnabled", "Xexch50Enabled"
    ];

    public static IReadOnlyList<string> OfAcceptedDomain { get; } =
        ["AddressBookEnabled", "CanHaveCloudCache", "EnableNego2Authentication", "PendingCompletion", "PendingRemoval"];

    public static IReadOnlyList<string> OfRecipient { get; } =
    [
        "ArbitrationMailbox", "BypassModerationFromSendersOrMembers", "BypassNestedModerationEnabled", "CopyOwnerToMember", "EmailAddressPolicyEnabled",
        "FirstName", "GrantSendOnBehalfTo", "HiddenFromAddressListsEnabled", "HiddenGroupMembershipEnabled", "IgnoreDefaultScope", "IgnoreNamingPolicy",
        "Initials", "LastName", "MacAttachmentFormat", "MailTip", "MailTipTranslations", "MemberDepartRestriction", "MemberJoinRestriction",
        "MessageBodyFormat", "MessageFormat", "ModeratedBy", "ModerationEnabled", "Notes", "OrganizationalUnit", "RoomList",
        "SamAccountName", "SendModerationNotifications", "SendOofMessageToOriginatorEnabled", "SimpleDisplayName", "Type", "UseMapiRichTextFormat",
        "UsePreferMessageFormat", "WindowsEmailAddress", .. Enumerable.Range(1, 15).Select(number => $"CustomAttribute{number}")
    ];

    public static RuntimeDefinedParameterDictionary Define(IReadOnlyList<string> names)
    {
        var parameters = new RuntimeDefinedParameterDictionary();
        foreach (var name in names)
        {
            // DontShow: completion proposes what does something.
            var attributes = new Collection<Attribute> { new ParameterAttribute { DontShow = true }, new AllowNullAttribute() };
            parameters.Add(name, new RuntimeDefinedParameter(name, typeof(object), attributes));
        }

        return parameters;
    }

    public static void Warn(PSCmdlet cmdlet, IReadOnlyList<string> names)
    {
        var given = names.Where(cmdlet.MyInvocation.BoundParameters.ContainsKey).Select(name => $"-{name}").ToList();
        if (given.Count > 0)
            cmdlet.WriteWarning($"{string.Join(", ", given)}: ForeignTransport has no such setting; ignored.");
    }
}
