using System.Globalization;

namespace ForeignTransport.Server.Demo;

/// <summary>What a demo does with its servers, one thing after the other.</summary>
internal sealed class DemoScript(HubCluster cluster, double ratePerSecond, DemoTimes times, Action<string> say)
{
    private int Burst => Math.Max(200, (int)ratePerSecond * 2);

    /// <summary>Two servers on one database: one is killed, the other is paused.</summary>
    public async Task<HubVerdict> TwoAsync(CancellationToken cancellationToken)
    {
        say("starting Hub01 and Hub02 on an empty database");
        await Task.WhenAll(cluster.Hubs.Select(hub => cluster.StartAsync(hub, cancellationToken)));
        say(Text($"both are up: one cluster; {ratePerSecond:F0} messages a second go into their Pickup directories, in turn"));
        cluster.Flow.Start();
        await Task.Delay(times.Calm, cancellationToken);

        var victim = cluster.Hubs.MaxBy(hub => cluster.Ledger.DroppedBy(hub.Name))!;
        var survivor = cluster.Hubs.First(hub => hub != victim);
        await KillAsync(victim, $"{survivor.Name} takes over", cancellationToken);
        say($"starting {victim.Name} again");
        await cluster.StartAsync(victim, cancellationToken);
        say($"{victim.Name} is back and shares the work");
        await Task.Delay(times.Calm, cancellationToken);

        var paused = survivor;
        say(Text($"SIGSTOP {paused.Name}: frozen for {times.LongPause.TotalSeconds:F0} s, longer than a takeover takes"));
        cluster.Spare(paused);
        paused.Pause();
        await Task.Delay(times.LongPause, cancellationToken);
        say($"SIGCONT {paused.Name}: it wakes up and does not know that it was replaced");
        paused.Continue();
        if (await paused.EndsAsync(times.AwakePatience, cancellationToken))
        {
            say($"{paused.Name} noticed and ended itself; starting it again");
            await cluster.StartAsync(paused, cancellationToken);
        }
        else
        {
            cluster.Blame(paused, "went on after it had been replaced");
        }

        await Task.Delay(times.ShortPause, cancellationToken);
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
        await Task.Delay(times.Calm, cancellationToken);

        await KillAsync(hub, $"starting {hub.Name} again", cancellationToken, thenStart: true);
        await Task.Delay(times.Calm, cancellationToken);

        say(Text($"SIGSTOP {hub.Name} for {times.ShortPause.TotalSeconds:F0} s"));
        hub.Pause();
        await Task.Delay(times.ShortPause, cancellationToken);
        hub.Continue();
        say($"SIGCONT {hub.Name}");
        await Task.Delay(times.ShortPause, cancellationToken);
        return await CloseAsync(cancellationToken);
    }

    private async Task KillAsync(Hub victim, string then, CancellationToken cancellationToken, bool thenStart = false)
    {
        var killed = await cluster.KillWhileDeliveringAsync(victim, Burst, cancellationToken);
        say($"SIGKILL {victim.Name} (it was delivering); {then}");
        say(Text($"{killed.Orphans.Count} messages that only {victim.Name} had accepted are not dropped yet"));
        if (thenStart)
        {
            await cluster.StartAsync(victim, cancellationToken);
        }

        var failover = await cluster.FailoverAsync(killed, times.FailoverPatience, cancellationToken);
        say(failover is { } time
            ? Text($"all of them dropped: failover {time.TotalSeconds:F1} s")
            : Text($"not all of them dropped after {times.FailoverPatience.TotalSeconds:F0} s"));
    }

    private async Task<HubVerdict> CloseAsync(CancellationToken cancellationToken)
    {
        say("no more messages; waiting until every one has come out, and for any that comes out twice");
        await cluster.SettleAsync(times.Quiet, times.Stall, cancellationToken);
        say("SIGTERM to all");
        return await cluster.CloseAsync(cancellationToken);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
