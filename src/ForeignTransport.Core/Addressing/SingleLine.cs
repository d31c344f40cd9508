using System.Buffers;
using System.Globalization;
using System.Text;

namespace ForeignTransport.Core.Addressing;

/// <summary>
/// Text that can stand in a header, a log line or a file name without breaking out of it: no control characters (CR and LF
/// first of all), no Unicode line separators, no half of a surrogate pair.
/// </summary>
internal static class SingleLine
{
    private const int ShownCharacters = 100;

    /// <summary>True when the text has only such characters.</summary>
    public static bool IsSingleLine(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExceptInRange(' ', '~'))
        {
            return true;
        }

        while (text.Length > 0)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var consumed) != OperationStatus.Done || Breaks(rune))
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    /// <summary>The text itself.</summary>
    /// <exception cref="ArgumentException">The text could break out of a line.</exception>
    public static string Require(string text, string parameterName) =>
        IsSingleLine(text) ? text : throw new ArgumentException($"{Quote(text)} contains control characters.", parameterName);

    /// <summary>The text in single quotes for the detail of an error, made harmless and cut to 100 characters.</summary>
    public static string Quote(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder("'");
        foreach (var rune in text[..Math.Min(text.Length, ShownCharacters)].EnumerateRunes())
        {
            if (Breaks(rune))
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            }
            else
            {
                quoted.Append(rune.ToString());
            }
        }

        return quoted.Append(text.Length > ShownCharacters ? "...'" : "'").ToString();
    }

    private static bool Breaks(Rune rune) => Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029;
}
