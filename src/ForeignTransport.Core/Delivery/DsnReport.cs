using System.Collections.Immutable;
using System.Text;
using ForeignTransport.Core.Addressing;
using MimeKit.Utils;

namespace ForeignTransport.Core.Delivery;

/// <summary>The part of a notification for people, before it is laid out as plain text or HTML.</summary>
/// <param name="Opening">What happened, in one line.</param>
/// <param name="Recipients">To whom, why, and what to do.</param>
/// <param name="Closing">Remarks for the sender after the recipients.</param>
/// <param name="Server">Which server reports, for administrators.</param>
/// <param name="Answers">Each envelope address with the answer about it, for administrators.</param>
/// <param name="Headers">The header of the original, as far as it may be shown.</param>
internal sealed record DsnReport(
    string Opening,
    ImmutableArray<DsnReportEntry> Recipients,
    ImmutableArray<string> Closing,
    string Server,
    ImmutableArray<(string Address, string Answer)> Answers,
    string Headers)
{
    public const string DiagnosticsHeading = "Diagnostic information for administrators:";
    public const string HeadersHeading = "Original message headers:";

    // The header is in the third part as a whole; here it only saves a look there.
    private const int MaxHeaderLength = 8 * 1024;

    public static DsnReport Of(DsnRequest request, ReadOnlySpan<byte> headers) => new(
        OpeningOf(request),
        EntriesOf(request),
        ClosingOf(request),
        $"Generating server: {PrintableText.SingleLine(request.ReportingMta, 255)}",
        [.. request.Recipients.Select(recipient => (PrintableText.SingleLine(recipient.Recipient.Address, 600), AnswerOf(recipient)))],
        HeadersOf(headers));

    /// <summary>
    /// The time until expiry as <c>1 day, 19 hours, 57 minutes</c>: whole minutes, rounded down, from the largest unit that is not zero.
    /// </summary>
    public static string Words(TimeSpan remaining)
    {
        if (remaining < TimeSpan.FromMinutes(1))
        {
            return "less than 1 minute";
        }

        var units = new[] { Unit(remaining.Days, "day"), Unit(remaining.Hours, "hour"), Unit(remaining.Minutes, "minute") };
        return string.Join(", ", units[(remaining.Days > 0 ? 0 : remaining.Hours > 0 ? 1 : 2)..]);
    }

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

    private static string OpeningOf(DsnRequest request) => request.Kind switch
    {
        DsnKind.Failed => "Your message could not be delivered to these recipients or groups:",
        DsnKind.Delayed => "Your message has not been delivered yet to these recipients or groups:",
        DsnKind.Relayed => "Your message was handed over for these recipients or groups, but their system will not confirm its delivery:",
        DsnKind.Delivered => "Your message was delivered to these recipients or groups:",
        DsnKind.Expanded => "Your message was sent on to the members of these groups:",
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Kind, "Unknown kind of notification.")
    };

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
        if (request.Kind != DsnKind.Failed)
        {
            return (StatusExplanation.Of(request.Kind, recipient.Status), null);
        }

        var custom = request.Texts.Custom.GetValueOrDefault(recipient.Status.ToString());
        var explanation = custom is null ? StatusExplanation.Of(request.Kind, recipient.Status) : new StatusExplanation("", "");
        return recipient.RemoteMta is { } remote
            ? (explanation with { Reason = $"{explanation.Reason} The answer came from the server {PrintableText.SingleLine(remote, 255)}.".TrimStart() }, custom)
            : (explanation, custom);
    }

    private static ImmutableArray<string> ClosingOf(DsnRequest request)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        if (request.Kind == DsnKind.Delayed && request.ExpiresAt is { } expiresAt)
        {
            lines.Add($"The server will keep trying for another {Words(expiresAt - request.Now)}. You will be told if the message cannot be delivered by then.");
        }

        if (!string.IsNullOrWhiteSpace(request.Original.Subject))
        {
            lines.Add($"Subject of your message: {PrintableText.SingleLine(request.Original.Subject, 255)}");
        }

        return lines.ToImmutable();
    }

    private static string AnswerOf(DsnRecipient recipient)
    {
        var answer = PrintableText.SingleLine(recipient.Diagnostic?.ToString() ?? recipient.Status.ToString(), SmtpResponse.MaxTextLength);
        if (recipient.RemoteMta is not { } remote)
        {
            return $"#{answer} ##";
        }

        var time = recipient.LastAttempt is { } attempt ? $"{DateUtils.FormatDate(attempt)} - " : "";
        return $"{time}Remote server {PrintableText.SingleLine(remote, 255)} returned '{answer}'";
    }

    private static string HeadersOf(ReadOnlySpan<byte> headers)
    {
        var shown = headers.Length > MaxHeaderLength ? headers[..MaxHeaderLength] : headers;
        var text = new StringBuilder();
        foreach (var line in Encoding.UTF8.GetString(shown).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(line[0] is ' ' or '\t' ? "    " : "").Append(PrintableText.SingleLine(line, 900)).Append('\n');
        }

        return headers.Length > MaxHeaderLength ? text.Append("(shortened)\n").ToString() : text.ToString();
    }

    private static string Unit(int count, string name) => count == 1 ? $"1 {name}" : $"{count} {name}s";
}
