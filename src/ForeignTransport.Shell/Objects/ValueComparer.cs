using System.Globalization;
using System.Management.Automation;

namespace ForeignTransport.Shell.Objects;

/// <summary>Orders and equates values as PowerShell's operators do: numbers by value, texts without case, nothing before everything.</summary>
internal sealed class ValueComparer(bool caseSensitive) : IComparer<object?>, IEqualityComparer<object?>
{
    public static readonly ValueComparer IgnoreCase = new(false);
    public static readonly ValueComparer WithCase = new(true);

    /// <inheritdoc/>
    public int Compare(object? x, object? y)
    {
        x = Unwrap(x);
        y = Unwrap(y);
        if (x is null || y is null)
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);

        try
        {
            return LanguagePrimitives.Compare(x, y, !caseSensitive, CultureInfo.CurrentCulture);
        }
        catch (Exception e) when (e is ArgumentException or ExtendedTypeSystemException)
        {
            // Not comparable with one another: by their text, so that the order is the same every time.
            return string.Compare(x.ToString(), y.ToString(), caseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <inheritdoc/>
    public new bool Equals(object? x, object? y) => Unwrap(x) is var left && Unwrap(y) is var right && (left is null || right is null ? left is null && right is null : Compare(left, right) == 0);

    /// <summary>By text, which is the same for what is equal; numbers of different types are equal by value.</summary>
    public int GetHashCode(object? obj) => Unwrap(obj) switch
    {
        null => 0,
        string text => caseSensitive ? text.GetHashCode(StringComparison.Ordinal) : text.GetHashCode(StringComparison.OrdinalIgnoreCase),
        _ => 1,
    };

    private static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
