using System.Globalization;
using System.Text.Json;

namespace ForeignTransport.Server.Bench;

/// <summary>Everything a bench measured, as a table for people or as one JSON object for programs.</summary>
/// <param name="Runs">One entry a size.</param>
/// <param name="Latency">The latency run, or null when it was left out.</param>
internal sealed record BenchReport(IReadOnlyList<ThroughputResult> Runs, LatencyResult? Latency)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The JSON object, on one line. Figures are rounded to three decimals.</summary>
    public string ToJson() => JsonSerializer.Serialize(Rounded(), Json);

    /// <summary>Writes the table.</summary>
    public void WriteTable(TextWriter output)
    {
        if (Runs.Count > 0)
        {
            Line(output, $"{"size",9}  {"messages",8}  {"messages/s",10}  {"p50 ms",9}  {"p99 ms",9}  {"CPU s/1000",10}  {"peak MiB",8}  {"load CPU s/1000",15}");
        }

        foreach (var run in Runs)
        {
            Line(output, $"{run.SizeBytes,9}  {run.Messages,8}  {run.MessagesPerSecond,10:F0}  {run.P50Ms,9:F1}  {run.P99Ms,9:F1}  {run.CpuSecondsPer1000,10:F3}  {run.PeakMemoryMiB,8:F0}  {run.GeneratorCpuSecondsPer1000,15:F3}");
            if (run.CpuSecondsPer1000ByProcess is { } shares)
            {
                Line(output, $"{"",9}  CPU s/1000: {string.Join(", ", shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Key} {share.Value:F3}")))}");
            }
        }

        if (Latency is not null)
        {
            Line(output, $"latency of {Latency.SizeBytes} bytes at {Latency.RatePerSecond}/s: p50 {Latency.P50Ms:F1} ms, p99 {Latency.P99Ms:F1} ms");
        }
    }

    private static void Line(TextWriter output, FormattableString line) =>
        output.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private BenchReport Rounded() => new(
        [
            .. Runs.Select(run => run with
            {
                MessagesPerSecond = Round(run.MessagesPerSecond),
                P50Ms = Round(run.P50Ms),
                P99Ms = Round(run.P99Ms),
                CpuSecondsPer1000 = Round(run.CpuSecondsPer1000),
                PeakMemoryMiB = Round(run.PeakMemoryMiB),
                CpuSecondsPer1000ByProcess = run.CpuSecondsPer1000ByProcess?.ToDictionary(share => share.Key, share => Round(share.Value)),
            }),
        ],
        Latency is null ? null : Latency with { P50Ms = Round(Latency.P50Ms), P99Ms = Round(Latency.P99Ms) });

    private static double Round(double value) => Math.Round(value, 3);
}
