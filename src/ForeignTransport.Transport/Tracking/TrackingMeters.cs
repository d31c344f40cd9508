using System.Diagnostics.Metrics;

namespace ForeignTransport.Transport.Tracking;

/// <summary>What a server counts of its tracking.</summary>
internal static class TrackingMeters
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "ForeignTransport.Tracking";

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Written = Meter.CreateCounter<long>(
        "foreign_transport.tracking.rows_written", "{row}", "Rows that were added to the tracking table.");

    public static readonly Counter<long> Dropped = Meter.CreateCounter<long>(
        "foreign_transport.tracking.rows_dropped", "{row}", "Rows for which there was no room while the tracking table could not be written.");
}
