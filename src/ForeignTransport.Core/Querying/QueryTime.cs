using System.Globalization;

namespace ForeignTransport.Core.Querying;

/// <summary>Points of time as administrators write them in filters.</summary>
public static class QueryTime
{
    /// <summary>The forms, for people.</summary>
    public const string Allowed = "a date and time such as 2026-11-23T15:00:00, 2026-11-23T14:00:00Z or 11/23/2026 3:00 PM";

    private const int FirstYear = 1900;
    private const int LastYear = 9998;

    private static readonly string[] LocalForms =
    [
        "yyyy-M-d", "yyyy-M-d H:mm", "yyyy-M-d H:mm:ss", "yyyy-M-d H:mm:ss.FFFFFFF",
        "yyyy-M-d'T'H:mm", "yyyy-M-d'T'H:mm:ss", "yyyy-M-d'T'H:mm:ss.FFFFFFF",
        "M/d/yyyy", "M/d/yyyy h:mm tt", "M/d/yyyy h:mm:ss tt", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss"
    ];

    private static readonly string[] OffsetForms =
    [
        "yyyy-M-d'T'H:mmK", "yyyy-M-d'T'H:mm:ssK", "yyyy-M-d'T'H:mm:ss.FFFFFFFK",
        "yyyy-M-d H:mmK", "yyyy-M-d H:mm:ssK", "yyyy-M-d H:mm:ss.FFFFFFFK"
    ];

    /// <summary>
    /// Reads ISO 8601 with or without an offset, or month/day/year with an optional time of 12 or 24 hours. Without an offset it is local time.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="zone">Where the administrator is. A time that its clocks skip is read as if they had not been moved.</param>
    /// <param name="time">The moment.</param>
    public static bool TryParse(string text, TimeZoneInfo zone, out DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var style = DateTimeStyles.AllowWhiteSpaces;
        if (DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, style | DateTimeStyles.NoCurrentDateDefault, out var local))
        {
            var known = local.Year is >= FirstYear and <= LastYear;
            time = known ? new DateTimeOffset(local, zone.GetUtcOffset(local)) : default;
            return known;
        }

        return DateTimeOffset.TryParseExact(text, OffsetForms, CultureInfo.InvariantCulture, style, out time)
            && time.Year is >= FirstYear and <= LastYear;
    }
}
