using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>A limit in bytes, or none. The default value is unlimited.</summary>
/// <param name="Limit">Null when unlimited.</param>
public readonly record struct UnlimitedSize(ByteQuantifiedSize? Limit)
{
    private const string UnlimitedText = "Unlimited";

    public static UnlimitedSize Unlimited => default;

    public bool IsUnlimited => Limit is null;

    public static UnlimitedSize FromBytes(long bytes) => new(new ByteQuantifiedSize(bytes));

    /// <summary>Parses <c>unlimited</c> in any case, or a size as <see cref="ByteQuantifiedSize.TryParse"/> does.</summary>
    public static bool TryParse(string text, out UnlimitedSize size, [NotNullWhen(false)] out TransportError? error)
    {
        size = Unlimited;
        error = null;
        if (text.AsSpan().Trim().Equals(UnlimitedText, StringComparison.OrdinalIgnoreCase))
            return true;
        if (!ByteQuantifiedSize.TryParse(text, out var limit, out error))
            return false;
        size = new UnlimitedSize(limit);
        return true;
    }

    /// <summary>True when something of that many bytes is within the limit; exactly the limit is within it.</summary>
    public bool Allows(long bytes) => Limit is not { } limit || bytes <= limit.Bytes;

    /// <summary>The shortest exact text: <c>unlimited</c> or <c>10MB</c>.</summary>
    public string ToShortString() => Limit?.ToShortString() ?? "unlimited";

    /// <summary>As Exchange displays it: <c>Unlimited</c> or <c>10 MB (10,485,760 bytes)</c>.</summary>
    public override string ToString() => Limit?.ToString() ?? UnlimitedText;
}
