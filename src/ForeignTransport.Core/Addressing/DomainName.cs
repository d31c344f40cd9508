using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ForeignTransport.Core.Addressing;

/// <summary>The syntax of domain names (RFC 1035 section 2.3.1 as relaxed by RFC 1123; IDNA for other scripts).</summary>
internal static class DomainName
{
    /// <summary>Octets of a whole name.</summary>
    public const int MaxLength = 255;

    private const int MaxLabelLength = 63;

    private static readonly SearchValues<char> LetterDigitHyphen =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    // STD 3 rules make IDNA refuse what IsName refuses, before and after the mapping.
    private static readonly IdnMapping Idna = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// Converts to lower-case A-labels. False when that is impossible or the result is not a name. No trailing dot.
    /// </summary>
    public static bool TryNormalize(ReadOnlySpan<char> text, [NotNullWhen(true)] out string? name)
    {
        name = null;
        if (text.Length > MaxLength)
        {
            return false;
        }

        var lower = text.ToString().ToLowerInvariant();
        if (!Ascii.IsValid(text) && !TryConvert(lower, out lower))
        {
            return false;
        }

        name = IsName(lower) ? lower : null;
        return name is not null;
    }

    /// <summary>True for an ASCII name of at most 255 octets without trailing dot.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return false;
        }

        foreach (var label in text.Split('.'))
        {
            if (!IsLabel(text[label]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label.Length is > 0 and <= MaxLabelLength
        && label[0] != '-' && label[^1] != '-'
        && !label.ContainsAnyExcept(LetterDigitHyphen);

    private static bool TryConvert(string unicode, out string ascii)
    {
        try
        {
            ascii = Idna.GetAscii(unicode).ToLowerInvariant();
            return true;
        }
        catch (ArgumentException)
        {
            // The only way in which IdnMapping says "not convertible".
            ascii = unicode;
            return false;
        }
    }
}
