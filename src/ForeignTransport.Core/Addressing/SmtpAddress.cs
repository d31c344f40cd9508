using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>
/// An SMTP mailbox, <c>local@domain</c> (RFC 5321 section 4.1.2, with the other scripts of RFC 6531), within Exchange's length limits.
/// </summary>
/// <remarks>
/// The text is kept as written. Two addresses are equal when both parts are, ignoring case and ignoring needless quotes
/// (<c>"bob"@contoso.com</c> is <c>bob@contoso.com</c>, RFC 5321 section 4.1.2). No value of this type has control characters.
/// </remarks>
/// <param name="LocalPart">As written, quotes included.</param>
/// <param name="Domain">As written: a name, or an address literal in brackets.</param>
public sealed record SmtpAddress(string LocalPart, string Domain)
{
    /// <summary>Characters of a whole address.</summary>
    public const int MaxLength = MaxLocalPartLength + 1 + MaxDomainLength;

    /// <summary>Characters of a local part; RFC 5321 has 64, but encapsulated addresses need more.</summary>
    public const int MaxLocalPartLength = 315;

    /// <summary>Characters of a domain.</summary>
    public const int MaxDomainLength = DomainName.MaxLength;

    /// <summary>As written, quotes included.</summary>
    /// <exception cref="ArgumentException">It has control characters.</exception>
    public string LocalPart { get; } = SingleLine.Require(LocalPart, nameof(LocalPart));

    /// <summary>As written: a name, or an address literal in brackets.</summary>
    /// <exception cref="ArgumentException">It has control characters.</exception>
    public string Domain { get; } = SingleLine.Require(Domain, nameof(Domain));

    /// <summary>The local part without quotes and backslashes: the mailbox name itself.</summary>
    public string UnquotedLocalPart => SmtpSyntax.Unquote(LocalPart);

    /// <summary>Parses an addr-spec without angle brackets.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SmtpAddress? address, [NotNullWhen(false)] out TransportError? error)
    {
        address = null;
        var at = SmtpSyntax.EndOfLocalPart(text);
        var problem = at < 0 ? "has no @" : Problem(text, text.AsSpan(0, at), text.AsSpan(at + 1));
        if (problem is not null)
        {
            error = ErrorCatalogue.InvalidSmtpAddress.With($"{SingleLine.Quote(text)} {problem}");
            return false;
        }

        address = new SmtpAddress(text[..at], text[(at + 1)..]);
        error = null;
        return true;
    }

    /// <inheritdoc />
    public bool Equals(SmtpAddress? other) =>
        other is not null
        && string.Equals(Domain, other.Domain, StringComparison.OrdinalIgnoreCase)
        && string.Equals(UnquotedLocalPart, other.UnquotedLocalPart, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(
        StringComparer.OrdinalIgnoreCase.GetHashCode(UnquotedLocalPart),
        StringComparer.OrdinalIgnoreCase.GetHashCode(Domain));

    /// <inheritdoc />
    public override string ToString() => $"{LocalPart}@{Domain}";

    private static string? Problem(string text, ReadOnlySpan<char> local, ReadOnlySpan<char> domain) =>
        local.Length > MaxLocalPartLength ? $"has a local part longer than {MaxLocalPartLength} characters"
        : domain.Length > MaxDomainLength ? $"has a domain longer than {MaxDomainLength} characters"
        : !SingleLine.IsSingleLine(text) ? "contains control characters"
        : !SmtpSyntax.IsLocalPart(local) ? "has an invalid local part"
        : !SmtpSyntax.IsDomain(domain) ? "has an invalid domain"
        : null;
}
