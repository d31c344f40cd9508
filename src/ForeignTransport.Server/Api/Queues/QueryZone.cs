using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Querying;

namespace ForeignTransport.Server.Api.Queues;

/// <summary>Where dates without an offset are local: what <c>timeZone</c> says.</summary>
internal static class QueryZone
{
    public const string Meaning =
        "Where dates of the filter without an offset are local: `Europe/Berlin`, `W. Europe Standard Time`, or an offset such as `+02:00`. Of several, separated by commas, the first that the server knows counts. Default: where the server is.";

    private static readonly TimeSpan Farthest = TimeSpan.FromHours(14);

    /// <summary>Reads names of a zone, of Windows or of IANA, or an offset; the first that is known counts.</summary>
    /// <param name="text">What was given; null for the zone of this server.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="error">There is none of that name.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TimeZoneInfo? zone, [NotNullWhen(false)] out TransportError? error)
    {
        error = null;
        zone = text is null ? TimeZoneInfo.Local : text.Split(',', StringSplitOptions.TrimEntries).Select(Find).FirstOrDefault(found => found is not null);
        if (zone is not null)
        {
            return true;
        }

        error = ErrorCatalogue.InvalidParameter.About("TimeZone", text!) with { Parameter = "TimeZone" };
        return false;
    }

    private static TimeZoneInfo? Find(string name)
    {
        // Windows has no names of IANA and the others none of Windows; without ICU the runtime does not translate them.
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            || (ZoneNames.Other(name) is { } other && TimeZoneInfo.TryFindSystemTimeZoneById(other, out zone)))
        {
            return zone;
        }

        return name is ['+' or '-', ..]
            && TimeSpan.TryParseExact(name.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture, out var offset)
            && offset <= Farthest
                ? TimeZoneInfo.CreateCustomTimeZone(name, name[0] == '-' ? -offset : offset, name, name)
                : null;
    }
}
