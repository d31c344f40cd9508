using System.Text;
using ForeignTransport.Core.Messages;
using MimeKit;
using MimeKit.IO;
using MimeKit.Utils;

namespace ForeignTransport.Core.Delivery;

/// <summary>
/// Composes delivery status notifications: <c>multipart/report</c> (RFC 6522) of a text for people, <c>message/delivery-status</c>
/// (RFC 3464) and the original or its headers. Nothing is random: composing again after a crash gives the same bytes.
/// </summary>
public static class DsnComposer
{
    /// <summary>The default of MimeKit would depend on the operating system.</summary>
    internal static readonly FormatOptions CrLf = NewCrLf();

    /// <summary>Composes one notification. Memory use is the result itself plus the header block; the returned body is not copied.</summary>
    /// <exception cref="ArgumentException">
    /// There is no recipient, or the original came from the null reverse-path; <see cref="DsnPolicy"/> rules both out.
    /// </exception>
    public static ComposedDsn Compose(DsnRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Original.Envelope.HasNullReversePath)
        {
            throw new ArgumentException("A message from the null reverse-path causes no notification.", nameof(request));
        }

        if (request.Recipients.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A notification lists at least one recipient.", nameof(request));
        }

        var headers = ReturnedHeaders.Filter(request.Original.Head.Span);
        var seed = BoundarySeed(request);
        var subject = SubjectOf(request);
        using var message = HeaderOf(request, subject);
        var report = new MultipartReport("delivery-status") { Boundary = $"=_report_{seed}" };
        report.Add(TextFor(request, headers, seed));
        report.Add(DeliveryStatusFields.Compose(request));
        report.Add(ReturnedOriginal.Compose(request, headers, out var body));
        report.Headers.Add(HeaderId.ContentLanguage, request.Texts.Language.ContentLanguage);
        if (body != BodyType.SevenBit)
        {
            // A multipart is at least as wide as its widest part (RFC 2045 section 6.4).
            report.Headers.Add(HeaderId.ContentTransferEncoding, body == BodyType.BinaryMime ? "binary" : "8bit");
        }

        message.Body = report;
        return new ComposedDsn(Write(message), request.Original.Envelope.ReversePath, subject, $"<{message.MessageId}>", body, CopyTo(request));
    }

    private static string? CopyTo(DsnRequest request) =>
        request.Kind == DsnKind.Failed
        && request.Recipients.Any(recipient => request.CopiedCodes.Contains(recipient.Status.ToString()))
        && !request.PostmasterAddress.Equals(request.Original.Envelope.ReversePath, StringComparison.OrdinalIgnoreCase)
            ? request.PostmasterAddress
            : null;

    private static MimeMessage HeaderOf(DsnRequest request, string subject)
    {
        var message = new MimeMessage();
        message.From.Add(MailboxOf(request.ProductName, request.PostmasterAddress, otherwise: request.ProductName));
        message.To.Add(MailboxOf(null, request.Original.Envelope.ReversePath, otherwise: "undisclosed-recipients"));
        message.Subject = subject;
        message.Date = request.Now;
        message.MessageId = $"{request.Id}@{request.DefaultDomain}";
        if (request.Original.InternetMessageId is { } original
            && original.Length <= 900
            && MimeUtils.ParseMessageId(PrintableText.SingleLine(original, 900)) is { Length: > 0 } originalId)
        {
            message.InReplyTo = originalId;
            message.References.Add(originalId);
        }

        message.Headers.Add(HeaderId.AutoSubmitted, "auto-replied");
        return message;
    }

    private static string SubjectOf(DsnRequest request) =>
        PrintableText.SingleLine($"{request.Texts.Language.SubjectOf(request.Kind)} {request.Original.Subject}", 255);

    private static MimeEntity TextFor(DsnRequest request, byte[] headers, string seed)
    {
        var report = DsnReport.Of(request, headers);
        var plain = PartOf("plain", DsnReportText.Plain(report));
        return request.SendHtml
            ? new MultipartAlternative { Boundary = $"=_text_{seed}" }.With(plain, PartOf("html", DsnReportText.Html(report)))
            : plain;
    }

    private static MultipartAlternative With(this MultipartAlternative alternative, params ReadOnlySpan<MimeEntity> parts)
    {
        foreach (var part in parts)
        {
            alternative.Add(part);
        }

        return alternative;
    }

    private static TextPart PartOf(string subtype, string text)
    {
        var part = new TextPart(subtype);
        part.SetText(Encoding.UTF8, text);
        part.Prepare(EncodingConstraint.SevenBit, maxLineLength: 998);
        return part;
    }

    /// <summary>
    /// The id of the notification; while that occurs in the original, an id derived from it, because a boundary must not occur in what it
    /// encloses (RFC 2046 section 5.1.1).
    /// </summary>
    private static string BoundarySeed(DsnRequest request)
    {
        var seed = request.Id;
        for (uint i = 0; Contains(request.Original.Head, seed) || Contains(request.Original.Body, seed); i++)
        {
            seed = request.Id.Derive(i);
        }

        return seed.ToString();

        static bool Contains(ReadOnlyMemory<byte> data, MessageId id) => data.Span.IndexOf(Encoding.ASCII.GetBytes(id.ToString())) >= 0;
    }

    /// <summary>The mailbox; an empty group for what is no address, so that the field never carries foreign syntax.</summary>
    private static InternetAddress MailboxOf(string? name, string address, string otherwise) =>
        MailboxAddress.TryParse(address, out var mailbox) && mailbox.Address == address
            ? new MailboxAddress(name is null ? null : PrintableText.SingleLine(name, 255), address)
            : new GroupAddress(PrintableText.SingleLine(otherwise, 255));

    private static FormatOptions NewCrLf()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }

    /// <summary>Measures first, so that a large notification is in memory once.</summary>
    private static byte[] Write(MimeMessage message)
    {
        using var measure = new MeasuringStream();
        message.WriteTo(CrLf, measure);
        var content = new byte[measure.Length];
        using var stream = new MemoryStream(content);
        message.WriteTo(CrLf, stream);
        return content;
    }
}
