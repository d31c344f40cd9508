using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ForeignTransport.Server.Bench;

namespace ForeignTransport.Server.Demo;

/// <summary>
/// Servers of one cluster as real processes, messages that flow into their Pickup directories, a gateway that empties their Drop directories,
/// and the account of it all. For the demo and the drills.
/// </summary>
internal sealed class HubCluster : IAsyncDisposable
{
    private const int Bursts = 10;
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan BurstPatience = TimeSpan.FromSeconds(10);

    /// <summary>Long for the gateway, short for a takeover.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);

    private readonly HubPlan _plan;
    private readonly DropConsumer _consumer;
    private readonly ConcurrentQueue<DeliveryFault> _serverFaults = [];
    private TimeSpan? _failover;

    /// <summary>Makes the folders and begins to consume. No server runs yet.</summary>
    public HubCluster(HubPlan plan)
    {
        _plan = plan;
        Folder = new BenchFolder(plan.Root, plan.Organization);
        Directory.CreateDirectory(Folder.Outbox);
        Hubs = [.. Folder.Servers.Select(name => new Hub(Launch(name), Folder.PickupOf(name), plan.ReadyTimeout))];
        Ledger = new DeliveryLedger(new BenchMessages(plan.Seed, plan.SizeBytes), plan.MostMessages);
        var feeder = new MessageFeeder(
            new BenchMessages(plan.Seed, plan.SizeBytes), plan.MostMessages, Folder.Outbox, [.. Hubs.Select(hub => hub.Pickup)]);
        Flow = new MessageFlow(feeder, plan.RatePerSecond, Hubs.Count);
        Watch = new PickupWatch(Flow, Ledger, Hubs);
        _consumer = new DropConsumer(Folder.Drops, Ledger);
        _consumer.Start();
        Watch.Start();
    }

    /// <summary>The directories.</summary>
    public BenchFolder Folder { get; }

    /// <summary>The servers, in the order of their names.</summary>
    public IReadOnlyList<Hub> Hubs { get; }

    /// <summary>The messages that go in.</summary>
    public MessageFlow Flow { get; }

    /// <summary>The messages that were taken.</summary>
    public PickupWatch Watch { get; }

    /// <summary>The messages that came out.</summary>
    public DeliveryLedger Ledger { get; }

    /// <summary>Starts a server and feeds it.</summary>
    public async Task StartAsync(Hub hub, CancellationToken cancellationToken)
    {
        await hub.StartAsync(cancellationToken);
        Flow.Feed(IndexOf(hub));
    }

    /// <summary>Offers a server no more messages.</summary>
    public void Spare(Hub hub) => Flow.Spare(IndexOf(hub));

    /// <summary>Kills a server at once; it is fed no more.</summary>
    public async Task<KilledHub> KillAsync(Hub hub)
    {
        Spare(hub);
        var at = Stopwatch.GetTimestamp();
        await hub.KillAsync();
        return await OrphansAsync(hub, at);
    }

    /// <summary>Offers one server a burst of messages and kills it while it delivers them, so that there is something to take over.</summary>
    public async Task<KilledHub> KillWhileDeliveringAsync(Hub hub, int burst, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            await BurstAsync(hub, burst, cancellationToken);
            return await KillAsync(hub);
        }

        var frozen = await PauseWhileDeliveringAsync(hub, burst, cancellationToken);
        await hub.KillAsync();
        return frozen;
    }

    /// <summary>Offers one server a burst of messages and freezes it while it delivers them; it is fed no more.</summary>
    /// <remarks>Between the look at it and the signal it may be through with all of them. Then it goes on, and has another burst.</remarks>
    public async Task<KilledHub> PauseWhileDeliveringAsync(Hub hub, int burst, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await BurstAsync(hub, burst, cancellationToken);
            Spare(hub);
            var at = Stopwatch.GetTimestamp();
            hub.Pause();
            var frozen = await OrphansAsync(hub, at);
            if (frozen.Orphans.Count > 0 || attempt == Bursts)
            {
                return frozen;
            }

            hub.Continue();
            Flow.Feed(IndexOf(hub));
        }
    }

    /// <summary>Waits until all messages have been dropped that only the dead server had accepted.</summary>
    /// <returns>The longest time from the kill until one of them was dropped; null when one is missing after <paramref name="patience"/>.</returns>
    public async Task<TimeSpan?> FailoverAsync(KilledHub killed, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!await UntilAsync(() => killed.Orphans.All(index => Ledger.VisibleAt(index) != 0), patience, cancellationToken))
        {
            return null;
        }

        if (killed.Orphans.Count == 0)
        {
            // Nothing had to be taken over, so nothing was measured.
            return TimeSpan.Zero;
        }

        var time = killed.Orphans.Max(index => Stopwatch.GetElapsedTime(killed.At, Ledger.VisibleAt(index)));
        _failover = _failover is { } longest && longest > time ? longest : time;
        return time;
    }

    /// <summary>Asks a server to end; it is fed no more. What is wrong with how it ends becomes a fault of the verdict.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> StopAsync(Hub hub, CancellationToken cancellationToken)
    {
        Spare(hub);
        var asked = Stopwatch.GetTimestamp();
        if (await hub.StopAsync(cancellationToken) is var code && code != 0)
        {
            Blame(hub, code is null ? "did not stop when asked" : string.Create(CultureInfo.InvariantCulture, $"stopped with exit code {code}"));
        }

        return Stopwatch.GetElapsedTime(asked);
    }

    /// <summary>
    /// Ends the flow and waits until everything offered has arrived and nothing more has come for <paramref name="quiet"/>, or until nothing
    /// has moved for <paramref name="stall"/>. A time in which this process stood still does not count.
    /// </summary>
    public async Task SettleAsync(TimeSpan quiet, TimeSpan stall, CancellationToken cancellationToken)
    {
        await Flow.StopAsync();
        var idleTime = new IdleTime(() => Ledger.LastRecordAt, TimeProvider.System);
        while (true)
        {
            var idle = idleTime.Look();
            if (idle > stall || (idle > quiet && Ledger.Arrived >= Flow.Offered && Folder.IsSubmissionEmpty()))
            {
                return;
            }

            await Task.Delay(Glance, cancellationToken);
        }
    }

    /// <summary>Asks every server that runs to end, all in the same instant, and settles the account.</summary>
    public async Task<HubVerdict> CloseAsync(CancellationToken cancellationToken)
    {
        await Flow.StopAsync();
        await Task.WhenAll(Hubs.Where(hub => hub.State is HubState.Running).Select(hub => StopAsync(hub, cancellationToken)));
        await _consumer.StopAsync();
        return Account();
    }

    /// <summary>The account as it stands; the last word once all is settled.</summary>
    public HubVerdict Account()
    {
        var waiting = Hubs.SelectMany(hub => PickupWatch.Waiting(hub.Pickup)).ToHashSet();
        var offered = Enumerable.Range(0, Hubs.Count).SelectMany(target => Flow.OfferedTo(target)).ToHashSet();
        var faults = Ledger.Close(index => offered.Contains(index) && !waiting.Contains(index));
        return new HubVerdict(
            offered.Count - waiting.Count,
            Ledger.Arrived,
            faults.Count(fault => fault.Kind == DeliveryFaultKind.Lost),
            Ledger.Duplicates,
            _failover,
            [.. faults, .. Folder.Leftovers(), .. _serverFaults]);
    }

    /// <summary>Waits until something holds.</summary>
    /// <returns>False when it does not after <paramref name="patience"/>.</returns>
    public static async Task<bool> UntilAsync(Func<bool> holds, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!holds())
        {
            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                return false;
            }

            await Task.Delay(Glance, cancellationToken);
        }

        return true;
    }

    /// <summary>Position of a server among <see cref="Hubs"/>, and its number in the flow.</summary>
    public int IndexOf(Hub hub) => Hubs.Index().First(other => other.Item == hub).Index;

    /// <summary>Charges a server with something in the verdict.</summary>
    public void Blame(Hub hub, string what) =>
        _serverFaults.Enqueue(new DeliveryFault(DeliveryFaultKind.Server, -1, $"{hub.Name} {what}; its last output:\n{hub.LastOutput}"));

    /// <summary>Ends every server by its process id.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var hub in Hubs)
        {
            await hub.DisposeAsync();
        }

        await Flow.DisposeAsync();
        await Watch.DisposeAsync();
        await _consumer.DisposeAsync();
    }

    /// <summary>Returns while a part of the burst is accepted and has not come out: then the server is in the middle of it.</summary>
    private async Task BurstAsync(Hub hub, int messages, CancellationToken cancellationToken)
    {
        var burst = Flow.Burst(IndexOf(hub), messages);
        await UntilAsync(IsUnderWay, BurstPatience, cancellationToken);

        bool IsUnderWay()
        {
            var waiting = PickupWatch.Waiting(hub.Pickup);
            return burst.Count(index => !waiting.Contains(index) && Ledger.VisibleAt(index) == 0) >= messages / 10;
        }
    }

    /// <summary>
    /// Nothing moves in the Pickup directory of a server that stands still, so this is what it has accepted, to the message. What it published
    /// at the last moment is given the time to be seen.
    /// </summary>
    private async Task<KilledHub> OrphansAsync(Hub hub, long at)
    {
        await Task.Delay(LastWords, CancellationToken.None);
        var waiting = PickupWatch.Waiting(hub.Pickup);
        return new KilledHub(hub, at, [.. Flow.OfferedTo(IndexOf(hub)).Where(index => !waiting.Contains(index) && Ledger.VisibleAt(index) == 0)]);
    }

    private ServerLaunch Launch(string server)
    {
        var launch = ServerLaunch.Of(_plan.Executable, Folder, server);
        launch = launch with { Options = launch.Options.SetItems(_plan.Options), LogFile = Folder.LogOf(server) };
        return _plan.ConnectionString is { } connectionString ? launch.On(connectionString) : launch;
    }
}
