using System.Collections.Immutable;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Recipients;

/// <summary>Name, range, default and meaning of every parameter of a <see cref="Recipient"/>, a table for each type.</summary>
public static class RecipientParameters
{
    /// <summary>2,097,151 KB: the largest message Exchange's limits can express.</summary>
    private const long LargestMessage = 2_147_482_624;

    private const string NameOfRecipient = "blank or the name of a recipient";

    /// <summary>Set-MailContact.</summary>
    public static ParameterTable<Recipient> MailContact { get; } = Limits(External(Named(RecipientType.MailContact))).Build();

    /// <summary>Set-MailUser.</summary>
    public static ParameterTable<Recipient> MailUser { get; } = Limits(External(Named(RecipientType.MailUser)))
        .Text("ForwardingAddress", NameOfRecipient, r => r.ForwardingAddress, (r, v) => r with { ForwardingAddress = v },
            "The recipient that gets the mail instead, or too. Blank forwards nothing.", IsBlankOrName)
        .Text("ForwardingSmtpAddress", "blank or an SMTP address", r => r.ForwardingSmtpAddress, (r, v) => r with { ForwardingSmtpAddress = v },
            "The address that gets the mail instead, or too; it does not count where ForwardingAddress is given.",
            text => text.Length == 0 || SmtpAddress.TryParse(text, out _, out _))
        .Boolean("DeliverToMailboxAndForward", r => r.DeliverToMailboxAndForward, (r, v) => r with { DeliverToMailboxAndForward = v },
            "Whether forwarded mail goes to ExternalEmailAddress too.")
        .UnlimitedInteger("RecipientLimits", 0, int.MaxValue, r => r.RecipientLimits, (r, v) => r with { RecipientLimits = v },
            "How many recipients a message from here may have. Unlimited leaves it to MaxRecipientEnvelopeLimit of the organization.")
        .Build();

    /// <summary>Set-DistributionGroup, with the members.</summary>
    public static ParameterTable<Recipient> DistributionGroup { get; } = Limits(Named(RecipientType.MailUniversalDistributionGroup))
        .List("Members", "names of recipients", r => r.Members, (r, v) => r with { Members = v }, "The recipients that the group stands for.", Name)
        .List("ManagedBy", "names of recipients", r => r.ManagedBy, (r, v) => r with { ManagedBy = v }, "Who answers for the group. The first one is told of failures where ReportToManagerEnabled is true.", Name)
        .Boolean("ReportToOriginatorEnabled", r => r.ReportToOriginatorEnabled, (r, v) => r with { ReportToOriginatorEnabled = v },
            "Whether senders are told what became of members, and of the expansion.")
        .Boolean("ReportToManagerEnabled", r => r.ReportToManagerEnabled, (r, v) => r with { ReportToManagerEnabled = v },
            "Whether the manager is told of failures of members. Not together with ReportToOriginatorEnabled.")
        .Build();

    /// <summary>The table of a type.</summary>
    public static ParameterTable<Recipient> Of(RecipientType type) => type switch
    {
        RecipientType.MailContact => MailContact,
        RecipientType.MailUser => MailUser,
        RecipientType.MailUniversalDistributionGroup => DistributionGroup,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown type of recipient.")
    };

    private static ParameterTableBuilder<Recipient> Named(RecipientType type) => new ParameterTableBuilder<Recipient>(new Recipient { Type = type, Name = "" })
        .Text("Name", ObjectName.Allowed, r => r.Name, (r, v) => r with { Name = v }, "The name of the recipient, unique among all recipients.", ObjectName.IsValid)
        .Text("Alias", RecipientAlias.Allowed, r => r.Alias, (r, v) => r with { Alias = v },
            "The local part of addresses that are made for the recipient, unique among all recipients.",
            text => text.Length == 0 || RecipientAlias.IsValid(text))
        .Text("DisplayName", "at most 256 characters without control characters", r => r.DisplayName, (r, v) => r with { DisplayName = v },
            "The name that people see. Blank is the name.", text => text.Length <= 256 && SingleLine.IsSingleLine(text))
        .List("EmailAddresses", "proxy addresses such as SMTP:jane@contoso.com, smtp:j@contoso.com or FAX:+1425",
            r => Format(r.EmailAddresses), (r, v) => r with { EmailAddresses = Parse(v) },
            "The addresses of the recipient. SMTP in capitals marks the primary one; without it the first one of type SMTP is.", Proxy);

    private static ParameterTableBuilder<Recipient> External(ParameterTableBuilder<Recipient> table) => table
        .Text("ExternalEmailAddress", "an address such as FAX:+14255550100 or bob@fabrikam.com",
            r => r.ExternalEmailAddress?.ToString() ?? "",
            (r, v) => r with { ExternalEmailAddress = NativeAddress.TryParse(v, out var address, out _) ? address : null },
            "Where mail for the recipient goes, of any type.", text => text.Length == 0 || NativeAddress.TryParse(text, out _, out _));

    private static ParameterTableBuilder<Recipient> Limits(ParameterTableBuilder<Recipient> table) => table
        .UnlimitedSize("MaxReceiveSize", 0, LargestMessage, r => r.MaxReceiveSize, (r, v) => r with { MaxReceiveSize = v },
            "The largest message that the recipient takes.", wholeKilobytes: true)
        .UnlimitedSize("MaxSendSize", 0, LargestMessage, r => r.MaxSendSize, (r, v) => r with { MaxSendSize = v },
            "The largest message that the recipient may send.", wholeKilobytes: true)
        .Boolean("RequireSenderAuthenticationEnabled",
            r => r.RequireSenderAuthenticationEnabled, (r, v) => r with { RequireSenderAuthenticationEnabled = v },
            "Whether only authenticated senders may write to the recipient.")
        .List("AcceptMessagesOnlyFromSendersOrMembers", "names of recipients",
            r => r.AcceptMessagesOnlyFromSendersOrMembers, (r, v) => r with { AcceptMessagesOnlyFromSendersOrMembers = v },
            "Who alone may write to the recipient, groups standing for their members. Empty is everybody.", Name)
        .List("RejectMessagesFromSendersOrMembers", "names of recipients",
            r => r.RejectMessagesFromSendersOrMembers, (r, v) => r with { RejectMessagesFromSendersOrMembers = v },
            "Who may not write to the recipient, groups standing for their members.", Name);

    private static bool IsBlankOrName(string text) => text.Length == 0 || ObjectName.IsValid(text);

    private static (string Text, TransportError? Error) Name(string text) => ObjectName.IsValid(text.Trim())
        ? (text.Trim(), null)
        : (text, ErrorCatalogue.InvalidParameter.With($"allowed is {ObjectName.Allowed}"));

    private static (string Text, TransportError? Error) Proxy(string text) =>
        ProxyAddress.TryParse(text, out var address, out var isPrimary, out var error)
            ? (ProxyAddress.Format(address, isPrimary), null)
            : (text, ErrorCatalogue.InvalidParameter.With(error.Detail));

    private static IEnumerable<string> Format(ImmutableArray<NativeAddress> addresses)
    {
        var hasPrimary = false;
        foreach (var address in addresses)
        {
            yield return ProxyAddress.Format(address, address.Type == AddressType.Smtp && !hasPrimary);
            hasPrimary |= address.Type == AddressType.Smtp;
        }
    }

    // The primary address goes first. Of several, the last one that was given is meant: Exchange's scripts add a new one and leave the former.
    private static ImmutableArray<NativeAddress> Parse(ImmutableArray<string> items)
    {
        var addresses = items
            .Select(item => ProxyAddress.TryParse(item, out var address, out var isPrimary, out _) ? (Address: address, IsPrimary: isPrimary) : default)
            .Where(item => item.Address is not null)
            .ToList();
        var primary = addresses.FindLast(item => item.IsPrimary).Address;
        return [.. addresses.Select(item => item.Address!).Prepend(primary!).Where(address => address is not null).Distinct()];
    }
}
