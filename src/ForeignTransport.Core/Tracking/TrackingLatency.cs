using System.Collections.Immutable;
using System.Globalization;

namespace ForeignTransport.Core.Tracking;

/// <summary>What Get-MessageTrackingLog computes from the fields of a row.</summary>
public static class TrackingLatency
{
    /// <summary>MessageLatencyType where there is a latency.</summary>
    public const string EndToEnd = nameof(EndToEnd);

    /// <summary>MessageLatencyType where there is none.</summary>
    public const string None = nameof(None);

    /// <summary>
    /// How long the message took from its entry into the organization (message-info) to this row; null on rows that do not end its way. They are
    /// DELIVER, and SEND of a Foreign connector or a Delivery Agent.
    /// </summary>
    public static TimeSpan? Of(TrackingRecord row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var ends = row.EventId == TrackingEventId.Deliver
            || (row.EventId == TrackingEventId.Send && row.Source is TrackingSource.Gateway or TrackingSource.Agent);
        var entry = row.MessageInfo.Split(';')[0];
        return ends && DateTimeOffset.TryParse(entry, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var entered)
            ? row.Timestamp - entered
            : null;
    }

    /// <summary>The pairs of custom-data, <c>S:Name=Value;S:Name=Value</c>; what is not of that form is left out.</summary>
    public static ImmutableArray<(string Name, string Value)> EventData(string customData)
    {
        ArgumentNullException.ThrowIfNull(customData);
        return
        [
            .. customData.Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.StartsWith("S:", StringComparison.OrdinalIgnoreCase) ? pair[2..] : pair)
                .Select(pair => (pair, At: pair.IndexOf('=', StringComparison.Ordinal)))
                .Where(split => split.At > 0)
                .Select(split => (split.pair[..split.At], split.pair[(split.At + 1)..]))
        ];
    }
}
