using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ForeignTransport.Core.Delivery;

/// <summary>
/// A text that an administrator wrote for notifications: the tags A, B, BR, EM and P, and <c>&amp;amp; &amp;lt; &amp;gt; &amp;quot;</c> for the characters
/// that would be markup. Everything else that looks like markup is refused, so that no script, style or picture gets into anybody's mail.
/// </summary>
public sealed partial class SystemMessageText
{
    public const int MaxLength = 512;

    /// <summary>The form of a text, to follow "allowed is".</summary>
    public const string Allowed =
        "1 to 512 characters with no markup but <A HREF=\"...\">, <B>, <BR>, <EM> and <P>, closed in order, and &amp; &lt; &gt; &quot; for & < > \"";

    private const int MaxDepth = 8;

    private readonly StringBuilder _plain = new();
    private readonly StringBuilder _html = new();
    private readonly Stack<string> _open = [];
    private bool _inParagraph;

    private SystemMessageText()
    {
    }

    /// <summary>Without tags, escapes decoded; lines end where BR and P say so.</summary>
    public string Plain { get; private set; } = "";

    /// <summary>Well-formed HTML of the same tags, in lower case.</summary>
    public string Html { get; private set; } = "";

    /// <summary>Reads a text.</summary>
    /// <returns>False when it is too long, blank, or has other markup.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out SystemMessageText? parsed)
    {
        ArgumentNullException.ThrowIfNull(text);
        parsed = null;
        if (text.Length > MaxLength || text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')) || HasHalfSurrogate(text))
        {
            return false;
        }

        var reading = new SystemMessageText();
        for (var position = 0; position < text.Length;)
        {
            var token = Token().Match(text, position);
            if (!token.Success || !reading.Take(token))
            {
                return false;
            }

            position += token.Length;
        }

        if (reading._open.Count > 0)
        {
            return false;
        }

        reading.End();
        parsed = reading.Plain.Length > 0 ? reading : null;
        return parsed is not null;
    }

    private bool Take(Match token)
    {
        if (token.Groups["tag"] is not { Success: true } name)
        {
            Write(WebUtility.HtmlDecode(token.Value));
            return true;
        }

        if (token.Groups["slash"].Success && !name.Value.Equals("BR", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return (name.Value.ToUpperInvariant(), token.Groups["end"].Success) switch
        {
            ("A", false) => token.Groups["url"] is { Success: true } url && TryLink(WebUtility.HtmlDecode(url.Value)),
            (_, _) when token.Groups["url"].Success => false,
            ("BR", false) => Break(),
            ("P", var isEnd) => _open.Count == 0 && TryParagraph(isEnd),
            ("B" or "EM", false) => Open(name.Value, ""),
            ("A" or "B" or "EM", true) => Close(name.Value),
            _ => false
        };
    }

    private bool TryLink(string target) =>
        // A link within a link is none.
        !_open.Contains("a")
        && Uri.TryCreate(target, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeMailto)
        && Open("a", $" href=\"{WebUtility.HtmlEncode(target)}\"");

    private bool TryParagraph(bool isEnd)
    {
        if (isEnd && !_inParagraph)
        {
            return false;
        }

        _html.Append(_inParagraph ? "</p>" : "").Append(isEnd ? "" : "<p>");
        _plain.Append("\n\n");
        _inParagraph = !isEnd;
        return true;
    }

    private bool Break()
    {
        _html.Append("<br>");
        _plain.Append('\n');
        return true;
    }

    private bool Open(string tag, string attributes)
    {
        if (_open.Count == MaxDepth)
        {
            return false;
        }

        _open.Push(tag.ToLowerInvariant());
        _html.Append('<').Append(_open.Peek()).Append(attributes).Append('>');
        return true;
    }

    private bool Close(string tag)
    {
        if (!_open.TryPop(out var open) || !open.Equals(tag, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        _html.Append("</").Append(open).Append('>');
        return true;
    }

    /// <summary>White space is one blank, as in HTML: only tags break lines.</summary>
    private void Write(string text)
    {
        var words = text.Replace('\r', ' ').Replace('\n', ' ').Replace('\t', ' ');
        _plain.Append(words);
        _html.Append(WebUtility.HtmlEncode(words));
    }

    private void End()
    {
        Html = _html.Append(_inParagraph ? "</p>" : "").ToString().Trim();
        var lines = _plain.ToString().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        Plain = Blanks().Replace(string.Join('\n', lines).Trim('\n'), "\n\n");
    }

    private static bool HasHalfSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[++i])))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(
        """\G(?:<(?<end>/)?(?<tag>A|BR|B|EM|P)(?:\s+HREF\s*=\s*(?:"(?<url>[^"<>]*)"|'(?<url>[^'<>]*)'))?\s*(?<slash>/)?>|&(?:amp|lt|gt|quot);|[^<>&]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Token();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
