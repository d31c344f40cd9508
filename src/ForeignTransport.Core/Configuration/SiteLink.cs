using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ForeignTransport.Core.Configuration;

/// <summary>The cost of the way between two sites, in both directions.</summary>
/// <param name="SiteA">One site.</param>
/// <param name="SiteB">The other.</param>
/// <param name="Cost">At least 1; added to the cost of a connector's address space.</param>
public sealed record SiteLink(string SiteA, string SiteB, int Cost)
{
    /// <summary>Parses <c>SiteA;SiteB;Cost</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SiteLink? link)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        link = parts.Length == 3
            && ObjectName.IsValid(parts[0])
            && ObjectName.IsValid(parts[1])
            && !parts[0].Equals(parts[1], StringComparison.OrdinalIgnoreCase)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var cost)
            && cost is >= 1 and <= 99_999
            ? new SiteLink(parts[0], parts[1], cost)
            : null;
        return link is not null;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{SiteA};{SiteB};{Cost}");
}
