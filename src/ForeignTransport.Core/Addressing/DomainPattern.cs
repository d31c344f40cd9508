using System.Diagnostics.CodeAnalysis;
using System.Text;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>
/// A domain, <c>contoso.com</c>, or a domain with everything below it, <c>*.contoso.com</c> (which includes contoso.com itself, as in
/// Exchange). Accepted domains are such patterns; SMTP address spaces also know <c>*</c>.
/// </summary>
public sealed class DomainPattern : IEquatable<DomainPattern>
{
    /// <summary>Characters of an accepted domain, star included.</summary>
    public const int MaxLength = 256;

    private const string Everything = "*";
    private const string WildcardLabel = "*.";

    /// <summary>Lower-case A-labels without star; empty for <c>*</c>.</summary>
    private readonly string _domain;

    private DomainPattern(string text, string domain, bool isWildcard)
    {
        Text = text;
        _domain = domain;
        IsWildcard = isWildcard;
        Normal = !isWildcard ? domain : domain.Length == 0 ? Everything : WildcardLabel + domain;
        Specificity = !isWildcard ? Specificity.Of(3, 0)
            : domain.Length == 0 ? Specificity.Of(1, 0)
            : Specificity.Of(2, domain.AsSpan().Count('.') + 1);
    }

    /// <summary>As typed.</summary>
    public string Text { get; }

    /// <summary>Lower case, in A-labels, without trailing dot.</summary>
    public string Normal { get; }

    /// <summary>True for <c>*.contoso.com</c>; such a pattern cannot be the default accepted domain.</summary>
    public bool IsWildcard { get; }

    /// <summary>An exact name before any wildcard; among wildcards the one with more labels.</summary>
    public Specificity Specificity { get; }

    /// <summary>
    /// Parses an accepted domain. A bare <c>*</c> is refused: it would accept mail for every domain in the world. So is a name of more than 256
    /// characters, and anything but letters, digits, inner hyphens and dots; other scripts are converted by IDNA.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DomainPattern? pattern, [NotNullWhen(false)] out TransportError? error)
    {
        if (text.Length > MaxLength || text.AsSpan().Trim() is Everything)
        {
            pattern = null;
            error = ErrorCatalogue.InvalidDomain.With(SingleLine.Quote(text));
            return false;
        }

        return TryParseSpace(text, out pattern, out error);
    }

    /// <summary>True when the pattern covers the domain.</summary>
    /// <param name="domain">A name without trailing dot, in any case, in A-labels or not; anything else is never covered.</param>
    /// <param name="matchSubDomains">MatchSubDomains of the accepted domain: a plain name covers everything below it too.</param>
    public bool Matches(string domain, bool matchSubDomains) =>
        Ascii.IsValid(domain)
            ? MatchesAscii(domain, matchSubDomains)
            : DomainName.TryNormalize(domain, out var normal) && MatchesAscii(normal, matchSubDomains);

    /// <inheritdoc />
    public bool Equals(DomainPattern? other) => other is not null && Normal == other.Normal;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as DomainPattern);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Normal);

    /// <inheritdoc />
    public override string ToString() => Text;

    /// <summary>As <see cref="TryParse"/>, but <c>*</c> stands for every domain.</summary>
    internal static bool TryParseSpace(string text, [NotNullWhen(true)] out DomainPattern? pattern, [NotNullWhen(false)] out TransportError? error)
    {
        var trimmed = text.Trim();
        pattern = null;
        error = null;
        if (trimmed == Everything)
        {
            pattern = new DomainPattern(trimmed, string.Empty, isWildcard: true);
            return true;
        }

        var isWildcard = trimmed.StartsWith(WildcardLabel, StringComparison.Ordinal);
        var domain = isWildcard ? trimmed.AsSpan(WildcardLabel.Length) : trimmed;
        if (domain.Contains('*'))
        {
            error = MisplacedStar(trimmed).With(SingleLine.Quote(trimmed));
            return false;
        }

        if (!DomainName.TryNormalize(domain.EndsWith('.') ? domain[..^1] : domain, out var normal))
        {
            error = ErrorCatalogue.InvalidDomain.With(SingleLine.Quote(trimmed));
            return false;
        }

        pattern = new DomainPattern(trimmed, normal, isWildcard);
        return true;
    }

    /// <summary>Matches a domain without conversion or allocation.</summary>
    internal bool MatchesAscii(ReadOnlySpan<char> domain, bool matchSubDomains)
    {
        if (_domain.Length == 0)
        {
            return true;
        }

        if (!domain.EndsWith(_domain, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // The dot keeps notcontoso.com out of contoso.com.
        return domain.Length == _domain.Length
            || ((IsWildcard || matchSubDomains) && domain.Length > _domain.Length + 1 && domain[^(_domain.Length + 1)] == '.');
    }

    private static ErrorEntry MisplacedStar(string pattern)
    {
        var labels = pattern.Split('.');
        return labels.Any(label => label.Length > 1 && label.Contains('*', StringComparison.Ordinal)) ? ErrorCatalogue.WildcardNotWholeLabel
            : labels.Count(label => label == Everything) > 1 ? ErrorCatalogue.WildcardRepeated
            : ErrorCatalogue.WildcardNotFirst;
    }
}
