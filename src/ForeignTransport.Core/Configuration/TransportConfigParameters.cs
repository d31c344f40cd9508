using System.Text.RegularExpressions;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>Name, range, default and meaning of every parameter of <see cref="TransportConfig"/> (<c>Set-TransportConfig</c>).</summary>
public static partial class TransportConfigParameters
{
    /// <summary>2,097,151 KB: the largest message Exchange's limits can express.</summary>
    private const long LargestMessage = 2_147_482_624;

    public static ParameterTable<TransportConfig> Table { get; } = new ParameterTableBuilder<TransportConfig>(new TransportConfig())
        .UnlimitedSize("MaxReceiveSize", 0, LargestMessage, c => c.MaxReceiveSize, (c, v) => c with { MaxReceiveSize = v },
            "The largest message that is accepted for a recipient.", wholeKilobytes: true)
        .UnlimitedSize("MaxSendSize", 0, LargestMessage, c => c.MaxSendSize, (c, v) => c with { MaxSendSize = v },
            "The largest message that a sender may send.", wholeKilobytes: true)
        .UnlimitedInteger("MaxRecipientEnvelopeLimit", 0, int.MaxValue,
            c => c.MaxRecipientEnvelopeLimit, (c, v) => c with { MaxRecipientEnvelopeLimit = v },
            "Recipients of one message.")
        .Boolean("InternalDelayDsnEnabled", c => c.InternalDelayDsnEnabled, (c, v) => c with { InternalDelayDsnEnabled = v },
            "Whether senders of the organization are told that a message is delayed.")
        .Boolean("ExternalDelayDsnEnabled", c => c.ExternalDelayDsnEnabled, (c, v) => c with { ExternalDelayDsnEnabled = v },
            "Whether other senders are told that a message is delayed.")
        .Size("InternalDsnMaxMessageAttachSize", 0, int.MaxValue,
            c => c.InternalDsnMaxMessageAttachSize, (c, v) => c with { InternalDsnMaxMessageAttachSize = v },
            "A larger original is attached to a DSN for senders of the organization with its header only.")
        .Size("ExternalDsnMaxMessageAttachSize", 0, int.MaxValue,
            c => c.ExternalDsnMaxMessageAttachSize, (c, v) => c with { ExternalDsnMaxMessageAttachSize = v },
            "A larger original is attached to a DSN for other senders with its header only.")
        .Text("InternalDsnReportingAuthority", "blank or a domain",
            c => c.InternalDsnReportingAuthority, (c, v) => c with { InternalDsnReportingAuthority = v },
            "The name in Reporting-MTA of DSNs for senders of the organization. Blank is the server's own name.", IsBlankOrDomain)
        .Text("ExternalDsnReportingAuthority", "blank or a domain",
            c => c.ExternalDsnReportingAuthority, (c, v) => c with { ExternalDsnReportingAuthority = v },
            "The name in Reporting-MTA of DSNs for other senders. Blank is the server's own name.", IsBlankOrDomain)
        .Text("InternalDsnDefaultLanguage", $"blank or {LanguageTag.Allowed}",
            c => c.InternalDsnDefaultLanguage, (c, v) => c with { InternalDsnDefaultLanguage = Language(v) },
            "The language of DSNs for senders of the organization where the original says none that there is. Blank is English.", IsBlankOrLanguage)
        .Boolean("InternalDsnLanguageDetectionEnabled",
            c => c.InternalDsnLanguageDetectionEnabled, (c, v) => c with { InternalDsnLanguageDetectionEnabled = v },
            "Whether the language of DSNs for senders of the organization follows Content-Language and Accept-Language of the original.")
        .Text("ExternalDsnDefaultLanguage", $"blank or {LanguageTag.Allowed}",
            c => c.ExternalDsnDefaultLanguage, (c, v) => c with { ExternalDsnDefaultLanguage = Language(v) },
            "The language of DSNs for other senders where the original says none that there is. Blank is English.", IsBlankOrLanguage)
        .Boolean("ExternalDsnLanguageDetectionEnabled",
            c => c.ExternalDsnLanguageDetectionEnabled, (c, v) => c with { ExternalDsnLanguageDetectionEnabled = v },
            "Whether the language of DSNs for other senders follows Content-Language and Accept-Language of the original.")
        .Boolean("InternalDsnSendHtml", c => c.InternalDsnSendHtml, (c, v) => c with { InternalDsnSendHtml = v },
            "Whether DSNs for senders of the organization say in HTML too what they say in plain text.")
        .Boolean("ExternalDsnSendHtml", c => c.ExternalDsnSendHtml, (c, v) => c with { ExternalDsnSendHtml = v },
            "Whether DSNs for other senders say in HTML too what they say in plain text.")
        .Text("ExternalPostmasterAddress", "blank or an SMTP address",
            c => c.ExternalPostmasterAddress, (c, v) => c with { ExternalPostmasterAddress = v },
            "The From address of DSNs. Blank is postmaster of the default accepted domain.",
            address => address.Length == 0 || SmtpAddress.TryParse(address, out _, out _))
        .List("GenerateCopyOfDSNFor", "enhanced status codes such as 5.4.6",
            c => c.GenerateCopyOfDSNFor, (c, v) => c with { GenerateCopyOfDSNFor = v },
            "DSNs with these codes are copied to the postmaster.",
            code => Canonical(code, EnhancedStatus().IsMatch(code.Trim()), "enhanced status codes 4.x.y and 5.x.y"))
        .List("ReplayTrustedCreatedBy", "values of X-CreatedBy",
            c => c.ReplayTrustedCreatedBy, (c, v) => c with { ReplayTrustedCreatedBy = v },
            "A Replay file that names one of these keeps its organization headers.",
            name => Canonical(name, ObjectName.IsValid(name.Trim()), ObjectName.Allowed))
        .List("SiteLinks", "SiteA;SiteB;Cost with a cost of 1 to 99999",
            c => c.SiteLinks.Select(link => link.ToString()),
            (c, v) => c with { SiteLinks = [.. v.Select(text => SiteLink.TryParse(text, out var link) ? link : throw new FormatException(text))] },
            "The cost of the way between two sites.",
            text => SiteLink.TryParse(text, out var link)
                ? (link.ToString(), null)
                : (text, ErrorCatalogue.InvalidParameter.With("allowed is SiteA;SiteB;Cost with a cost of 1 to 99999")))
        .Part(c => c.PriorityQueuing, (c, part) => c with { PriorityQueuing = part }, priorities => priorities
            .Boolean("PriorityQueuingEnabled",
                q => q.Enabled, (q, v) => q with { Enabled = v },
                "Whether messages that their senders call urgent go first. Off, every message is of normal priority.")
            .Size("MaxHighPriorityMessageSize", 0, LargestMessage,
                q => q.MaxHighPriorityMessageSize, (q, v) => q with { MaxHighPriorityMessageSize = v },
                "A larger message of high priority is treated as normal.")
            .Span("HighPriorityDelayNotificationTimeout", "00:00:01", "30.00:00:00",
                q => q.HighPriorityDelayNotificationTimeout, (q, v) => q with { HighPriorityDelayNotificationTimeout = v },
                "Time from arrival to the delay DSN of a message of high priority, while priority queuing is on.")
            .Span("NormalPriorityDelayNotificationTimeout", "00:00:01", "30.00:00:00",
                q => q.NormalPriorityDelayNotificationTimeout, (q, v) => q with { NormalPriorityDelayNotificationTimeout = v },
                "Time from arrival to the delay DSN of a message of normal priority, while priority queuing is on.")
            .Span("LowPriorityDelayNotificationTimeout", "00:00:01", "30.00:00:00",
                q => q.LowPriorityDelayNotificationTimeout, (q, v) => q with { LowPriorityDelayNotificationTimeout = v },
                "Time from arrival to the delay DSN of a message of low priority, while priority queuing is on.")
            .Span("HighPriorityMessageExpirationTimeout", "00:00:05", "90.00:00:00",
                q => q.HighPriorityMessageExpirationTimeout, (q, v) => q with { HighPriorityMessageExpirationTimeout = v },
                "Time from arrival to failure with 4.4.7 of a message of high priority, while priority queuing is on.")
            .Span("NormalPriorityMessageExpirationTimeout", "00:00:05", "90.00:00:00",
                q => q.NormalPriorityMessageExpirationTimeout, (q, v) => q with { NormalPriorityMessageExpirationTimeout = v },
                "Time from arrival to failure with 4.4.7 of a message of normal priority, while priority queuing is on.")
            .Span("LowPriorityMessageExpirationTimeout", "00:00:05", "90.00:00:00",
                q => q.LowPriorityMessageExpirationTimeout, (q, v) => q with { LowPriorityMessageExpirationTimeout = v },
                "Time from arrival to failure with 4.4.7 of a message of low priority, while priority queuing is on."))
        .Build();

    private static (string Text, TransportError? Error) Canonical(string text, bool valid, string allowed) =>
        valid ? (text.Trim(), null) : (text, ErrorCatalogue.InvalidParameter.With($"allowed is {allowed}"));

    private static bool IsBlankOrLanguage(string text) => text.Length == 0 || LanguageTag.TryNormalize(text, out _);

    private static string Language(string text) => LanguageTag.TryNormalize(text, out var tag) ? tag : "";

    private static bool IsBlankOrDomain(string domain) =>
        domain.Length == 0 || DomainName.TryNormalize(domain, out _);

    [GeneratedRegex(@"^[45]\.[0-9]{1,3}\.[0-9]{1,3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EnhancedStatus();
}
