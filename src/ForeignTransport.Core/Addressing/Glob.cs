namespace ForeignTransport.Core.Addressing;

/// <summary>
/// A pattern in which <c>*</c> stands for any run of characters, also none; everything else, <c>?</c> included, stands for itself
/// in either case. There is no escape.
/// </summary>
/// <remarks>
/// Matching is linear in the text whatever the pattern: text before the first and after the last star is anchored, and each
/// run between stars is found leftmost by Knuth-Morris-Pratt, which never looks at a character of the text twice. Taking the
/// leftmost occurrence is safe because it leaves the most text for the rest. Nothing is allocated.
/// Case is folded by UTF-16 unit, so letters outside the basic plane match exactly only.
/// </remarks>
internal sealed class Glob
{
    private readonly string _prefix;
    private readonly string _suffix;
    private readonly Run[] _runs;

    private Glob(string[] parts)
    {
        HasWildcard = parts.Length > 1;
        _prefix = parts[0];
        _suffix = HasWildcard ? parts[^1] : string.Empty;
        _runs = HasWildcard ? [.. parts[1..^1].Where(part => part.Length > 0).Select(part => new Run(part))] : [];
        LiteralCount = parts.Sum(part => part.Length);
        Normal = HasWildcard ? string.Join('*', [_prefix, .. _runs.Select(run => run.Text), _suffix]) : _prefix;
    }

    /// <summary>True when the pattern has a star.</summary>
    public bool HasWildcard { get; }

    /// <summary>The number of characters that are not stars.</summary>
    public int LiteralCount { get; }

    /// <summary>The folded pattern; equal for patterns that match the same texts.</summary>
    public string Normal { get; }

    public static Glob Parse(string pattern) =>
        new(string.Create(pattern.Length, pattern, static (folded, source) =>
        {
            for (var i = 0; i < folded.Length; i++)
            {
                folded[i] = Fold(source[i]);
            }
        }).Split('*'));

    /// <summary>True when the pattern covers the whole text.</summary>
    public bool Matches(ReadOnlySpan<char> text)
    {
        if (!HasWildcard)
        {
            return Equal(text, _prefix);
        }

        if (text.Length < LiteralCount
            || !Equal(text[.._prefix.Length], _prefix)
            || !Equal(text[^_suffix.Length..], _suffix))
        {
            return false;
        }

        var rest = text[_prefix.Length..^_suffix.Length];
        foreach (var run in _runs)
        {
            var end = run.EndOfFirst(rest);
            if (end < 0)
            {
                return false;
            }

            rest = rest[end..];
        }

        return true;
    }

    private static char Fold(char character) => char.ToUpperInvariant(character);

    private static bool Equal(ReadOnlySpan<char> text, string folded)
    {
        if (text.Length != folded.Length)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (Fold(text[i]) != folded[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A run of literal characters between two stars, with its failure function.</summary>
    private sealed class Run
    {
        /// <summary>For each length of a matched beginning: the longest proper beginning that is also its end.</summary>
        private readonly int[] _fallback;

        public Run(string text)
        {
            Text = text;
            _fallback = new int[text.Length + 1];
            for (int i = 1, matched = 0; i < text.Length; i++)
            {
                matched = Advance(matched, text[i]);
                _fallback[i + 1] = matched;
            }
        }

        public string Text { get; }

        /// <summary>The index behind the leftmost occurrence, or -1.</summary>
        public int EndOfFirst(ReadOnlySpan<char> text)
        {
            var matched = 0;
            for (var i = 0; i < text.Length; i++)
            {
                matched = Advance(matched, Fold(text[i]));
                if (matched == Text.Length)
                {
                    return i + 1;
                }
            }

            return -1;
        }

        private int Advance(int matched, char next)
        {
            while (matched > 0 && Text[matched] != next)
            {
                matched = _fallback[matched];
            }

            return Text[matched] == next ? matched + 1 : 0;
        }
    }
}
