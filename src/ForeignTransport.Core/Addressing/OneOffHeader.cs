using System.Text;

namespace ForeignTransport.Core.Addressing;

/// <summary>
/// Finds the one-off addresses among the entries of an address header (RFC 5322 section 3.4) and writes them as mailboxes.
/// </summary>
/// <remarks>
/// One pass that steps over quoted strings, comments and angle brackets, in which a bracket means nothing, and over address literals,
/// which follow an @. Whatever is not certainly a one-off entry is copied unchanged; judging it is the header parser's business.
/// </remarks>
internal sealed class OneOffHeader(string header, string defaultDomain)
{
    private readonly StringBuilder _output = new(header.Length + 64);

    /// <summary>Up to here the header is in the output.</summary>
    private int _copied;

    /// <summary>Here the current entry starts.</summary>
    private int _entry;

    public string Encapsulate()
    {
        for (var i = 0; i < header.Length;)
        {
            switch (header[i])
            {
                case '"':
                    i = Past(i, SmtpSyntax.EndOfQuotedString(header.AsSpan(i)));
                    break;
                case '(':
                    i = Past(i, EndOfComment(header.AsSpan(i)));
                    break;
                case '<':
                    i = Past(i, header.AsSpan(i).IndexOf('>') + 1);
                    break;
                case '[':
                    i = Bracket(i);
                    break;
                case ',' or ';' or ':':
                    _entry = ++i;
                    break;
                default:
                    i++;
                    break;
            }
        }

        return _copied == 0 ? header : _output.Append(header, _copied, header.Length - _copied).ToString();
    }

    /// <summary>Handles the bracket at the index and answers where to go on.</summary>
    private int Bracket(int open)
    {
        var close = header.IndexOf(']', open);
        if (close < 0)
        {
            return header.Length;
        }

        var before = header.AsSpan(_entry..open);
        var after = header.AsSpan(close + 1).TrimStart();
        if ((after.IsEmpty || after[0] is ',' or ';')
            && !before.TrimEnd().EndsWith('@')
            && !before.Contains('<')
            && OneOffAddress.TryReadGroup(Unfold(header[(open + 1)..close]), out var address)
            && TryWrite(address, out var mailbox))
        {
            Append(before, mailbox);
            _copied = close + 1;
        }

        return close + 1;
    }

    private bool TryWrite(NativeAddress address, out string mailbox)
    {
        // RFC 2156 slashes become the usual form here; text that is no O/R address fails its recipient later, with 5.1.2.
        var converted = NativeAddress.TryCreate(address.Type, address.Value, out var valid, out _) ? valid : address;
        mailbox = Imcea.Encapsulate(converted, defaultDomain);
        return converted.Type != AddressType.Smtp || valid is not null;
    }

    private void Append(ReadOnlySpan<char> before, string mailbox)
    {
        var displayName = before.Trim();
        var indent = before.Length - before.TrimStart().Length;
        _output.Append(header, _copied, _entry + indent - _copied);
        if (displayName.IsEmpty)
        {
            _output.Append(mailbox);
            return;
        }

        if (IsPhrase(displayName))
        {
            _output.Append(displayName);
        }
        else
        {
            var text = Unfold(displayName.ToString()).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            _output.Append('"').Append(text).Append('"');
        }

        _output.Append(" <").Append(mailbox).Append('>');
    }

    /// <summary>True when a header parser takes the text for a phrase as it stands: words, quoted strings and comments.</summary>
    private static bool IsPhrase(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            var length = text[0] switch
            {
                '"' => SmtpSyntax.EndOfQuotedString(text),
                '(' => EndOfComment(text),
                _ => char.IsWhiteSpace(text[0]) || SmtpSyntax.IsAtomText(text[0]) ? 1 : -1
            };
            if (length < 0)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    private static string Unfold(string text) =>
        text.Replace("\r", string.Empty, StringComparison.Ordinal)
            .Replace("\n", string.Empty, StringComparison.Ordinal)
            .Replace('\t', ' ');

    /// <summary>The index behind a construct that started at the index; the end of the header when it does not end.</summary>
    private int Past(int start, int length) => length > 0 ? start + length : header.Length;

    private static int EndOfComment(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    return i + 1;
            }
        }

        return -1;
    }
}
