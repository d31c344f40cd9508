using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Addressing;

/// <summary>
/// One address space of a connector, <c>Type:Space;Cost</c>: which recipients the connector serves, and how dear it is for them.
/// </summary>
/// <remarks>
/// <c>SMTP:*.contoso.com;10</c>, <c>FAX:+1*;1</c>, <c>X400:c=US;a=Fabrikam;p=Contoso;5</c>. Type and cost may be left out on input, then they are SMTP
/// and 1. Everything that matching needs is prepared by <see cref="TryParse"/>. Two spaces are equal when their canonical texts are; see
/// <see cref="SamePattern"/> for duplicates.
/// </remarks>
public sealed class AddressSpace : IEquatable<AddressSpace>
{
    public const int MinCost = 1;
    public const int MaxCost = 100;

    private readonly AddressPattern _pattern;

    private AddressSpace(string type, string space, int cost, AddressPattern pattern) =>
        (Type, Space, Cost, _pattern) = (type, space, cost, pattern);

    /// <summary>SMTP, X400 or any other type, upper case.</summary>
    public string Type { get; }

    /// <summary>The pattern as typed.</summary>
    public string Space { get; }

    /// <summary>1 to 100; lower is better.</summary>
    public int Cost { get; }

    /// <summary>How precise the pattern is; compared before cost.</summary>
    public Specificity Specificity => _pattern.Specificity;

    /// <summary>What is legal but probably not meant, for the administrator who typed it: an X.400 space that lacks its upper levels, a port.</summary>
    public IEnumerable<TransportError> Warnings =>
        Type.Contains('.', StringComparison.Ordinal)
            ? _pattern.Warnings.Append(ErrorCatalogue.TypeLooksLikeHost.With(SingleLine.Quote(ToString())))
            : _pattern.Warnings;

    /// <summary>
    /// Parses one entry of AddressSpaces of a Foreign or Delivery Agent connector, unquoted. The type EX, X500 and the space <c>--</c> are refused
    /// there. The error names the offending text.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AddressSpace? space, [NotNullWhen(false)] out TransportError? error)
    {
        space = null;
        if (!TrySplitType(text.Trim(), out var type, out var rest, out error)
            || !TrySplitCost(type, rest, out var value, out var cost, out error)
            || !TryParsePattern(type, value, out var pattern, out error))
        {
            return false;
        }

        space = new AddressSpace(type, value, cost, pattern);
        return true;
    }

    /// <summary>
    /// True when this space serves the address. A space never serves an address of another type, so <c>SMTP:*</c> does not catch fax
    /// numbers. Allocates nothing for SMTP (names in A-labels) and free types; an X.400 address is parsed once in its life.
    /// </summary>
    public bool Matches(NativeAddress address) =>
        string.Equals(Type, address.Type, StringComparison.Ordinal) && _pattern.Matches(address);

    /// <summary>True when both have the same type and the same pattern in normal form, whatever their cost: duplicates on one connector.</summary>
    public bool SamePattern(AddressSpace other) =>
        string.Equals(Type, other.Type, StringComparison.Ordinal)
        && string.Equals(_pattern.Normal, other._pattern.Normal, StringComparison.Ordinal);

    /// <inheritdoc />
    public bool Equals(AddressSpace? other) =>
        other is not null && Cost == other.Cost && Type == other.Type && Space == other.Space;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as AddressSpace);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Type, Space, Cost);

    /// <summary>Canonical text with type and cost; parsing it gives an equal space.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Type}:{Space};{Cost}");

    private static bool TrySplitType(string entry, out string type, out string rest, [NotNullWhen(false)] out TransportError? error)
    {
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        type = colon < 0 ? AddressType.Smtp : entry[..colon].ToUpperInvariant();
        rest = entry[(colon + 1)..];
        error = entry.Length == 0 ? ErrorCatalogue.EmptyAddressSpace.With(string.Empty)
            : !SingleLine.IsSingleLine(entry) ? ErrorCatalogue.InvalidSpace.With(SingleLine.Quote(entry))
            : colon == 0 ? ErrorCatalogue.EmptyType.With(SingleLine.Quote(entry))
            : !AddressType.IsValid(type) ? ErrorCatalogue.InvalidType.With(SingleLine.Quote(entry.AsSpan(0, colon)))
            : type is AddressType.Ex or AddressType.X500 ? ErrorCatalogue.ReservedType.With(SingleLine.Quote(entry))
            : null;
        return error is null;
    }

    private static bool TrySplitCost(string type, string rest, out string space, out int cost, [NotNullWhen(false)] out TransportError? error)
    {
        var semicolon = rest.LastIndexOf(';');
        space = (semicolon < 0 ? rest : rest[..semicolon]).Trim();
        cost = MinCost;
        error = semicolon < 0 ? null : CheckCost(type, rest, rest.AsSpan(semicolon + 1), out cost);
        if (error is null && space.Length == 0)
        {
            error = ErrorCatalogue.EmptySpace.With(SingleLine.Quote($"{type}:{rest}"));
        }

        return error is null;
    }

    private static TransportError? CheckCost(string type, string rest, ReadOnlySpan<char> tail, out int cost)
    {
        cost = 0;
        if (tail.IsEmpty || tail.ContainsAnyExceptInRange('0', '9'))
        {
            // Guessing cost 1 here would turn the last attribute of X400:c=US;a=x into a part of the space, or not: ask.
            var entry = type == AddressType.Smtp ? ErrorCatalogue.InvalidCost : ErrorCatalogue.CostRequired;
            return entry.With(SingleLine.Quote(rest));
        }

        return int.TryParse(tail, NumberStyles.None, CultureInfo.InvariantCulture, out cost) && cost is >= MinCost and <= MaxCost
            ? null
            : ErrorCatalogue.CostOutOfRange.With(SingleLine.Quote(tail));
    }

    private static bool TryParsePattern(string type, string space,
        [NotNullWhen(true)] out AddressPattern? pattern, [NotNullWhen(false)] out TransportError? error)
    {
        switch (type)
        {
            case AddressType.Smtp:
                return SmtpPattern.TryParse(space, out pattern, out error);
            case AddressType.X400:
                return X400Pattern.TryParse(space, out pattern, out error);
            default:
                pattern = new FreePattern(space);
                error = null;
                return true;
        }
    }
}
