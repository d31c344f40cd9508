using System.Buffers;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>The rules for the values of X.400 attributes: characters and lengths.</summary>
internal static class OrValue
{
    // PrintableString (X.680), and the semicolon, which RFC 1685 knows how to write.
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?;");

    private static readonly SearchValues<char> CharactersAndStar =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?;*");

    private static readonly string[] TerminalTypes = ["g3fax", "g4fax", "ia5", "ttx", "tlx", "vtx"];

    public static bool HasOnlyLegalCharacters(string value, bool wildcards) =>
        !value.AsSpan().ContainsAnyExcept(wildcards ? CharactersAndStar : Characters);

    /// <summary>What is wrong with a value; null when nothing is.</summary>
    public static TransportError? Check(OrAttribute attribute, bool wildcards)
    {
        var value = attribute.Value;
        var kind = attribute.Kind;
        if (value.Length == 0 && ReferenceEquals(kind, OrLabel.AdministrationDomain))
        {
            return null;
        }

        if (value.Length == 0 || !HasOnlyLegalCharacters(value, wildcards))
        {
            return Error(ErrorCatalogue.InvalidX400Value, attribute);
        }

        // With a star only the literal part is known, so only what no text could satisfy is refused.
        var hasStar = value.Contains('*', StringComparison.Ordinal);
        var literals = value.Replace("*", string.Empty, StringComparison.Ordinal);
        return kind.Kind switch
        {
            OrValueKind.Country when !IsCountry(literals, hasStar) => Error(ErrorCatalogue.InvalidX400Country, attribute),
            OrValueKind.Country => null,
            _ when literals.Length > kind.MaxLength => Error(ErrorCatalogue.X400ValueTooLong, attribute),
            OrValueKind.Digits when !literals.All(char.IsAsciiDigit) => Error(ErrorCatalogue.InvalidX400Value, attribute),
            OrValueKind.TerminalType when !hasStar && !TerminalTypes.Contains(value, StringComparer.OrdinalIgnoreCase) =>
                Error(ErrorCatalogue.InvalidX400Value, attribute),
            _ => null
        };
    }

    private static bool IsCountry(string literals, bool hasStar) =>
        (literals.All(char.IsAsciiLetter) && (literals.Length == 2 || (hasStar && literals.Length < 2)))
        || (literals.All(char.IsAsciiDigit) && (literals.Length == 3 || (hasStar && literals.Length < 3)));

    private static TransportError Error(ErrorEntry entry, OrAttribute attribute) =>
        entry.With(SingleLine.Quote($"{attribute.Label}={attribute.Value}"));
}
