using System.Globalization;

namespace ForeignTransport.Server.Demo;

/// <summary>What a demo does with its servers, one thing after the other.</summary>
internal sealed class DemoScript(HubCluster cluster, double ratePerSecond, Action<string> say)
{
    /// <summary>How long things are left alone, so that one sees them.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);

    /// <summary>Longer than a failover takes: the paused server is replaced.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(15);

    /// <summary>Shorter than what counts as dead.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan FailoverPatience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan AwakePatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);

    private int Burst => Math.Max(200, (int)ratePerSecond * 2);

    /// <summary>Two servers on one database: one is killed, the other is paused.</summary>
    public async Task<HubVerdict> TwoAsync(CancellationToken cancellationToken)
    {
        say("starting Hub01 and Hub02 on an empty database");
        await Task.WhenAll(cluster.Hubs.Select(hub => cluster.StartAsync(hub, cancellationToken)));
        say(Text($"both are up: one cluster; {ratePerSecond:F0} messages a second go into their Pickup directories, in turn"));
        cluster.Flow.Start();
        await Task.Delay(Calm, cancellationToken);

        var victim = cluster.Hubs.MaxBy(hub => cluster.Ledger.DroppedBy(hub.Name))!;
        var survivor = cluster.Hubs.First(hub => hub != victim);
        await KillAsync(victim, $"{survivor.Name} takes over", cancellationToken);
        say($"starting {victim.Name} again");
        await cluster.StartAsync(victim, cancellationToken);
        say($"{victim.Name} is back and shares the work");
        await Task.Delay(Calm, cancellationToken);

        var paused = survivor;
        say(Text($"SIGSTOP {paused.Name}: frozen for {LongPause.TotalSeconds:F0} s, longer than a takeover; it does not know that it is dead"));
        cluster.Spare(paused);
        paused.Pause();
        await Task.Delay(LongPause, cancellationToken);
        say($"SIGCONT {paused.Name}: it wakes up where it was");
        paused.Continue();
        if (await paused.EndsAsync(AwakePatience, cancellationToken))
        {
            say($"{paused.Name} saw that it had been replaced and ended itself; starting it again");
            await cluster.StartAsync(paused, cancellationToken);
        }
        else
        {
            cluster.Blame(paused, "went on after it had been replaced");
        }

        await Task.Delay(ShortPause, cancellationToken);
        return await CloseAsync(cancellationToken);
    }

    /// <summary>One server on SQLite: it is killed, and paused.</summary>
    public async Task<HubVerdict> OneAsync(CancellationToken cancellationToken)
    {
        var hub = cluster.Hubs[0];
        say($"starting {hub.Name} on an empty data directory");
        await cluster.StartAsync(hub, cancellationToken);
        say(Text($"{hub.Name} is up; {ratePerSecond:F0} messages a second go into its Pickup directory"));
        cluster.Flow.Start();
        await Task.Delay(Calm, cancellationToken);

        await KillAsync(hub, $"starting {hub.Name} again", cancellationToken, thenStart: true);
        await Task.Delay(Calm, cancellationToken);

        say(Text($"SIGSTOP {hub.Name} for {ShortPause.TotalSeconds:F0} s"));
        hub.Pause();
        await Task.Delay(ShortPause, cancellationToken);
        hub.Continue();
        say($"SIGCONT {hub.Name}");
        await Task.Delay(ShortPause, cancellationToken);
        return await CloseAsync(cancellationToken);
    }

    private async Task KillAsync(Hub victim, string then, CancellationToken cancellationToken, bool thenStart = false)
    {
        var killed = await cluster.KillWhileDeliveringAsync(victim, Burst, cancellationToken);
        say(Text($"SIGKILL {victim.Name} (it was delivering): {killed.Orphans.Count} messages that only it had accepted are not dropped yet; {then}"));
        if (thenStart)
        {
            await cluster.StartAsync(victim, cancellationToken);
        }

        var failover = await cluster.FailoverAsync(killed, FailoverPatience, cancellationToken);
        say(failover is { } time
            ? Text($"all of them dropped: failover {time.TotalSeconds:F1} s")
            : Text($"not all of them dropped after {FailoverPatience.TotalSeconds:F0} s"));
    }

    private async Task<HubVerdict> CloseAsync(CancellationToken cancellationToken)
    {
        say("no more messages; waiting until every one has come out, and for any that comes out twice");
        await cluster.SettleAsync(Quiet, Stall, cancellationToken);
        say("SIGTERM to all");
        return await cluster.CloseAsync(cancellationToken);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
