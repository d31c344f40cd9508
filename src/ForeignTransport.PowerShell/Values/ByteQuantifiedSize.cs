using System.Globalization;

namespace ForeignTransport.PowerShell.Values;

/// <summary>A size in bytes that prints as Exchange's does, <c>10 MB (10,485,760 bytes)</c>. 1 KB is 1024 bytes.</summary>
public sealed class ByteQuantifiedSize : IComparable, IComparable<ByteQuantifiedSize>, IEquatable<ByteQuantifiedSize>
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    private readonly long _bytes;

    public ByteQuantifiedSize(long bytes) => _bytes = bytes;

    public ByteQuantifiedSize(int bytes) => _bytes = bytes;

    public ByteQuantifiedSize(double bytes) => _bytes = checked((long)Math.Ceiling(bytes));

    /// <summary>Reads <c>10MB</c>, <c>65536</c> or <c>10 MB (10,485,760 bytes)</c>.</summary>
    public ByteQuantifiedSize(string text)
    {
        if (!TryParseBytes(text, out _bytes))
            throw new FormatException($"\"{text}\" is not a size: allowed is a number and a unit, as in 10MB, 1.5 GB or 65536.");
    }

    public long ToBytes() => _bytes;

    public long ToKB() => _bytes >> 10;

    public long ToMB() => _bytes >> 20;

    public long ToGB() => _bytes >> 30;

    public long ToTB() => _bytes >> 40;

    public static ByteQuantifiedSize operator +(ByteQuantifiedSize left, ByteQuantifiedSize right) => new(checked(Bytes(left) + Bytes(right)));

    /// <summary>What is left of it; scripts that are short of space subtract too much, which is no size.</summary>
    /// <exception cref="OverflowException">Less than nothing would be left.</exception>
    public static ByteQuantifiedSize operator -(ByteQuantifiedSize left, ByteQuantifiedSize right) => Bytes(left) >= Bytes(right)
        ? new(Bytes(left) - Bytes(right))
        : throw new OverflowException($"{left} less {right} is no size.");

    public static ByteQuantifiedSize operator *(ByteQuantifiedSize left, double right) => Scaled((decimal)Bytes(left) * (decimal)right);

    public static ByteQuantifiedSize operator /(ByteQuantifiedSize left, double right) => Scaled(Bytes(left) / (decimal)right);

    public static bool operator ==(ByteQuantifiedSize? left, ByteQuantifiedSize? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(ByteQuantifiedSize? left, ByteQuantifiedSize? right) => !(left == right);

    public static bool operator <(ByteQuantifiedSize left, ByteQuantifiedSize right) => Bytes(left) < Bytes(right);

    public static bool operator >(ByteQuantifiedSize left, ByteQuantifiedSize right) => Bytes(left) > Bytes(right);

    public static bool operator <=(ByteQuantifiedSize left, ByteQuantifiedSize right) => Bytes(left) <= Bytes(right);

    public static bool operator >=(ByteQuantifiedSize left, ByteQuantifiedSize right) => Bytes(left) >= Bytes(right);

    /// <summary>The shortest exact text: <c>10MB</c>, <c>1536MB</c>, <c>999B</c>.</summary>
    public string ToShortString()
    {
        var (value, unit) = (_bytes, 0);
        while (value != 0 && value % 1024 == 0 && unit < Units.Length - 1)
            (value, unit) = (value / 1024, unit + 1);
        return value.ToString(CultureInfo.InvariantCulture) + Units[unit];
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var (value, unit) = ((decimal)_bytes, 0);
        while (value >= 1024 && unit < Units.Length - 1)
            (value, unit) = (value / 1024, unit + 1);
        return string.Format(CultureInfo.InvariantCulture, "{0:0.###} {1} ({2:N0} bytes)", value, Units[unit], _bytes);
    }

    /// <inheritdoc />
    public int CompareTo(ByteQuantifiedSize? other) => other is null ? 1 : _bytes.CompareTo(other._bytes);

    /// <inheritdoc />
    public int CompareTo(object? obj) => CompareTo(obj as ByteQuantifiedSize);

    /// <inheritdoc />
    public bool Equals(ByteQuantifiedSize? other) => other is not null && _bytes == other._bytes;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ByteQuantifiedSize);

    /// <inheritdoc />
    public override int GetHashCode() => _bytes.GetHashCode();

    /// <summary>False for a text that is no size; what is shown in parentheses counts, where there is any.</summary>
    internal static bool TryParseBytes(string? text, out long bytes)
    {
        bytes = 0;
        var trimmed = (text ?? "").Trim();
        var open = trimmed.IndexOf('(');
        if (open < 0)
            return TryParseQuantity(trimmed, out bytes);

        const string end = " bytes)";
        return trimmed.EndsWith(end, StringComparison.OrdinalIgnoreCase)
            && long.TryParse(
                trimmed.Substring(open + 1, trimmed.Length - open - 1 - end.Length), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out bytes)
            && TryParseQuantity(trimmed.Substring(0, open).TrimEnd(), out var rounded)
            // The same rule as the server's: somebody who edits one of the two numbers is told so.
            && Math.Abs((decimal)rounded - bytes) <= bytes / 100m;
    }

    private static long Bytes(ByteQuantifiedSize size) => size is null ? throw new ArgumentNullException(nameof(size), "There is no size: ask IsUnlimited first.") : size._bytes;

    private static ByteQuantifiedSize Scaled(decimal bytes) => bytes >= 0 ? new(checked((long)decimal.Ceiling(bytes))) : throw new OverflowException("A size cannot be negative.");

    private static bool TryParseQuantity(string text, out long bytes)
    {
        bytes = 0;
        var digits = 0;
        while (digits < text.Length && (char.IsDigit(text[digits]) || text[digits] == '.'))
            digits++;
        if (!decimal.TryParse(text.Substring(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quantity))
            return false;

        var unit = text.Substring(digits).Trim();
        var power = unit.Length == 0 ? 0 : Array.FindIndex(Units, known => known.Equals(unit, StringComparison.OrdinalIgnoreCase));
        var factor = 1L << (10 * Math.Max(0, power));
        if (power < 0 || quantity > (decimal)long.MaxValue / factor)
            return false;
        bytes = (long)decimal.Ceiling(quantity * factor);
        return true;
    }
}
