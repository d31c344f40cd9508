using System.Globalization;
using System.Text.RegularExpressions;

namespace ForeignTransport.PowerShell.Pipeline;

/// <summary>The time zone of whoever types: a date in a filter is a date of theirs, wherever the server stands.</summary>
internal static class ClientZone
{
    /// <summary>What Linux calls a zone that it has no name for.</summary>
    private const string Nameless = "Local";

    /// <summary>What every date has, and much that is none: 11/23, 2026-11, 15:00.</summary>
    private static readonly Regex PartOfDate = new(@"\d\s*[/:-]\s*\d", RegexOptions.CultureInvariant);

    /// <summary>As the HTTP API takes it; null when there is nothing to say.</summary>
    /// <param name="filter">Conditions, the only place where a date can be; null for none.</param>
    public static string? For(string? filter) => filter is not null && PartOfDate.IsMatch(filter) ? Text(TimeZoneInfo.Local) : null;

    /// <summary>
    /// The name of the zone, and for a server that does not know it its standard time: without the name no server could know when its summer begins.
    /// </summary>
    public static string Text(TimeZoneInfo zone)
    {
        var offset = zone.BaseUtcOffset;
        var standard = (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
        return zone.Id.Length > 0 && zone.Id != Nameless ? $"{zone.Id},{standard}" : standard;
    }
}
