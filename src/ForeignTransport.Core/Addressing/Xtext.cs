using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ForeignTransport.Core.Addressing;

/// <summary>xtext of RFC 3461 section 4: how ORCPT and ENVID carry arbitrary text in an SMTP command.</summary>
public static class Xtext
{
    private static readonly SearchValues<byte> Literal = SearchValues.Create(
        Enumerable.Range('!', '~' - '!' + 1).Where(octet => octet is not ('+' or '=')).Select(octet => (byte)octet).ToArray());

    /// <summary>Encodes text (as UTF-8 octets).</summary>
    public static string Encode(string text)
    {
        var octets = Encoding.UTF8.GetBytes(text);
        if (!octets.AsSpan().ContainsAnyExcept(Literal))
        {
            return text;
        }

        var xtext = new StringBuilder(octets.Length * 2);
        foreach (var octet in octets)
        {
            if (Literal.Contains(octet))
            {
                xtext.Append((char)octet);
            }
            else
            {
                PlusHex.Append(xtext, octet);
            }
        }

        return xtext.ToString();
    }

    /// <summary>
    /// Decodes; false when a <c>+</c> is not followed by two hexadecimal digits or an octet outside 33-126 occurs. Also false when the
    /// text that comes out has control characters: RFC 3461 sections 4.2 and 4.4 admit only printable text, and a decoded line
    /// break would reach the headers of a DSN. A literal <c>=</c> and lower-case digits are tolerated.
    /// </summary>
    public static bool TryDecode(string xtext, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (xtext.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return false;
        }

        if (!xtext.Contains('+', StringComparison.Ordinal))
        {
            text = xtext;
            return true;
        }

        return PlusHex.TryDecode(xtext, out text) && SingleLine.IsSingleLine(text);
    }
}
