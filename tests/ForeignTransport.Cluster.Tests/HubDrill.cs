using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ForeignTransport.Server.Bench;
using ForeignTransport.Server.Demo;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>Two hubs on a database of their own, in a folder of their own; the frame of every spec about several servers.</summary>
internal sealed class HubDrill : IAsyncDisposable
{
    /// <summary>How long anything may take that happens at once on an idle machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>For the answer of one server about its cluster; that of a paused one never comes.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private readonly TemporaryDirectory _root;
    private readonly ITestOutputHelper _output;
    private readonly long _openedAt = Stopwatch.GetTimestamp();

    private HubDrill(TemporaryDirectory root, HubCluster cluster, ITestOutputHelper output)
    {
        _root = root;
        _output = output;
        Cluster = cluster;
        Observer = new ClusterObserver(cluster.Hubs, AnswerPatience);
    }

    /// <summary>True where the specs may take their time: FT_LONG is set.</summary>
    public static bool IsLong => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FT_LONG"));

    /// <summary>Two servers with one Drop directory.</summary>
    public static BenchOrganization SharedDrop => new(["Hub01", "Hub02"]) { Drop = DropSharing.Shared };

    public HubCluster Cluster { get; }

    public ClusterObserver Observer { get; }

    public BenchFolder Folder => Cluster.Folder;

    /// <summary>The first to start, as a rule, and so the oldest member.</summary>
    public Hub First => Cluster.Hubs[0];

    public Hub Second => Cluster.Hubs[1];

    /// <summary>Makes everything but the servers.</summary>
    public static async Task<HubDrill> OpenAsync(
        PostgreSqlFixture database,
        ITestOutputHelper output,
        BenchOrganization? organization = null,
        double ratePerSecond = 100,
        int mostMessages = 50_000,
        int? seed = null,
        params (string Variable, string Value)[] options)
    {
        var root = TemporaryDirectory.Below(Path.GetTempPath());
        var chosen = seed ?? DrillSettings.Seed;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {chosen}"));
        var cluster = new HubCluster(new HubPlan
        {
            Executable = ServerExecutable.In(AppContext.BaseDirectory),
            Organization = organization ?? SharedDrop,
            Root = root.Path,
            ConnectionString = await database.CreateDatabaseAsync(),
            Options = options.ToImmutableDictionary(option => option.Variable, option => option.Value),
            MostMessages = mostMessages,
            RatePerSecond = ratePerSecond,
            Seed = (ulong)chosen,
        });
        return new HubDrill(root, cluster, output);
    }

    /// <summary>The same, with the first server up before the second starts, and messages flowing to both.</summary>
    public static async Task<HubDrill> StartAsync(
        PostgreSqlFixture database, ITestOutputHelper output, BenchOrganization? organization = null, double ratePerSecond = 100,
        int mostMessages = 50_000, int? seed = null, params (string Variable, string Value)[] options)
    {
        var drill = await OpenAsync(database, output, organization, ratePerSecond, mostMessages, seed, options);
        try
        {
            foreach (var hub in drill.Cluster.Hubs.Take(2))
            {
                await drill.Cluster.StartAsync(hub, CancellationToken.None);
            }

            drill.Cluster.Flow.Start();
            await drill.DeliversAsync(drill.First);
            await drill.DeliversAsync(drill.Second);
            return drill;
        }
        catch
        {
            await drill.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says something in the output of the spec.</summary>
    public void Say(FormattableString text) => _output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_openedAt).TotalSeconds,5:F1} s {text.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>Waits until a server publishes files that it was asked to write after this call.</summary>
    public async Task DeliversAsync(Hub hub)
    {
        var before = Cluster.Ledger.DroppedBy(hub.Name);
        await UntilAsync(() => Cluster.Ledger.DroppedBy(hub.Name) > before + 10, $"{hub.Name} delivers");
    }

    /// <summary>Waits for the failover from a server.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> RequireFailoverAsync(KilledHub killed)
    {
        Assert.NotEmpty(killed.Orphans);
        var time = await Cluster.FailoverAsync(killed, Patience, CancellationToken.None);
        Assert.True(time is not null, $"{Cluster.Account().Explanation}\n{LastOutput}");
        Say($"failover from {killed.Hub.Name}: {killed.Orphans.Count} messages, the last of them after {time.Value.TotalSeconds:F1} s");
        return time.Value;
    }

    /// <summary>Waits for something that happens soon.</summary>
    public async Task UntilAsync(Func<bool> holds, string what) =>
        Assert.True(await HubCluster.UntilAsync(holds, Patience, CancellationToken.None), $"not in {Patience}: {what}; {Cluster.Account()}, on the way {Cluster.Watch.OnTheWay}\n{LastOutput}");

    /// <summary>Waits for something in the cluster as its servers see it.</summary>
    public Task MembersAsync(Func<IReadOnlyDictionary<string, MemberView>, bool> holds, string what) =>
        UntilAsync(() => holds(Observer.Members), what);

    /// <summary>Lets time pass, with messages flowing.</summary>
    public static Task PassAsync(double seconds) => Task.Delay(TimeSpan.FromSeconds(seconds));

    /// <summary>Ends the flow, waits until all is quiet, stops the servers, and fails when a promise was broken.</summary>
    public async Task RequireVerdictAsync(Func<DeliveryFault, bool>? isForgiven = null)
    {
        await Cluster.SettleAsync(Quiet, Patience, CancellationToken.None);
        Say($"settled");
        var verdict = await Cluster.CloseAsync(CancellationToken.None);
        Say($"{verdict}");
        var faults = verdict.Faults.Where(fault => isForgiven?.Invoke(fault) != true).ToList();
        Assert.True(faults.Count == 0, $"{verdict.Explanation}\n{LastOutput}");
        Assert.Equal(verdict.Accepted, verdict.Dropped);
        Assert.True(verdict.Accepted > 0);
    }

    /// <summary>What the servers said last.</summary>
    public string LastOutput => string.Join('\n', Cluster.Hubs.Select(hub => $"{hub.Name} ({hub.State}):\n{hub.LastOutput}"));

    public async ValueTask DisposeAsync()
    {
        await Observer.DisposeAsync();
        await Cluster.DisposeAsync();
        _root.Dispose();
    }
}
