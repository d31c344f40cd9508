using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ForeignTransport.Core.Delivery;

/// <summary>
/// Names of languages as <c>de</c>, <c>de-AT</c> or <c>zh-Hant-TW</c>: language, script and region of RFC 5646 section 2.1. What follows them
/// (variants, extensions) changes no text that anybody keeps, and is dropped.
/// </summary>
public static partial class LanguageTag
{
    /// <summary>The form of a name, to follow "must be" or "allowed is".</summary>
    public const string Allowed = "a language such as en, de-AT or zh-Hant";

    /// <summary>The usual spelling: <c>de-at</c> becomes <c>de-AT</c>.</summary>
    public static bool TryNormalize(string? text, [NotNullWhen(true)] out string? tag)
    {
        tag = null;
        if (text is null || text.Length > 64 || Form().Match(text.Trim()) is not { Success: true } match)
        {
            return false;
        }

        var (language, script, region) = (match.Groups["language"].Value, match.Groups["script"].Value, match.Groups["region"].Value);
        tag = language.ToLowerInvariant();
        if (script.Length > 0)
        {
            tag += $"-{char.ToUpperInvariant(script[0])}{script[1..].ToLowerInvariant()}";
        }

        if (region.Length > 0)
        {
            tag += $"-{region.ToUpperInvariant()}";
        }

        return true;
    }

    /// <summary>The language itself and what it is a kind of: <c>zh-Hant-TW</c>, <c>zh-Hant</c>, <c>zh</c>.</summary>
    /// <param name="tag">A name in its usual spelling.</param>
    public static ImmutableArray<string> WithParents(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        var all = ImmutableArray.CreateBuilder<string>();
        for (var end = tag.Length; end > 0; end = tag.LastIndexOf('-', end - 1))
        {
            all.Add(tag[..end]);
        }

        return all.ToImmutable();
    }

    // x-... and i-... name nothing that can be looked up; a language of one letter is not matched.
    [GeneratedRegex(
        @"^(?<language>[A-Za-z]{2,3})(-(?<script>[A-Za-z]{4}))?(-(?<region>[A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{1,8})*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
