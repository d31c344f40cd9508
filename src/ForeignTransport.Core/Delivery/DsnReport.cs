using System.Collections.Immutable;
using System.Text;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Delivery.Languages;
using MimeKit.Utils;

namespace ForeignTransport.Core.Delivery;

/// <summary>The part of a notification for people, before it is laid out as plain text or HTML.</summary>
/// <param name="Language">The language of everything that is not quoted.</param>
/// <param name="Opening">What happened, in one line.</param>
/// <param name="Recipients">To whom, why, and what to do.</param>
/// <param name="Closing">Remarks for the sender after the recipients.</param>
/// <param name="Server">Which server reports, for administrators.</param>
/// <param name="Answers">Each envelope address with the answer about it, for administrators.</param>
/// <param name="Headers">The header of the original, as far as it may be shown.</param>
internal sealed record DsnReport(
    DsnLanguage Language,
    string Opening,
    ImmutableArray<DsnReportEntry> Recipients,
    ImmutableArray<string> Closing,
    string Server,
    ImmutableArray<(string Address, string Answer)> Answers,
    string Headers)
{
    // The header is in the third part as a whole; here it only saves a look there.
    private const int MaxHeaderLength = 8 * 1024;

    public static DsnReport Of(DsnRequest request, ReadOnlySpan<byte> headers) => new(
        request.Texts.Language,
        OpeningOf(request),
        EntriesOf(request),
        ClosingOf(request),
        request.Texts.Language.Say(DsnPhrase.GeneratingServer, PrintableText.SingleLine(request.ReportingMta, 255)),
        [.. request.Recipients.Select(recipient => (PrintableText.SingleLine(recipient.Recipient.Address, 600), AnswerOf(request.Texts.Language, recipient)))],
        HeadersOf(request.Texts.Language, headers));

    /// <summary>An address as its user knows it: <c>FAX: +1 425 555 0100</c> instead of its IMCEA form.</summary>
    public static string Readable(string address, string defaultDomain)
    {
        var native = SmtpAddress.TryParse(address, out var smtp, out _)
            && Imcea.TryResolve(smtp, defaultDomain, out var resolved, out _)
            && !resolved.Type.Equals("SMTP", StringComparison.OrdinalIgnoreCase)
                ? $"{resolved.Type}: {resolved.Value}"
                : address;
        return PrintableText.SingleLine(native, 600);
    }

    /// <summary>A failure of which nobody knows whether it is one is not called one: whoever reads it would send the message twice.</summary>
    private static string OpeningOf(DsnRequest request)
    {
        var inDoubt = request.Kind == DsnKind.Failed ? request.Recipients.Count(IsInDoubt) : 0;
        return inDoubt == 0 ? request.Texts.Language.OpeningOf(request.Kind)
            : request.Texts.Language.Say(inDoubt == request.Recipients.Length ? DsnPhrase.InDoubtOpening : DsnPhrase.PartlyInDoubtOpening);
    }

    private static bool IsInDoubt(DsnRecipient recipient) =>
        recipient.Diagnostic is { } diagnostic && (diagnostic == StandardResponses.QueueExpiredInDoubt || diagnostic == StandardResponses.ReceiptMissing);

    /// <summary>Recipients in the order of the request, but those with the same story together: it is told once.</summary>
    private static ImmutableArray<DsnReportEntry> EntriesOf(DsnRequest request) =>
    [
        .. request.Recipients
            .GroupBy(recipient => StoryOf(request, recipient), recipient => TitleOf(request, recipient))
            .Select(group => new DsnReportEntry([.. group], group.Key.Told.Reason, group.Key.Told.Advice, group.Key.Custom))
    ];

    private static string TitleOf(DsnRequest request, DsnRecipient recipient)
    {
        var address = Readable(recipient.Recipient.Address, request.DefaultDomain);
        var name = string.IsNullOrWhiteSpace(recipient.DisplayName) ? null : PrintableText.SingleLine(recipient.DisplayName, 255);
        return name is null ? address : $"{name} ({address})";
    }

    /// <summary>What is said by itself, and what the administrator says in its place. Which server answered is said in any case.</summary>
    private static (StatusExplanation Told, SystemMessageText? Custom) StoryOf(DsnRequest request, DsnRecipient recipient)
    {
        var language = request.Texts.Language;
        if (request.Kind != DsnKind.Failed)
        {
            return (language.Explain(request.Kind, recipient.Status), null);
        }

        var custom = request.Texts.Custom.GetValueOrDefault(recipient.Status.ToString());
        if (IsInDoubt(recipient))
        {
            // A text of the administrator's own is about the code, which is that of a message that just expired.
            return (language.InDoubt, custom);
        }

        var explanation = custom is null ? language.Explain(request.Kind, recipient.Status) : new StatusExplanation("", "");
        return recipient.RemoteMta is { } remote
            ? (explanation with { Reason = $"{explanation.Reason} {language.Say(DsnPhrase.AnsweredBy, PrintableText.SingleLine(remote, 255))}".TrimStart() }, custom)
            : (explanation, custom);
    }

    private static ImmutableArray<string> ClosingOf(DsnRequest request)
    {
        var language = request.Texts.Language;
        var lines = ImmutableArray.CreateBuilder<string>();
        if (request.Kind == DsnKind.Delayed && request.ExpiresAt is { } expiresAt)
        {
            lines.Add(language.Say(DsnPhrase.KeepsTrying, language.Words(expiresAt - request.Now)));
        }

        if (!string.IsNullOrWhiteSpace(request.Original.Subject))
        {
            lines.Add(language.Say(DsnPhrase.SubjectOfMessage, PrintableText.SingleLine(request.Original.Subject, 255)));
        }

        return lines.ToImmutable();
    }

    private static string AnswerOf(DsnLanguage language, DsnRecipient recipient)
    {
        var answer = PrintableText.SingleLine(recipient.Diagnostic?.ToString() ?? recipient.Status.ToString(), SmtpResponse.MaxTextLength);
        if (recipient.RemoteMta is not { } remote)
        {
            return $"#{answer} ##";
        }

        var time = recipient.LastAttempt is { } attempt ? $"{DateUtils.FormatDate(attempt)} - " : "";
        return time + language.Say(DsnPhrase.RemoteServerReturned, PrintableText.SingleLine(remote, 255), answer);
    }

    private static string HeadersOf(DsnLanguage language, ReadOnlySpan<byte> headers)
    {
        var shown = headers.Length > MaxHeaderLength ? headers[..MaxHeaderLength] : headers;
        var text = new StringBuilder();
        foreach (var line in Encoding.UTF8.GetString(shown).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(line[0] is ' ' or '\t' ? "    " : "").Append(PrintableText.SingleLine(line, 900)).Append('\n');
        }

        return headers.Length > MaxHeaderLength ? text.Append(language.Say(DsnPhrase.Shortened)).Append('\n').ToString() : text.ToString();
    }
}
