using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace ForeignTransport.Core.Addressing;

/// <summary>The <c>+HH</c> octets that IMCEA addresses and xtext share.</summary>
internal static class PlusHex
{
    /// <summary>Windows-1252 from 0x80 to 0x9F; elsewhere it is Latin-1. The five holes stay C1 controls, as in the WHATWG table.</summary>
    private const string Windows1252 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>Appends one octet as <c>+HH</c> with upper-case digits.</summary>
    public static void Append(StringBuilder builder, byte octet) =>
        builder.Append(CultureInfo.InvariantCulture, $"+{octet:X2}");

    /// <summary>
    /// Replaces <c>+HH</c>, in either case, by octets and other characters by their UTF-8 octets, then reads the octets as UTF-8 or, where
    /// they are not that, as windows-1252. False when a <c>+</c> lacks its two digits.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> encoded, [NotNullWhen(true)] out string? text)
    {
        text = null;
        var octets = new byte[Encoding.UTF8.GetByteCount(encoded)];
        var length = 0;
        while (encoded.Length > 0)
        {
            if (encoded[0] == '+')
            {
                if (encoded.Length < 3 || !byte.TryParse(encoded[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octets[length]))
                {
                    return false;
                }

                length++;
                encoded = encoded[3..];
                continue;
            }

            var plus = encoded.IndexOf('+');
            var run = plus < 0 ? encoded : encoded[..plus];
            length += Encoding.UTF8.GetBytes(run, octets.AsSpan(length));
            encoded = encoded[run.Length..];
        }

        text = Read(octets.AsSpan(0, length));
        return true;
    }

    private static string Read(ReadOnlySpan<byte> octets) =>
        Utf8.IsValid(octets)
            ? Encoding.UTF8.GetString(octets)
            : string.Create(octets.Length, octets, static (text, source) =>
            {
                for (var i = 0; i < source.Length; i++)
                {
                    text[i] = source[i] is >= 0x80 and <= 0x9F ? Windows1252[source[i] - 0x80] : (char)source[i];
                }
            });
}
