namespace ForeignTransport.PowerShell.Values;

/// <summary>A limit in bytes, or none: <c>Unlimited</c>, or <c>10 MB (10,485,760 bytes)</c>.</summary>
public sealed class UnlimitedSize : IComparable
{
    /// <summary>A limit, or null for none.</summary>
    public UnlimitedSize(ByteQuantifiedSize? value) => Value = value;

    /// <summary>Reads <c>unlimited</c>, or a size.</summary>
    public UnlimitedSize(string text) => Value = IsUnlimitedText(text) ? null : new ByteQuantifiedSize(text);

    public UnlimitedSize(long bytes) => Value = new ByteQuantifiedSize(bytes);

    public UnlimitedSize(int bytes) => Value = new ByteQuantifiedSize(bytes);

    public bool IsUnlimited => Value is null;

    /// <summary>Null when there is no limit.</summary>
    public ByteQuantifiedSize? Value { get; }

    /// <summary>The limit; an error when there is none.</summary>
    public long ToBytes() => Value?.ToBytes() ?? throw new InvalidOperationException("An unlimited size has no number of bytes; ask IsUnlimited first.");

    /// <summary>Unlimited is more than every limit.</summary>
    public int CompareTo(object? obj) => obj is not UnlimitedSize other
        ? 1
        : (Value, other.Value) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            var (mine, theirs) => mine.CompareTo(theirs)
        };

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is UnlimitedSize && CompareTo(obj) == 0;

    /// <inheritdoc />
    public override int GetHashCode() => Value?.GetHashCode() ?? 0;

    /// <inheritdoc />
    public override string ToString() => Value?.ToString() ?? "Unlimited";

    internal string ToShortString() => Value?.ToShortString() ?? "unlimited";

    internal static bool IsUnlimitedText(string? text) => string.Equals(text?.Trim(), "unlimited", StringComparison.OrdinalIgnoreCase);
}
