using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>A size in bytes, written with the units B, KB, MB, GB and TB; 1 KB is 1024 bytes.</summary>
/// <param name="Bytes">Never negative when it comes from <see cref="TryParse"/>.</param>
public readonly record struct ByteQuantifiedSize(long Bytes) : IComparable<ByteQuantifiedSize>
{
    /// <summary>The units, each 1024 times the one before it.</summary>
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    public static ByteQuantifiedSize FromKilobytes(long kilobytes) => new(checked(kilobytes * 1024));

    public static ByteQuantifiedSize FromMegabytes(long megabytes) => FromKilobytes(checked(megabytes * 1024));

    /// <summary>
    /// Parses <c>10MB</c>, <c>1.5 GB</c>, <c>65536</c> (bytes) and what Exchange displays, <c>10 MB (10,485,760 bytes)</c>. A fraction of
    /// a byte is rounded up. In the displayed form the exact number in parentheses counts; it must agree with the rounded one to one
    /// percent, so that editing only one of the two is noticed.
    /// </summary>
    public static bool TryParse(string text, out ByteQuantifiedSize size, [NotNullWhen(false)] out TransportError? error)
    {
        size = default;
        var trimmed = text.AsSpan().Trim();
        var open = trimmed.IndexOf('(');
        var read = open < 0
            ? TryParseExact(trimmed, out var bytes)
            : TryParseDisplayed(trimmed[..open], trimmed[open..], out bytes);
        if (!read)
        {
            error = ErrorCatalogue.InvalidSize.With($"{SingleLine.Quote(text)}");
            return false;
        }

        error = null;
        size = new ByteQuantifiedSize(bytes);
        return true;
    }

    /// <summary>This size, rounded up to whole kilobytes as Exchange does for message size limits.</summary>
    public ByteQuantifiedSize RoundUpToKilobyte() => new((Bytes + 1023) / 1024 * 1024);

    /// <inheritdoc />
    public int CompareTo(ByteQuantifiedSize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>The shortest exact text: the largest unit that divides evenly, without a space (<c>10MB</c>, <c>1536MB</c>, <c>999B</c>).</summary>
    public string ToShortString()
    {
        var (value, unit) = (Bytes, 0);
        while (value != 0 && value % 1024 == 0 && unit < Units.Length - 1)
            (value, unit) = (value / 1024, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{value}{Units[unit]}");
    }

    /// <summary>As Exchange displays it: <c>10 MB (10,485,760 bytes)</c>.</summary>
    public override string ToString()
    {
        var (value, unit) = ((decimal)Bytes, 0);
        while (value >= 1024 && unit < Units.Length - 1)
            (value, unit) = (value / 1024, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.###} {Units[unit]} ({Bytes:N0} bytes)");
    }

    private static bool TryParseDisplayed(ReadOnlySpan<char> rounded, ReadOnlySpan<char> exact, out long bytes)
    {
        const string end = " bytes)";
        bytes = 0;
        return exact.EndsWith(end, StringComparison.OrdinalIgnoreCase)
            && long.TryParse(exact[1..^end.Length], NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out bytes)
            && TryParseQuantity(rounded.TrimEnd(), out var approximate)
            && Math.Abs(approximate - bytes) <= bytes / 100m;
    }

    private static bool TryParseExact(ReadOnlySpan<char> text, out long bytes)
    {
        var read = TryParseQuantity(text, out var quantity) && quantity <= long.MaxValue;
        bytes = read ? (long)decimal.Ceiling(quantity) : 0;
        return read;
    }

    private static bool TryParseQuantity(ReadOnlySpan<char> text, out decimal bytes)
    {
        bytes = 0;
        var digits = text.IndexOfAnyExcept(Digits);
        var number = digits < 0 ? text : text[..digits];
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quantity))
            return false;

        var factor = 1L;
        if (digits >= 0)
        {
            var unit = text[digits..].TrimStart().ToString();
            var power = Array.FindIndex(Units, known => known.Equals(unit, StringComparison.OrdinalIgnoreCase));
            if (power < 0)
                return false;
            factor = 1L << (10 * power);
        }

        // Compared before it is multiplied: decimal overflows with an exception.
        if (quantity > decimal.MaxValue / factor)
            return false;
        bytes = quantity * factor;
        return true;
    }
}
