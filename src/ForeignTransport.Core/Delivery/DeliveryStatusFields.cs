using System.Globalization;
using System.Text;
using ForeignTransport.Core.Addressing;
using MimeKit;
using MimeKit.Utils;

namespace ForeignTransport.Core.Delivery;

/// <summary>
/// The machine-readable part of a notification, <c>message/delivery-status</c>, with its fields in the order of RFC 3464
/// sections 2.2 and 2.3.
/// </summary>
/// <remarks>
/// Values are given to MimeKit raw: encoded as ordinary header text, a long address would become RFC 2047 encoded words, which
/// RFC 3464 does not allow in addresses and no bounce processor decodes.
/// </remarks>
internal static class DeliveryStatusFields
{
    // RFC 5322 section 2.1.1 allows 998 octets a line; the field name and its colon take the rest.
    private const int MaxValueLine = 900;

    public static MessageDeliveryStatus Compose(DsnRequest request)
    {
        // Each group is written with the blank line that separates it from the next. The last has none (RFC 3464 section 2.1): readers take
        // a blank line more for a recipient without fields. Adding to StatusGroups would write everything anew for every recipient.
        var content = new MemoryStream();
        MessageFields(request).WriteTo(DsnComposer.CrLf, content);
        foreach (var recipient in request.Recipients)
        {
            RecipientFields(request, recipient).WriteTo(DsnComposer.CrLf, content);
        }

        content.SetLength(content.Length - "\r\n".Length);
        content.Position = 0;
        return new MessageDeliveryStatus { Content = new MimeContent(content) };
    }

    private static HeaderList MessageFields(DsnRequest request)
    {
        var original = request.Original;
        var fields = new HeaderList();
        if (original.Envelope.EnvelopeId is { } envelopeId)
        {
            Add(fields, "Original-Envelope-Id", Decode(envelopeId));
        }

        Add(fields, "Reporting-MTA", HostField(request.ReportingMta));
        if (request.Gateway is { } gateway)
        {
            Add(fields, "DSN-Gateway", HostField(gateway));
        }

        if (original.ReceivedFrom is { } from && (from.HeloName ?? from.Address) is not null)
        {
            Add(fields, "Received-From-MTA", ReceivedFromField(from));
        }

        Add(fields, "Arrival-Date", DateUtils.FormatDate(original.ArrivedAt));
        return fields;
    }

    private static HeaderList RecipientFields(DsnRequest request, DsnRecipient recipient)
    {
        var fields = new HeaderList();
        if (recipient.Recipient.OriginalRecipient is { } originalRecipient)
        {
            Add(fields, "Original-Recipient", OriginalRecipientField(originalRecipient));
        }

        Add(fields, "Final-Recipient", AddressField("rfc822", recipient.Recipient.Address));
        Add(fields, "Action", ActionOf(request.Kind));
        Add(fields, "Status", recipient.Status.ToString());
        if (recipient.RemoteMta is { } remote)
        {
            Add(fields, "Remote-MTA", $"dns;{HostName(remote)}");
        }

        if (recipient.Diagnostic is { } diagnostic)
        {
            Add(fields, "Diagnostic-Code", $"smtp;{PrintableText.SingleLine(diagnostic.ToString(), SmtpResponse.MaxTextLength)}");
        }

        if (recipient.LastAttempt is { } lastAttempt)
        {
            Add(fields, "Last-Attempt-Date", DateUtils.FormatDate(lastAttempt));
        }

        if (recipient.FinalLogId is { } logId)
        {
            Add(fields, "Final-Log-ID", PrintableText.SingleLine(logId, 255));
        }

        if (request.Kind == DsnKind.Delayed && request.ExpiresAt is { } expiresAt)
        {
            Add(fields, "Will-Retry-Until", DateUtils.FormatDate(expiresAt));
        }

        if (!string.IsNullOrWhiteSpace(recipient.DisplayName))
        {
            Add(fields, "X-Display-Name", PrintableText.SingleLine(recipient.DisplayName, 255));
        }

        if (recipient.SupplementaryInfo is { } info)
        {
            Add(fields, "X-Supplementary-Info", PrintableText.SingleLine(info, SmtpResponse.MaxTextLength));
        }

        return fields;
    }

    internal static string ActionOf(DsnKind kind) => kind switch
    {
        DsnKind.Failed => "failed",
        DsnKind.Delayed => "delayed",
        DsnKind.Relayed => "relayed",
        DsnKind.Delivered => "delivered",
        DsnKind.Expanded => "expanded",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of notification.")
    };

    private static string HostField(string host) => $"{(host.Contains('.', StringComparison.Ordinal) ? "dns" : "x-local-hostname")};{HostName(host)}";

    /// <summary>The HELO name with the address as comment; an address literal (RFC 5321 section 4.1.3) where there was no name.</summary>
    private static string ReceivedFromField(ReceivedFrom from)
    {
        var address = from.Address is null ? null : HostName(from.Address);
        if (!string.IsNullOrWhiteSpace(from.HeloName))
        {
            return address is null ? $"dns;{HostName(from.HeloName)}" : $"dns;{HostName(from.HeloName)} ({address})";
        }

        return address is not null && address.Contains(':', StringComparison.Ordinal) ? $"dns;[IPv6:{address}]" : $"dns;[{address}]";
    }

    /// <summary>ORCPT decoded. What cannot be shown in ASCII stays as it was given, unless the address type has a form for it.</summary>
    private static string OriginalRecipientField(string originalRecipient)
    {
        var semicolon = originalRecipient.IndexOf(';', StringComparison.Ordinal);
        var type = semicolon > 0 ? originalRecipient[..semicolon] : "rfc822";
        var encoded = originalRecipient[(semicolon + 1)..];
        var decoded = Decode(encoded);
        var international = type.Equals("rfc822", StringComparison.OrdinalIgnoreCase) || type.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        return international || IsPrintableAscii(decoded) ? AddressField(type, decoded) : $"{type};{encoded}";
    }

    /// <summary>
    /// Type and address. An address that is not printable ASCII takes type <c>utf-8</c> with its characters escaped, which
    /// keeps the part 7bit (RFC 6533 section 3) and lets no line end through.
    /// </summary>
    private static string AddressField(string type, string address)
    {
        if (IsPrintableAscii(address))
        {
            return $"{type};{address}";
        }

        var escaped = new StringBuilder("utf-8;");
        foreach (var rune in address.EnumerateRunes())
        {
            if (rune.Value is > 0x20 and < 0x7F and not ('+' or '\\' or '='))
            {
                escaped.Append((char)rune.Value);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X2}}}");
            }
        }

        return escaped.ToString();
    }

    private static string Decode(string xtext) => Xtext.TryDecode(xtext, out var text) ? text : xtext;

    /// <summary>A host name or literal as it may stand in a field: what could end it or open a comment becomes a question mark.</summary>
    private static string HostName(string host) =>
        string.Create(Math.Min(host.Length, 255), host, static (span, name) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = name[i] is > ' ' and < '\x7F' and not ('(' or ')' or '\\' or ';' or '"') ? name[i] : '?';
            }
        });

    private static bool IsPrintableAscii(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static void Add(HeaderList fields, string name, string value)
    {
        if (!IsPrintableAscii(value))
        {
            // Words in other scripts: encoded words are allowed in free text (RFC 3464 section 2.1.2).
            fields.Add(name, PrintableText.SingleLine(value, int.MaxValue));
            return;
        }

        var header = new Header(name, "");
        header.SetRawValue(Encoding.ASCII.GetBytes(Fold(value)));
        fields.Add(header);
    }

    /// <summary>One line while RFC 5322 allows it: many readers of notifications do not unfold.</summary>
    private static string Fold(string value)
    {
        var folded = new StringBuilder(value.Length + 4);
        var rest = value.AsSpan().Trim();
        while (rest.Length > MaxValueLine)
        {
            var blank = rest[..MaxValueLine].LastIndexOf(' ');
            var cut = blank > 0 ? blank : MaxValueLine;
            folded.Append(' ').Append(rest[..cut]).Append("\r\n");
            rest = rest[cut..].TrimStart(' ');
        }

        return folded.Append(' ').Append(rest).Append("\r\n").ToString();
    }
}
