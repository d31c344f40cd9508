using System.Net;
using System.Text;
using ForeignTransport.Core.Delivery.Languages;

namespace ForeignTransport.Core.Delivery;

/// <summary>Lays a <see cref="DsnReport"/> out as plain text and as HTML; both say the same.</summary>
internal static class DsnReportText
{
    private const int Width = 76;

    /// <summary>Plain text with CRLF, wrapped for terminals.</summary>
    public static string Plain(DsnReport report)
    {
        var text = new StringBuilder();
        Wrap(text, report.Opening, indent: 0);
        foreach (var entry in report.Recipients)
        {
            text.Append("\r\n");
            foreach (var title in entry.Titles)
            {
                Wrap(text, title, indent: 0);
            }

            foreach (var line in entry.Custom?.Plain.Split('\n') ?? [])
            {
                Wrap(text, line, indent: 4);
                text.Append(line.Length == 0 ? "\r\n" : "");
            }

            Wrap(text, entry.Reason, indent: 4);
            Wrap(text, entry.Advice, indent: 4);
        }

        text.Append("\r\n");
        foreach (var line in report.Closing)
        {
            Wrap(text, line, indent: 0);
        }

        text.Append("\r\n").Append(report.Language.Say(DsnPhrase.DiagnosticsHeading)).Append("\r\n\r\n").Append(report.Server).Append("\r\n");
        foreach (var (address, answer) in report.Answers)
        {
            text.Append("\r\n").Append(address).Append("\r\n").Append(answer).Append("\r\n");
        }

        text.Append("\r\n").Append(report.Language.Say(DsnPhrase.HeadersHeading)).Append("\r\n\r\n");
        return text.Append(report.Headers.ReplaceLineEndings("\r\n")).ToString();
    }

    /// <summary>HTML without scripts, styles or references to anything outside; every value is encoded.</summary>
    public static string Html(DsnReport report)
    {
        var html = new StringBuilder("<html><body>\r\n");
        html.Append("<p><b>").Append(Encode(report.Opening)).Append("</b></p>\r\n");
        foreach (var entry in report.Recipients)
        {
            html.Append("<p><b>").AppendJoin("<br>\r\n", entry.Titles.Select(Encode));
            if (entry.Custom is { } custom)
            {
                html.Append("</b></p>\r\n<div>").Append(custom.Html).Append("</div>\r\n");
                html.Append(entry.Reason.Length > 0 ? $"<p>{Encode($"{entry.Reason} {entry.Advice}".TrimEnd())}</p>\r\n" : "");
                continue;
            }

            html.Append("</b><br>\r\n").Append(Encode(entry.Reason));
            if (entry.Advice.Length > 0)
            {
                html.Append("<br>\r\n").Append(Encode(entry.Advice));
            }

            html.Append("</p>\r\n");
        }

        foreach (var line in report.Closing)
        {
            html.Append("<p>").Append(Encode(line)).Append("</p>\r\n");
        }

        html.Append("<p><b>").Append(Encode(report.Language.Say(DsnPhrase.DiagnosticsHeading))).Append("</b></p>\r\n");
        html.Append("<p>").Append(Encode(report.Server)).Append("</p>\r\n");
        foreach (var (address, answer) in report.Answers)
        {
            html.Append("<p>").Append(Encode(address)).Append("<br>\r\n").Append(Encode(answer)).Append("</p>\r\n");
        }

        html.Append("<p><b>").Append(Encode(report.Language.Say(DsnPhrase.HeadersHeading))).Append("</b></p>\r\n<pre>");
        html.Append(Encode(report.Headers).ReplaceLineEndings("\r\n")).Append("</pre>\r\n");
        return html.Append("</body></html>\r\n").ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static void Wrap(StringBuilder text, string paragraph, int indent)
    {
        var column = 0;
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (column > 0 && column + 1 + word.Length > Width)
            {
                text.Append("\r\n");
                column = 0;
            }

            text.Append(' ', column == 0 ? indent : 1).Append(word);
            column += (column == 0 ? indent : 1) + word.Length;
        }

        if (column > 0)
        {
            text.Append("\r\n");
        }
    }
}
