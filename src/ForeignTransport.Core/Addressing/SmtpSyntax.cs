using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ForeignTransport.Core.Addressing;

/// <summary>The productions of RFC 5321 section 4.1.2 and 4.1.3, over text that is already free of control characters.</summary>
internal static class SmtpSyntax
{
    private static readonly SearchValues<char> AtomText =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~");

    private static readonly SearchValues<char> DigitsAndDot = SearchValues.Create("0123456789.");

    /// <summary>The index of the @ behind the local part, which may contain others in quotes; -1 where there is none.</summary>
    public static int EndOfLocalPart(string text)
    {
        if (!text.StartsWith('"'))
        {
            return text.IndexOf('@', StringComparison.Ordinal);
        }

        var afterQuotes = EndOfQuotedString(text);
        return afterQuotes >= 0 && afterQuotes < text.Length && text[afterQuotes] == '@' ? afterQuotes : -1;
    }

    /// <summary>Dot-string or Quoted-string.</summary>
    public static bool IsLocalPart(ReadOnlySpan<char> local) =>
        local.StartsWith("\"", StringComparison.Ordinal) ? EndOfQuotedString(local) == local.Length : IsDotString(local);

    /// <summary>Domain or address-literal.</summary>
    public static bool IsDomain(ReadOnlySpan<char> domain) =>
        domain is ['[', .., ']'] ? IsAddress(domain[1..^1])
        : Ascii.IsValid(domain) ? DomainName.IsName(domain)
        : DomainName.TryNormalize(domain, out _);

    /// <summary>The content of a quoted local part; any other as it is.</summary>
    public static string Unquote(string local)
    {
        if (local is not ['"', .., '"'])
        {
            return local;
        }

        var content = local[1..^1];
        if (!content.Contains('\\', StringComparison.Ordinal))
        {
            return content;
        }

        var unquoted = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            i += content[i] == '\\' && i + 1 < content.Length ? 1 : 0;
            unquoted.Append(content[i]);
        }

        return unquoted.ToString();
    }

    /// <summary>The index behind the quoted-string at the start of the text; -1 when it does not end.</summary>
    public static int EndOfQuotedString(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '"':
                    return i + 1;
            }
        }

        return -1;
    }

    /// <summary>True for a character of an atom (RFC 5322 section 3.2.3; any other script, RFC 6532).</summary>
    public static bool IsAtomText(char character) =>
        character < 128 ? AtomText.Contains(character) : !char.IsWhiteSpace(character);

    private static bool IsDotString(ReadOnlySpan<char> local)
    {
        var afterDot = true;
        foreach (var character in local)
        {
            if (character == '.' ? afterDot : !IsAtomText(character))
            {
                return false;
            }

            afterDot = character == '.';
        }

        return !afterDot;
    }

    private static bool IsAddress(ReadOnlySpan<char> literal)
    {
        const string ipv6 = "IPv6:";
        if (literal.StartsWith(ipv6, StringComparison.OrdinalIgnoreCase))
        {
            // IPAddress also reads scopes, ports and brackets, which RFC 5321 does not have.
            return !literal.ContainsAny("%[]/")
                && IPAddress.TryParse(literal[ipv6.Length..], out var address)
                && address.AddressFamily == AddressFamily.InterNetworkV6;
        }

        // IPAddress also reads 10.1 and 0x7f000001, so the shape is checked first.
        return literal.Count('.') == 3 && !literal.ContainsAnyExcept(DigitsAndDot) && IPAddress.TryParse(literal, out _);
    }
}
