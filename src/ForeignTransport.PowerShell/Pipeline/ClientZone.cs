using System.Globalization;

namespace ForeignTransport.PowerShell.Pipeline;

/// <summary>The time zone of whoever types: a date in a filter is a date of theirs, wherever the server stands.</summary>
internal static class ClientZone
{
    /// <summary>What Linux calls a zone that it has no name for.</summary>
    private const string Nameless = "Local";

    /// <summary>As the HTTP API takes it; null when there is nothing to say.</summary>
    /// <param name="filter">Conditions, the only place where a date can be; null for none.</param>
    public static string? For(string? filter) => filter is null ? null : Text(TimeZoneInfo.Local);

    /// <summary>The name of the zone. Where it has none no server could know when its summer begins: then its standard time counts.</summary>
    public static string Text(TimeZoneInfo zone)
    {
        if (zone.Id.Length > 0 && zone.Id != Nameless)
            return zone.Id;
        var offset = zone.BaseUtcOffset;
        return (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
    }
}
