using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Configuration;

/// <summary>The transport configuration of the organization, with its properties in Exchange's order: the alphabet's.</summary>
public sealed class TransportConfig
{
    public bool ExternalDelayDsnEnabled { get; set; }

    public string ExternalDsnDefaultLanguage { get; set; } = "";

    public bool ExternalDsnLanguageDetectionEnabled { get; set; }

    public ByteQuantifiedSize ExternalDsnMaxMessageAttachSize { get; set; } = new(0);

    public string ExternalDsnReportingAuthority { get; set; } = "";

    public bool ExternalDsnSendHtml { get; set; }

    public string ExternalPostmasterAddress { get; set; } = "";

    public MultiValuedProperty GenerateCopyOfDSNFor { get; set; } = new();

    public TimeSpan HighPriorityDelayNotificationTimeout { get; set; }

    public TimeSpan HighPriorityMessageExpirationTimeout { get; set; }

    public bool InternalDelayDsnEnabled { get; set; }

    public string InternalDsnDefaultLanguage { get; set; } = "";

    public bool InternalDsnLanguageDetectionEnabled { get; set; }

    public ByteQuantifiedSize InternalDsnMaxMessageAttachSize { get; set; } = new(0);

    public string InternalDsnReportingAuthority { get; set; } = "";

    public bool InternalDsnSendHtml { get; set; }

    public TimeSpan LowPriorityDelayNotificationTimeout { get; set; }

    public TimeSpan LowPriorityMessageExpirationTimeout { get; set; }

    public ByteQuantifiedSize MaxHighPriorityMessageSize { get; set; } = new(0);

    public UnlimitedSize MaxReceiveSize { get; set; } = new(value: null);

    public UnlimitedInteger MaxRecipientEnvelopeLimit { get; set; } = UnlimitedInteger.Unlimited;

    public UnlimitedSize MaxSendSize { get; set; } = new(value: null);

    public TimeSpan NormalPriorityDelayNotificationTimeout { get; set; }

    public TimeSpan NormalPriorityMessageExpirationTimeout { get; set; }

    public bool PriorityQueuingEnabled { get; set; }

    public MultiValuedProperty ReplayTrustedCreatedBy { get; set; } = new();

    public MultiValuedProperty SiteLinks { get; set; } = new();

    public string Name => "Transport Settings";

    public string Identity => Name;

    public bool IsValid => true;

    /// <inheritdoc />
    public override string ToString() => Name;
}
