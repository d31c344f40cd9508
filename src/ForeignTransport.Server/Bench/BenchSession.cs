using System.Diagnostics;

namespace ForeignTransport.Server.Bench;

/// <summary>
/// Runs the loads of one bench, each on a server of its own that starts on an empty data directory, so that no run profits from, or pays
/// for, the one before.
/// </summary>
internal sealed class BenchSession(BenchOptions options, ulong seed, string root, StartServer start)
{
    private readonly List<DeliveryFault> _faults = [];
    private int _stages;

    /// <summary>What went wrong in all runs so far.</summary>
    public IReadOnlyList<DeliveryFault> Faults => _faults;

    /// <summary>
    /// Offers all messages at once, as fast as renames go, and measures from the first rename until the last file is visible. CPU and memory
    /// are those of the server until it is idle again.
    /// </summary>
    public async Task<ThroughputResult> ThroughputAsync(BenchLoad load, CancellationToken cancellationToken)
    {
        await using var stage = await OpenAsync(load, cancellationToken);
        if (!stage.IsWarm)
        {
            _faults.AddRange(await stage.CloseAsync(cancellationToken));
            return new ThroughputResult(load.SizeBytes, load.Messages, 0, 0, 0, 0, 0);
        }

        using var self = Process.GetCurrentProcess();
        stage.Server.ResetPeakMemory();
        var cpuBefore = stage.Server.ProcessorTime;
        var sharesBefore = stage.Server.ProcessorShares;
        var ownCpuBefore = self.TotalProcessorTime;

        await Task.Run(() => stage.Feeder.OfferAll(stage.First, stage.Ledger.Count, cancellationToken), cancellationToken);
        await stage.SettleAsync(stage.Ledger.Count, cancellationToken);

        var alive = !stage.Server.HasExited;
        var cpu = alive ? stage.Server.ProcessorTime - cpuBefore : TimeSpan.Zero;
        var shares = alive ? stage.Server.ProcessorShares : sharesBefore;
        var peak = alive ? stage.Server.PeakMemoryBytes : 0;
        var ownCpu = self.TotalProcessorTime - ownCpuBefore;
        _faults.AddRange(await stage.CloseAsync(cancellationToken));

        var latencies = stage.Latencies();
        var elapsed = Stopwatch.GetElapsedTime(stage.Feeder.OfferedAt(stage.First), LastVisible(stage));
        return new ThroughputResult(
            load.SizeBytes,
            load.Messages,
            elapsed > TimeSpan.Zero ? load.Messages / elapsed.TotalSeconds : 0,
            Percentile.Of(latencies, 50),
            Percentile.Of(latencies, 99),
            cpu.TotalSeconds * 1000 / load.Messages,
            peak / (1024.0 * 1024.0))
        {
            GeneratorCpuSecondsPer1000 = ownCpu.TotalSeconds * 1000 / load.Messages,
            CpuSecondsPer1000ByProcess = shares.Count == 0 ? null : shares.Zip(sharesBefore, (after, before) => (after.Name, Used: after.ProcessorTime - before.ProcessorTime)).ToDictionary(
                share => share.Name, share => share.Used.TotalSeconds * 1000 / load.Messages),
        };
    }

    /// <summary>Offers messages one by one at a low fixed rate.</summary>
    public async Task<LatencyResult> LatencyAsync(CancellationToken cancellationToken)
    {
        var messages = Math.Max(1, (int)(options.LatencyRatePerSecond * options.LatencyDuration.TotalSeconds));
        await using var stage = await OpenAsync(new BenchLoad(options.LatencySizeBytes, messages), cancellationToken);

        if (stage.IsWarm)
        {
            await stage.Feeder.OfferPacedAsync(stage.First, stage.Ledger.Count, options.LatencyRatePerSecond, cancellationToken);
            await stage.SettleAsync(stage.Ledger.Count, cancellationToken);
        }

        _faults.AddRange(await stage.CloseAsync(cancellationToken));

        var latencies = stage.Latencies();
        return new LatencyResult(
            options.LatencySizeBytes, options.LatencyRatePerSecond, Percentile.Of(latencies, 50), Percentile.Of(latencies, 99));
    }

    private Task<BenchStage> OpenAsync(BenchLoad load, CancellationToken cancellationToken)
    {
        // Each stage has a seed of its own: a file left over from one run is a stranger in the next.
        var number = (ulong)_stages++;
        return BenchStage.OpenAsync(options, load, seed + number, Path.Combine(root, $"run-{number}"), start, cancellationToken);
    }

    private static long LastVisible(BenchStage stage)
    {
        var last = stage.Feeder.OfferedAt(stage.First);
        for (var index = stage.First; index < stage.Ledger.Count; index++)
        {
            last = Math.Max(last, stage.Ledger.VisibleAt(index));
        }

        return last;
    }
}
