using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Configuration;

/// <summary>Changes the transport configuration of the organization: what is named is changed, everything else stays.</summary>
/// <remarks>Parameters of Exchange that mean nothing here (shadow redundancy, Safety Net, TLS lists) are taken and answered with a warning.</remarks>
/// <example>
/// <code>Set-TransportConfig -MaxReceiveSize 50MB -MaxSendSize 50MB</code>
/// <para>Allows messages of 50 MB.</para>
/// </example>
/// <example>
/// <code>Set-TransportConfig -GenerateCopyOfDSNFor @{Add="5.7.1"}</code>
/// <para>Has the postmaster see one more kind of notification.</para>
/// </example>
/// <example>
/// <code>Set-TransportConfig -PriorityQueuingEnabled $true -MaxHighPriorityMessageSize 1MB</code>
/// <para>Has messages that are marked as urgent go first, unless they are larger than 1 MB.</para>
/// </example>
/// <seealso cref="GetTransportConfig"/>
[Cmdlet(VerbsCommon.Set, "TransportConfig", SupportsShouldProcess = true)]
public sealed class SetTransportConfig : ExchangeCmdlet, IDynamicParameters
{
    /// <summary>Reserved; there is one transport configuration.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? Identity { get; set; }

    /// <summary>The largest message that is accepted for a recipient: 0 to 2,147,482,624 bytes, or unlimited.</summary>
    [Parameter]
    [Setting]
    public SizeParameter? MaxReceiveSize { get; set; }

    /// <summary>The largest message that a sender may send: 0 to 2,147,482,624 bytes, or unlimited.</summary>
    [Parameter]
    [Setting]
    public SizeParameter? MaxSendSize { get; set; }

    /// <summary>Recipients of one message: 0 to 2,147,483,647, or unlimited.</summary>
    [Parameter]
    [Setting]
    public UnlimitedInteger? MaxRecipientEnvelopeLimit { get; set; }

    /// <summary>Whether senders of the organization are told that a message is delayed.</summary>
    [Parameter]
    [Setting]
    public bool InternalDelayDsnEnabled { get; set; }

    /// <summary>Whether other senders are told that a message is delayed.</summary>
    [Parameter]
    [Setting]
    public bool ExternalDelayDsnEnabled { get; set; }

    /// <summary>A larger original is attached to a DSN for senders of the organization with its header only: 0 to 2,147,483,647 bytes.</summary>
    [Parameter]
    [Setting]
    public SizeParameter? InternalDsnMaxMessageAttachSize { get; set; }

    /// <summary>A larger original is attached to a DSN for other senders with its header only: 0 to 2,147,483,647 bytes.</summary>
    [Parameter]
    [Setting]
    public SizeParameter? ExternalDsnMaxMessageAttachSize { get; set; }

    /// <summary>The name in Reporting-MTA of DSNs for senders of the organization: a domain, or blank, which is the server's own name.</summary>
    [Parameter]
    [Setting]
    public string? InternalDsnReportingAuthority { get; set; }

    /// <summary>The name in Reporting-MTA of DSNs for other senders: a domain, or blank, which is the server's own name.</summary>
    [Parameter]
    [Setting]
    public string? ExternalDsnReportingAuthority { get; set; }

    /// <summary>The language of DSNs for senders of the organization where the original says none that there is, as in de or fr-CA; blank is English.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DsnLanguageCompleter))]
    [Setting]
    public string? InternalDsnDefaultLanguage { get; set; }

    /// <summary>Whether the language of DSNs for senders of the organization follows Content-Language and Accept-Language of the original. Default: $true.</summary>
    [Parameter]
    [Setting]
    public bool InternalDsnLanguageDetectionEnabled { get; set; }

    /// <summary>The language of DSNs for other senders where the original says none that there is, as in de or fr-CA; blank is English.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DsnLanguageCompleter))]
    [Setting]
    public string? ExternalDsnDefaultLanguage { get; set; }

    /// <summary>Whether the language of DSNs for other senders follows Content-Language and Accept-Language of the original. Default: $true.</summary>
    [Parameter]
    [Setting]
    public bool ExternalDsnLanguageDetectionEnabled { get; set; }

    /// <summary>Whether DSNs for senders of the organization say in HTML too what they say in plain text. Default: $true.</summary>
    [Parameter]
    [Setting]
    public bool InternalDsnSendHtml { get; set; }

    /// <summary>Whether DSNs for other senders say in HTML too what they say in plain text. Default: $true.</summary>
    [Parameter]
    [Setting]
    public bool ExternalDsnSendHtml { get; set; }

    /// <summary>The From address of DSNs: an SMTP address, or blank, which is postmaster of the default accepted domain.</summary>
    [Parameter]
    [Setting]
    public string? ExternalPostmasterAddress { get; set; }

    /// <summary>DSNs with these enhanced status codes are copied to the postmaster.</summary>
    [Parameter]
    [Setting]
    [MultiValued]
    public MultiValuedProperty? GenerateCopyOfDSNFor { get; set; }

    /// <summary>Beyond Exchange: a Replay file whose X-CreatedBy is one of these keeps its organization headers.</summary>
    [Parameter]
    [Setting]
    [MultiValued]
    public MultiValuedProperty? ReplayTrustedCreatedBy { get; set; }

    /// <summary>Beyond Exchange's cmdlet: the costs of the ways between sites, as SiteA;SiteB;Cost.</summary>
    [Parameter]
    [Setting]
    [MultiValued]
    public MultiValuedProperty? SiteLinks { get; set; }

    /// <summary>Beyond Exchange's cmdlet: whether messages that their senders call urgent go first. Off, every message is of normal priority.</summary>
    [Parameter]
    [Setting]
    public bool PriorityQueuingEnabled { get; set; }

    /// <summary>Beyond Exchange's cmdlet: a larger message of high priority is treated as normal: 0 to 2,147,482,624 bytes.</summary>
    [Parameter]
    [Setting]
    public SizeParameter? MaxHighPriorityMessageSize { get; set; }

    /// <summary>
    /// Beyond Exchange's cmdlet: time from arrival to the delay DSN of a message of high priority, while priority queuing is on: 00:00:01 to
    /// 30.00:00:00.
    /// </summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? HighPriorityDelayNotificationTimeout { get; set; }

    /// <summary>
    /// Beyond Exchange's cmdlet: time from arrival to the delay DSN of a message of normal priority, while priority queuing is on: 00:00:01 to
    /// 30.00:00:00.
    /// </summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? NormalPriorityDelayNotificationTimeout { get; set; }

    /// <summary>
    /// Beyond Exchange's cmdlet: time from arrival to the delay DSN of a message of low priority, while priority queuing is on: 00:00:01 to
    /// 30.00:00:00.
    /// </summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? LowPriorityDelayNotificationTimeout { get; set; }

    /// <summary>
    /// Beyond Exchange's cmdlet: time from arrival to failure with 4.4.7 of a message of high priority, while priority queuing is on: 00:00:05
    /// to 90.00:00:00.
    /// </summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? HighPriorityMessageExpirationTimeout { get; set; }

    /// <summary>
    /// Beyond Exchange's cmdlet: time from arrival to failure with 4.4.7 of a message of normal priority, while priority queuing is on: 00:00:05
    /// to 90.00:00:00.
    /// </summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? NormalPriorityMessageExpirationTimeout { get; set; }

    /// <summary>
    /// Beyond Exchange's cmdlet: time from arrival to failure with 4.4.7 of a message of low priority, while priority queuing is on: 00:00:05
    /// to 90.00:00:00.
    /// </summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? LowPriorityMessageExpirationTimeout { get; set; }

    /// <summary>Shows no warnings.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override bool IsQuiet => Force;

    /// <inheritdoc />
    public object GetDynamicParameters() => IgnoredParameters.Define(IgnoredParameters.OfTransportConfig);

    /// <inheritdoc />
    protected override void BeginProcessing() => IgnoredParameters.Warn(this, IgnoredParameters.OfTransportConfig);

    /// <inheritdoc />
    protected override void ProcessRecord() => Change("transport-config", "the transport configuration", name: null);
}
