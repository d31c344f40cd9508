using System.Diagnostics;
using System.Globalization;
using ForeignTransport.Server.Bench;
using ForeignTransport.Server.CommandLine;

namespace ForeignTransport.Server.Demo;

/// <summary>
/// <c>foreign-transport demo</c>: servers of its own on a database of its own, messages flowing, servers dying, and a verdict.
/// </summary>
/// <remarks>All of it lives in temporary folders and ends with the demo, also with one that is interrupted.</remarks>
internal static class DemoCommand
{
    private const int MostBursts = 4;

    /// <summary>Runs a demo; its last line is the verdict.</summary>
    /// <returns>0 when every accepted message was dropped once; 1 when not, or when there was no demo.</returns>
    public static Task<int> RunAsync(DemoArguments arguments, TextWriter output, CancellationToken stopping) =>
        RunAsync(
            arguments,
            ServerExecutable.Current(),
            new DemoTimes(),
            DemoDisplay.For(output, !Console.IsOutputRedirected, Environment.GetEnvironmentVariable),
            output,
            stopping);

    /// <summary>The same with another server, at another pace, on another display.</summary>
    internal static async Task<int> RunAsync(
        DemoArguments arguments, ServerExecutable executable, DemoTimes times, DemoDisplay display, TextWriter output, CancellationToken stopping)
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        ending.CancelAfter(arguments.Duration);
        try
        {
            return await RunAsync(arguments, executable, times, display, output, startedAt, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            await output.WriteLineAsync(stopping.IsCancellationRequested
                ? "interrupted: no verdict"
                : string.Create(CultureInfo.InvariantCulture, $"not finished within {arguments.Duration.TotalSeconds} s: no verdict"));
            return ExitCode.Failure;
        }
        catch (Exception cause) when (cause is ServerStartException or InvalidOperationException)
        {
            await output.WriteLineAsync($"{cause.Message}\nno verdict");
            return ExitCode.Failure;
        }
    }

    private static async Task<int> RunAsync(
        DemoArguments arguments,
        ServerExecutable executable,
        DemoTimes times,
        DemoDisplay display,
        TextWriter output,
        long startedAt,
        CancellationToken cancellationToken)
    {
        var programs = arguments.Single ? null : PrivatePostgreSql.FindPrograms();
        if (!arguments.Single && programs is null)
        {
            await output.WriteLineAsync($"{PrivatePostgreSql.HowToInstall}\nA single server needs no database server: foreign-transport demo --single");
            return ExitCode.Failure;
        }

        var gate = new Lock();
        using var root = TemporaryDirectory.Below(Path.GetTempPath(), "foreign-transport-demo-");
        root.IsKept = arguments.Keep;
        if (programs is not null)
        {
            Say("starting a PostgreSQL server of its own");
        }

        await using var database = programs is null ? null : await PrivatePostgreSql.StartAsync(programs, cancellationToken);
        var connectionString = database is null ? null : await FreshDatabase.CreateAsync(database.ConnectionString("postgres"), cancellationToken);
        HubVerdict verdict;
        await using (var cluster = new HubCluster(Plan(arguments, executable, root.Path, connectionString)))
        await using (var observer = new ClusterObserver(cluster.Hubs))
        {
            observer.Start();
            using var shown = new CancellationTokenSource();
            var showing = ShowAsync(new DemoMeter(cluster, observer, startedAt, arguments.Duration), shown.Token);
            try
            {
                var script = new DemoScript(cluster, arguments.RatePerSecond, times, Say);
                verdict = await (arguments.Single ? script.OneAsync(cancellationToken) : script.TwoAsync(cancellationToken));
            }
            finally
            {
                await shown.CancelAsync();
                await showing;
            }
        }

        foreach (var fault in verdict.Faults.Take(20))
        {
            await output.WriteLineAsync(fault.ToString());
        }

        if (arguments.Keep)
        {
            await output.WriteLineAsync($"kept: {root.Path}");
        }

        await output.WriteLineAsync(verdict.ToString());
        return verdict is { IsPass: true, Failover: not null } ? ExitCode.Success : ExitCode.Failure;

        void Say(string happening)
        {
            lock (gate)
            {
                display.Say(Stopwatch.GetElapsedTime(startedAt), happening);
            }
        }

        async Task ShowAsync(DemoMeter meter, CancellationToken shown)
        {
            while (!shown.IsCancellationRequested)
            {
                var picture = meter.Take();
                lock (gate)
                {
                    display.Show(picture);
                }

                await Task.Delay(display.Beat, shown).ContinueWith(_ => { }, TaskScheduler.Default);
            }

            display.Show(meter.Take());
        }
    }

    private static HubPlan Plan(DemoArguments arguments, ServerExecutable executable, string root, string? connectionString) => new()
    {
        Executable = executable,
        Organization = arguments.Single
            ? new BenchOrganization([BenchFolder.ServerName])
            : new BenchOrganization(["Hub01", "Hub02"]) { Drop = DropSharing.Shared },
        Root = root,
        ConnectionString = connectionString,
        MostMessages = (int)(arguments.RatePerSecond * (arguments.Duration.TotalSeconds + (2 * MostBursts))) + 1_000,
        RatePerSecond = arguments.RatePerSecond,
        Seed = (ulong)Random.Shared.NextInt64(),
    };
}
