using System.Globalization;
using System.Text;

namespace ForeignTransport.Shell.Formatting;

/// <summary>How many columns of a terminal a text takes: East Asian wide characters take two, combining ones none.</summary>
internal static class DisplayWidth
{
    private const string Dots = "...";

    public static int Of(string text) => IsPlain(text) ? text.Length : text.EnumerateRunes().Sum(Of);

    /// <summary>The text with blanks up to a width; longer ones stay as they are.</summary>
    public static string Pad(string text, int width, Alignment alignment)
    {
        var missing = width - Of(text);
        if (missing <= 0)
            return text;

        var before = alignment switch { Alignment.Right => missing, Alignment.Center => missing / 2, _ => 0 };
        return string.Concat(new string(' ', before), text, new string(' ', missing - before));
    }

    /// <summary>The text within a width, with dots in place of what does not fit.</summary>
    public static string Shorten(string text, int width)
    {
        if (Of(text) <= width)
            return text;

        return width <= Dots.Length ? Cut(text, width).First() : Cut(text, width - Dots.Length).First() + Dots;
    }

    /// <summary>Pieces of at most a width each; an empty text is one empty piece.</summary>
    public static IEnumerable<string> Cut(string text, int width)
    {
        var piece = new StringBuilder();
        var taken = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var needed = Of(rune);
            if (taken + needed > width && piece.Length > 0)
            {
                yield return piece.ToString();
                piece.Clear();
                taken = 0;
            }

            piece.Append(rune);
            taken += needed;
        }

        yield return piece.ToString();
    }

    /// <summary>Pieces of at most a width each, broken at blanks where there are any.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length == 0)
                line = word;
            else if (Of(line) + 1 + Of(word) <= width)
                line = $"{line} {word}";
            else
            {
                yield return line;
                line = word;
            }

            if (Of(line) <= width)
                continue;

            var pieces = Cut(line, width).ToList();
            foreach (var piece in pieces.SkipLast(1))
                yield return piece;

            line = pieces[^1];
        }

        yield return line;
    }

    /// <summary>The width of one character.</summary>
    public static int Of(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control ? 0
        : rune.Value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F
            or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1F64F or >= 0x1F900 and <= 0x1F9FF or >= 0x20000 and <= 0x3FFFD ? 2
        : 1;

    private static bool IsPlain(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;
}
