using System.Text;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using MimeKit;

namespace ForeignTransport.Core.Tests.Delivery;

/// <summary>The message of the reference vectors, and ways to look into what was composed about it.</summary>
internal static class DsnFixture
{
    public const string FaxAddress = "IMCEAFAX-+2B1425@contoso.com";

    public const string Head =
        "Received: from relay.fabrikam.com by mbx1.contoso.com\r\n\twith ESMTP; Sun, 31 Mar 2024 16:36:42 +0000\r\n"
        + "X-MS-Exchange-Organization-AuthAs: Internal\r\n"
        + "From: Bob <bob@fabrikam.com>\r\n"
        + "To: fax\r\n"
        + "Bcc: secret@contoso.com\r\n"
        + "Subject: Order 7\r\n"
        + "Message-ID: <4867a3d7@fabrikam.com>\r\n"
        + "\r\n";

    public const string VisibleHead =
        "From: Bob <bob@fabrikam.com>\r\nTo: fax\r\nSubject: Order 7\r\nMessage-ID: <4867a3d7@fabrikam.com>\r\n";

    public static readonly DateTimeOffset Arrival = new(2024, 3, 31, 16, 36, 42, TimeSpan.Zero);

    public static readonly DsnRecipient NoConnector =
        new(new EnvelopeRecipient(FaxAddress), new EnhancedStatusCode(5, 4, 4), StandardResponses.NoConnector);

    public static DsnRequest Request(DsnKind kind = DsnKind.Failed, string body = "Please deliver.\r\n", params DsnRecipient[] recipients) => new()
    {
        Kind = kind,
        Id = new MessageId(0x0f8e1c2d3b4a5968, 0x778695a4b3c2d1e0),
        Now = Arrival.AddSeconds(1),
        ReportingMta = "mbx1.contoso.com",
        ProductName = "ForeignTransport",
        PostmasterAddress = "postmaster@contoso.com",
        DefaultDomain = "contoso.com",
        Original = new DsnOriginal
        {
            Envelope = new Envelope("bounce@fabrikam.com", [NoConnector.Recipient]),
            ArrivedAt = Arrival,
            ReceivedFrom = new ReceivedFrom("mail.fabrikam.com", "203.0.113.9"),
            InternetMessageId = "<4867a3d7@fabrikam.com>",
            Subject = "Order 7",
            Size = Head.Length + body.Length,
            Head = Encoding.Latin1.GetBytes(Head),
            Body = Encoding.Latin1.GetBytes(body)
        },
        Recipients = recipients.Length == 0 ? [NoConnector] : [.. recipients]
    };

    public static DsnRequest WithOriginal(this DsnRequest request, Func<DsnOriginal, DsnOriginal> change) =>
        request with { Original = change(request.Original) };

    public static DsnRequest WithHead(this DsnRequest request, string head) =>
        request.WithOriginal(original => original with
        {
            Head = Encoding.Latin1.GetBytes(head),
            Size = head.Length + original.Body.Length
        });

    /// <summary>The bytes as text, one character an octet.</summary>
    public static string Text(this ComposedDsn dsn) => Encoding.Latin1.GetString(dsn.Content);

    public static MimeMessage Parse(this ComposedDsn dsn) => MimeMessage.Load(new MemoryStream(dsn.Content));

    public static MultipartReport Report(this ComposedDsn dsn) => (MultipartReport)dsn.Parse().Body!;

    public static HeaderListCollection Groups(this ComposedDsn dsn) => ((MessageDeliveryStatus)dsn.Report()[1]).StatusGroups;

    public static string PlainText(this ComposedDsn dsn) => ((TextPart)((MultipartAlternative)dsn.Report()[0])[0]).Text.ReplaceLineEndings("\r\n");

    public static string Html(this ComposedDsn dsn) => ((TextPart)((MultipartAlternative)dsn.Report()[0])[1]).Text;

    /// <summary>The second part exactly as written, between its header and the next boundary.</summary>
    public static string RawStatusPart(this ComposedDsn dsn)
    {
        var text = dsn.Text();
        var start = text.IndexOf("\r\n\r\n", text.IndexOf("Content-Type: message/delivery-status", StringComparison.Ordinal), StringComparison.Ordinal) + 4;
        return text[start..text.IndexOf("\r\n--=_report_", start, StringComparison.Ordinal)];
    }

    /// <summary>The content of the third part exactly as written.</summary>
    public static string RawOriginal(this ComposedDsn dsn)
    {
        var text = dsn.Text();
        var delimiter = $"\r\n--{dsn.Report().Boundary}";
        var end = text.LastIndexOf(delimiter, StringComparison.Ordinal);
        var part = text.LastIndexOf(delimiter, end - 1, StringComparison.Ordinal);
        return text[(text.IndexOf("\r\n\r\n", part, StringComparison.Ordinal) + 4)..end];
    }
}
