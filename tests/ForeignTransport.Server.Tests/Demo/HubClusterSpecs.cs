using ForeignTransport.Server.Bench;
using ForeignTransport.Server.Demo;
using ForeignTransport.Server.Tests.Bench;
using Xunit;

namespace ForeignTransport.Server.Tests.Demo;

/// <summary>The account of the drills, with scripts that stand in for servers: each accepts into a spool, and delivers from it a little later.</summary>
[Collection(nameof(Alone))]
public sealed class HubClusterSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    /// <summary>How long nothing moves before it is settled: long where everything arrives, for then nobody waits for it.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StallWithLoss = TimeSpan.FromSeconds(6);

    private readonly TemporaryDirectory _directory = TemporaryDirectory.Below(Path.GetTempPath());

    public void Dispose() => _directory.Dispose();

    [UnixFact]
    public async Task should_account_for_everything_and_time_the_failover_when_a_server_is_killed()
    {
        await using var cluster = await StartAsync("""mv "$file" "$drop/" """);
        var killed = await cluster.KillWhileDeliveringAsync(cluster.Hubs[0], 100, CancellationToken.None);

        // Nobody takes over from a script: it does so itself when it is back. What waits in its Pickup directory is accepted then, and not before.
        await cluster.StartAsync(cluster.Hubs[0], CancellationToken.None);
        var failover = await cluster.FailoverAsync(killed, Patience, CancellationToken.None);
        await cluster.SettleAsync(Quiet, Stall, CancellationToken.None);
        var verdict = await cluster.CloseAsync(CancellationToken.None);

        Assert.NotEmpty(killed.Orphans);
        Assert.True(failover > TimeSpan.Zero);
        Assert.Equal(failover, verdict.Failover);
        Assert.True(verdict.IsPass, verdict.Explanation);
        Assert.Equal(cluster.Flow.Offered, verdict.Accepted);
    }

    [UnixFact]
    public async Task should_not_count_as_accepted_what_still_waits()
    {
        await using var cluster = await StartAsync("""mv "$file" "$drop/" """);
        var killed = await cluster.KillAsync(cluster.Hubs[1]);
        cluster.Flow.Burst(1, 25);
        await cluster.SettleAsync(Quiet, StallWithLoss, CancellationToken.None);
        var missing = Missing();
        var verdict = cluster.Account();

        Assert.InRange(cluster.Flow.Offered - verdict.Accepted, 25, cluster.Flow.Offered);
        // What the gateway saw late is not lost; and the one file that the script was moving out of Pickup when it was killed may have gone after the count.
        Assert.InRange(verdict.Lost, Missing(), missing + 1);
        Assert.Equal(verdict.Faults.Count - verdict.Lost, verdict.Faults.Count(fault => fault.Kind == DeliveryFaultKind.LeftBehind));
        Assert.False(verdict.IsPass);

        int Missing() => killed.Orphans.Count(index => cluster.Ledger.VisibleAt(index) == 0);
    }

    [UnixFact]
    public async Task should_find_what_is_lost_and_what_is_repeated()
    {
        await using var cluster = await StartAsync(
            """case "$file" in *00000012.eml) rm "$file" ;; *00000013.eml) cp "$file" "$drop/.again"; mv "$drop/.again" "$drop/again.eml"; mv "$file" "$drop/" ;; *) mv "$file" "$drop/" ;; esac""");
        Assert.True(await HubCluster.UntilAsync(() => cluster.Ledger.Arrived > 50, Patience, CancellationToken.None));
        await cluster.SettleAsync(Quiet, StallWithLoss, CancellationToken.None);
        var verdict = await cluster.CloseAsync(CancellationToken.None);

        Assert.Equal((1, 1), (verdict.Lost, verdict.Duplicated));
        Assert.Equal(verdict.Accepted - 1, verdict.Dropped);
        Assert.Equal([(DeliveryFaultKind.Duplicated, 13), (DeliveryFaultKind.Lost, 12)], verdict.Faults.Select(fault => (fault.Kind, fault.Index)));
        Assert.StartsWith($"accepted {verdict.Accepted}, dropped {verdict.Dropped}, lost 1, duplicated 1, failover not measured", verdict.Explanation, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task should_blame_a_server_that_stops_with_an_exit_code()
    {
        await using var cluster = await StartAsync("""mv "$file" "$drop/" """, exitCode: 3);
        await cluster.SettleAsync(Quiet, Stall, CancellationToken.None);
        var verdict = await cluster.CloseAsync(CancellationToken.None);

        Assert.Equal(2, verdict.Faults.Count);
        Assert.All(verdict.Faults, fault => Assert.Contains("stopped with exit code 3", fault.Detail, StringComparison.Ordinal));
    }

    private async Task<HubCluster> StartAsync(string take, int exitCode = 0)
    {
        var script = Path.Combine(_directory.Path, "server.sh");
        await File.WriteAllTextAsync(
            script,
            $$"""
            drop="$3/../{{BenchFolder.Connector}}"
            spool="$3/spool"
            mkdir -p "$3/pickup" "$spool"
            trap 'exit {{exitCode}}' TERM
            echo "Ready: stand-in"
            while :; do
                for file in "$3"/pickup/*.eml; do
                    [ -e "$file" ] && mv "$file" "$spool/" 2>/dev/null
                done
                sleep 0.05
                for file in "$spool"/*.eml; do
                    [ -e "$file" ] || continue
                    { {{take}}
                    } 2>/dev/null
                done
            done

            """);
        var cluster = new HubCluster(new HubPlan
        {
            Executable = new ServerExecutable("/bin/sh", [script]),
            Organization = new BenchOrganization(["Hub01", "Hub02"]) { Drop = DropSharing.Shared },
            Root = Path.Combine(_directory.Path, "root"),
            MostMessages = 10_000,
            RatePerSecond = 50,
            Seed = 1,
        });
        try
        {
            await Task.WhenAll(cluster.Hubs.Select(hub => cluster.StartAsync(hub, CancellationToken.None)));
            cluster.Flow.Start();
            Assert.True(await HubCluster.UntilAsync(() => cluster.Ledger.Arrived > 0, Patience, CancellationToken.None));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }
}
