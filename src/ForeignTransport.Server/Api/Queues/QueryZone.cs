using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Api.Queues;

/// <summary>Where dates without an offset are local: what <c>timeZone</c> says.</summary>
internal static class QueryZone
{
    public const string Meaning =
        "Where dates of the filter without an offset are local: `Europe/Berlin`, or an offset such as `+02:00`. Default: where the server is.";

    private static readonly TimeSpan Farthest = TimeSpan.FromHours(14);

    /// <summary>Reads the name of a zone, of Windows or of IANA, or an offset.</summary>
    /// <param name="text">What was given; null for the zone of this server.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="error">There is none of that name.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TimeZoneInfo? zone, [NotNullWhen(false)] out TransportError? error)
    {
        error = null;
        zone = TimeZoneInfo.Local;
        if (text is null || TimeZoneInfo.TryFindSystemTimeZoneById(text, out zone))
        {
            return true;
        }

        if (text is ['+' or '-', ..]
            && TimeSpan.TryParseExact(text.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture, out var offset)
            && offset <= Farthest)
        {
            zone = TimeZoneInfo.CreateCustomTimeZone(text, text[0] == '-' ? -offset : offset, text, text);
            return true;
        }

        zone = null;
        error = ErrorCatalogue.InvalidParameter.About("TimeZone", text) with { Parameter = "TimeZone" };
        return false;
    }
}
