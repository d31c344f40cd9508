using System.Globalization;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Server.Demo;

namespace ForeignTransport.Server.Bench;

/// <summary>
/// <c>foreign-transport bench</c>: offers messages to servers of its own through their Pickup directory, consumes their Drop directory,
/// reports figures, and fails when a single message is lost, repeated, damaged or refused. See docs/benchmarking.md.
/// </summary>
internal static class BenchCommand
{
    private const int ShownOfAKind = 5;

    /// <summary>Runs what the command line asks for.</summary>
    public static async Task<int> RunAsync(BenchArguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        if (!BenchLoad.TryPair(arguments.Sizes, arguments.Messages, out var loads, out var problem))
        {
            await Console.Error.WriteLineAsync($"bench: {problem}");
            return ExitCode.Usage;
        }

        if (arguments.Stages)
        {
            await StageBench.RunAsync(arguments.DataDirectory ?? Environment.CurrentDirectory, output);
            return ExitCode.Success;
        }

        var options = new BenchOptions
        {
            Loads = loads,
            Runs = arguments.Runs,
            LatencyDuration = TimeSpan.FromSeconds(arguments.LatencySeconds),
            Hubs = arguments.Hubs,
            Json = arguments.Json,
            Tracking = arguments.Tracking,
            DataDirectory = arguments.DataDirectory
        };
        if (arguments is { Hubs: 1, ConnectionString: null })
        {
            return await RunAsync(options, output, cancellationToken);
        }

        if (arguments.ConnectionString is { } given)
        {
            return await RunAsync(options, given, output, cancellationToken);
        }

        if (PrivatePostgreSql.FindPrograms() is not { } programs)
        {
            await Console.Error.WriteLineAsync($"bench: {PrivatePostgreSql.HowToInstall}");
            return ExitCode.Failure;
        }

        await using var database = await PrivatePostgreSql.StartAsync(programs, cancellationToken);
        return await RunAsync(options, database.ConnectionString("postgres"), output, cancellationToken);
    }

    /// <summary>
    /// Runs the bench. The table, or the JSON object and nothing else, goes to <paramref name="output"/>; progress and faults go to standard
    /// error.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was interrupted; its server and its files are gone.</exception>
    /// <returns>0: every message arrived once and whole. 1: not so, or the options cannot be run; nothing is reported as a result.</returns>
    public static Task<int> RunAsync(BenchOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var executable = Executable(options);
        return RunAsync(
            options,
            output,
            Console.Error,
            async (folder, token) => await ServerProcess.StartAsync(executable, folder, options.ReadyTimeout, token),
            cancellationToken);
    }

    /// <summary>The same on a PostgreSQL server, each run on a database of its own.</summary>
    private static Task<int> RunAsync(BenchOptions options, string administrator, TextWriter output, CancellationToken cancellationToken)
    {
        var executable = Executable(options);
        return RunAsync(
            options,
            output,
            Console.Error,
            async (folder, token) => await ServersUnderTest.StartAsync(executable, folder, administrator, options.ReadyTimeout, token),
            cancellationToken);
    }

    private static ServerExecutable Executable(BenchOptions options) =>
        options.ServerPath is { } path ? ServerExecutable.FromPath(path) : ServerExecutable.Current();

    /// <summary>The same with another way to start a server, and another place for progress and faults.</summary>
    internal static async Task<int> RunAsync(
        BenchOptions options, TextWriter output, TextWriter progress, StartServer start, CancellationToken cancellationToken)
    {
        var problems = options.Problems();
        foreach (var problem in problems)
        {
            await progress.WriteLineAsync($"bench: {problem}");
        }

        if (problems.Count > 0)
        {
            return 1;
        }

        var seed = options.Seed ?? (ulong)Random.Shared.NextInt64();
        using var root = TemporaryDirectory.Below(options.DataDirectory ?? Environment.CurrentDirectory, "foreign-transport-bench-");
        var session = new BenchSession(options, seed, root.Path, start);
        try
        {
            var report = await MeasureAsync(session, options, progress, cancellationToken);
            if (session.Faults.Count > 0)
            {
                await WriteFaultsAsync(session.Faults, seed, progress);
                return 1;
            }

            if (options.Json)
            {
                await output.WriteLineAsync(report.ToJson());
            }
            else
            {
                report.WriteTable(output);
            }

            return 0;
        }
        catch (ServerStartException e)
        {
            await progress.WriteLineAsync($"bench: {e.Message}");
            return 1;
        }
    }

    private static async Task<BenchReport> MeasureAsync(
        BenchSession session, BenchOptions options, TextWriter progress, CancellationToken cancellationToken)
    {
        var results = new List<ThroughputResult>();
        foreach (var load in options.Loads)
        {
            var runs = new List<ThroughputResult>();
            for (var run = 0; run < options.Runs && session.Faults.Count == 0; run++)
            {
                await SayAsync(progress, $"{load.Messages} messages of {load.SizeBytes} bytes, run {run + 1} of {options.Runs}");
                runs.Add(await session.ThroughputAsync(load, cancellationToken));
            }

            if (session.Faults.Count > 0)
            {
                break;
            }

            results.Add(ThroughputResult.Median(runs));
        }

        var latencies = new List<LatencyResult>();
        for (var run = 0; run < options.Runs && options.LatencyDuration > TimeSpan.Zero && session.Faults.Count == 0; run++)
        {
            await SayAsync(progress, $"{options.LatencyRatePerSecond} messages/s of {options.LatencySizeBytes} bytes for {options.LatencyDuration.TotalSeconds} s, run {run + 1} of {options.Runs}");
            latencies.Add(await session.LatencyAsync(cancellationToken));
        }

        return new BenchReport(results, latencies.Count > 0 ? LatencyResult.Median(latencies) : null);
    }

    private static async Task WriteFaultsAsync(IReadOnlyList<DeliveryFault> faults, ulong seed, TextWriter progress)
    {
        await SayAsync(progress, $"failed with {faults.Count} faults (seed {seed})");
        foreach (var kind in faults.GroupBy(fault => fault.Kind))
        {
            await SayAsync(progress, $"{kind.Key} {kind.Count()}");
            foreach (var fault in kind.Take(ShownOfAKind))
            {
                await SayAsync(progress, $"  {fault}");
            }
        }
    }

    private static Task SayAsync(TextWriter progress, FormattableString text) =>
        progress.WriteLineAsync($"bench: {text.ToString(CultureInfo.InvariantCulture)}");
}
