using System.ComponentModel;
using System.Globalization;

namespace ForeignTransport.PowerShell.Values;

/// <summary>A number, or <c>Unlimited</c>.</summary>
[TypeConverter(typeof(DeserializedConverter))]
public sealed class UnlimitedInteger : IComparable
{
    public UnlimitedInteger(int value) => Value = value;

    /// <summary>Reads a number or <c>unlimited</c>.</summary>
    public UnlimitedInteger(string text)
    {
        if (UnlimitedSize.IsUnlimitedText(text))
            return;
        Value = int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"\"{text}\" is neither a number nor unlimited.");
    }

    private UnlimitedInteger()
    {
    }

    public static UnlimitedInteger Unlimited { get; } = new();

    public bool IsUnlimited => Value is null;

    /// <summary>Null when there is no limit.</summary>
    public int? Value { get; }

    /// <summary>Unlimited is more than every number.</summary>
    public int CompareTo(object? obj) => obj is UnlimitedInteger other ? (Value ?? long.MaxValue).CompareTo(other.Value ?? long.MaxValue) : 1;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is UnlimitedInteger && CompareTo(obj) == 0;

    /// <inheritdoc />
    public override int GetHashCode() => Value ?? 0;

    /// <inheritdoc />
    public override string ToString() => Value?.ToString(CultureInfo.InvariantCulture) ?? "Unlimited";
}
