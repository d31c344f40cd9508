using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Delivery;

/// <summary>
/// A server's answer about a recipient: <c>550 5.4.4 ROUTING.NoConnector; no connector serves this address type</c>.
/// This is what a DSN gives as Diagnostic-Code and tracking gives as recipient status.
/// </summary>
/// <param name="ReplyCode">Three digits, 200 to 599 (RFC 5321 section 4.2).</param>
/// <param name="Status">The enhanced status code (RFC 2034); null when the server sent none.</param>
/// <param name="Token">Dotted name of the condition, stable for programs; null when there is none.</param>
/// <param name="Words">The explanation for people; a single line.</param>
public sealed record SmtpResponse(int ReplyCode, EnhancedStatusCode? Status, string? Token, string Words)
{
    /// <summary>Longest text kept of an answer, in characters: a remote server does not decide how much is stored or sent on.</summary>
    public const int MaxTextLength = 512;

    public bool IsSuccess => ReplyCode is >= 200 and < 300;

    /// <summary>The status code to report; where the server sent none, the general one of the reply's class (RFC 3463 section 3.1).</summary>
    public EnhancedStatusCode EffectiveStatus => Status ?? new EnhancedStatusCode(ReplyCode / 100 is 3 ? 5 : ReplyCode / 100, 0, 0);

    /// <summary>
    /// Reads one answer. Line ends and control characters become blanks and the text is cut at <see cref="MaxTextLength"/>:
    /// the words come from other servers. False when it does not begin with a reply code.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SmtpResponse? response)
    {
        response = null;
        var line = PrintableText.SingleLine(text, MaxTextLength).AsSpan();
        if (line.Length < 3
            || line[0] is < '2' or > '5'
            || !int.TryParse(line[..3], NumberStyles.None, CultureInfo.InvariantCulture, out var replyCode)
            || (line.Length > 3 && line[3] is not (' ' or '-')))
        {
            return false;
        }

        var rest = line.Length > 3 ? line[4..].Trim() : default;
        EnhancedStatusCode? status = null;
        var blank = rest.IndexOf(' ');
        if (EnhancedStatusCode.TryParse(blank < 0 ? rest : rest[..blank], out var code))
        {
            status = code;
            rest = blank < 0 ? default : rest[(blank + 1)..].TrimStart();
        }

        string? token = null;
        var semicolon = rest.IndexOf(';');
        if (semicolon > 0 && IsToken(rest[..semicolon]))
        {
            token = rest[..semicolon].ToString();
            rest = rest[(semicolon + 1)..].TrimStart();
        }

        response = new SmtpResponse(replyCode, status, token, rest.ToString());
        return true;
    }

    /// <summary>
    /// The answer that stands for a catalogued failure: reply code by class, then status, name and meaning of its entry.
    /// The particulars of the failure stay inside: they name paths and hosts, and this text reaches senders.
    /// </summary>
    public static SmtpResponse For(ErrorEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var status = EnhancedStatusCode.TryParse(entry.Status, out var code) ? code : new EnhancedStatusCode(4, 0, 0);
        var replyCode = status.Class switch { 2 => 250, 5 => 550, _ => 451 };
        return new SmtpResponse(replyCode, status, entry.Name, entry.Meaning.TrimEnd('.'));
    }

    /// <summary>The answer on one line.</summary>
    public override string ToString()
    {
        var status = Status is { } code ? $" {code}" : "";
        var token = Token is null ? "" : $" {Token};";
        var words = Words.Length == 0 ? "" : $" {Words}";
        return string.Create(CultureInfo.InvariantCulture, $"{ReplyCode:D3}{status}{token}{words}");
    }

    private static bool IsToken(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter(text[0]);
    }
}
