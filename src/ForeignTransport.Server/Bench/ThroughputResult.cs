using System.Text.Json.Serialization;

namespace ForeignTransport.Server.Bench;

/// <summary>The figures of one throughput run.</summary>
/// <param name="SizeBytes">Size of each message in bytes.</param>
/// <param name="Messages">How many were in flight.</param>
/// <param name="MessagesPerSecond">Messages by the time from the first rename to the last file visible.</param>
/// <param name="P50Ms">Median time of a message from its rename until it was visible, waiting in line included, in milliseconds.</param>
/// <param name="P99Ms">The same, not exceeded by 99 of 100.</param>
/// <param name="CpuSecondsPer1000">User and system CPU seconds of the server, or of all servers, per 1000 messages.</param>
/// <param name="PeakMemoryMiB">Highest resident set of the server during the run, in MiB; of several the largest.</param>
internal sealed record ThroughputResult(
    int SizeBytes, int Messages, double MessagesPerSecond, double P50Ms, double P99Ms, double CpuSecondsPer1000, double PeakMemoryMiB)
{
    /// <summary>CPU seconds that generating and consuming cost per 1000 messages, on the same machine.</summary>
    [JsonIgnore]
    public double GeneratorCpuSecondsPer1000 { get; init; }

    /// <summary>The CPU figure of each server and of the database, where there are several; null where there is one process.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? CpuSecondsPer1000ByProcess { get; init; }

    /// <summary>The median of every figure of several runs of one load.</summary>
    public static ThroughputResult Median(IReadOnlyList<ThroughputResult> runs) => new(
        runs[0].SizeBytes,
        runs[0].Messages,
        Of(runs, run => run.MessagesPerSecond),
        Of(runs, run => run.P50Ms),
        Of(runs, run => run.P99Ms),
        Of(runs, run => run.CpuSecondsPer1000),
        Of(runs, run => run.PeakMemoryMiB))
    {
        GeneratorCpuSecondsPer1000 = Of(runs, run => run.GeneratorCpuSecondsPer1000),
        CpuSecondsPer1000ByProcess = runs[0].CpuSecondsPer1000ByProcess?.Keys.ToDictionary(
            name => name, name => Of(runs, run => run.CpuSecondsPer1000ByProcess?.GetValueOrDefault(name) ?? 0)),
    };

    private static double Of(IReadOnlyList<ThroughputResult> runs, Func<ThroughputResult, double> figure) =>
        Percentile.Median([.. runs.Select(figure)]);
}
