using System.Globalization;

namespace ForeignTransport.Core.Addressing;

/// <summary>The precision of an address space, higher is more specific. Only spaces of one type are comparable.</summary>
/// <remarks>
/// Exchange compares precision before cost: the cheapest <c>*</c> never wins over a dear <c>*.contoso.com</c>. The rank is one number
/// whose order is the order of the tuples and digit lists below, so comparing is exact and free.
/// </remarks>
public readonly record struct Specificity : IComparable<Specificity>
{
    private const int DigitPositions = 64;

    private readonly UInt128 _rank;

    private Specificity(UInt128 rank) => _rank = rank;

    /// <inheritdoc />
    public int CompareTo(Specificity other) => _rank.CompareTo(other._rank);

    /// <inheritdoc />
    public override string ToString() => _rank.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>The pair (kind, detail): kind decides, detail breaks ties.</summary>
    internal static Specificity Of(uint kind, int detail) => new(new UInt128(kind, (ulong)detail));

    /// <summary>This list of digits with the digit (0 to 3) at the position raised to the given one; position 0 counts most.</summary>
    internal Specificity WithDigit(int position, uint digit) =>
        new(_rank | ((UInt128)digit << (2 * (DigitPositions - 1 - position))));
}
