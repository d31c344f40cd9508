using System.Text.RegularExpressions;

namespace ForeignTransport.Shell.Files;

/// <summary>What Select-String looks for in a line.</summary>
/// <param name="Texts">The patterns as they were written.</param>
/// <param name="Expressions">The same as regular expressions; null where they are plain texts.</param>
internal sealed record LinePatterns(IReadOnlyList<string> Texts, IReadOnlyList<Regex>? Expressions)
{
    public bool CaseSensitive { get; init; }

    /// <summary>True finds the lines that match none.</summary>
    public bool IsInverted { get; init; }

    /// <summary>True looks for every match in a line, not for the first alone.</summary>
    public bool FindsAll { get; init; }

    /// <summary>The pattern that a line is found by, and what of it matched; null when it is not found.</summary>
    public (string Pattern, Match[] Matches)? Find(string line)
    {
        for (var i = 0; i < Texts.Count; i++)
            if (Matches(i, line) is { } matches)
                return IsInverted ? null : (Texts[i], matches);

        return IsInverted ? (Texts[0], []) : null;
    }

    /// <summary>Null when it does not match.</summary>
    private Match[]? Matches(int i, string line)
    {
        if (Expressions is null)
            return line.Contains(Texts[i], CaseSensitive ? StringComparison.CurrentCulture : StringComparison.CurrentCultureIgnoreCase) ? [] : null;

        if (Expressions[i].Match(line) is not { Success: true } first)
            return null;

        return FindsAll && !IsInverted ? Expressions[i].Matches(line).ToArray() : [first];
    }
}
