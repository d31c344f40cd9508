namespace ForeignTransport.Server.Bench;

/// <summary>The figures of the latency run.</summary>
/// <param name="SizeBytes">Size of each message in bytes.</param>
/// <param name="RatePerSecond">Messages offered per second, one by one.</param>
/// <param name="P50Ms">Median time of a message from its rename until it was visible, in milliseconds.</param>
/// <param name="P99Ms">The same, not exceeded by 99 of 100.</param>
internal sealed record LatencyResult(int SizeBytes, int RatePerSecond, double P50Ms, double P99Ms)
{
    /// <summary>The median of every figure of several runs.</summary>
    public static LatencyResult Median(IReadOnlyList<LatencyResult> runs) => runs[0] with
    {
        P50Ms = Percentile.Median([.. runs.Select(run => run.P50Ms)]),
        P99Ms = Percentile.Median([.. runs.Select(run => run.P99Ms)]),
    };
}
