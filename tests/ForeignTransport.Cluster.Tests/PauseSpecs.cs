using ForeignTransport.Server.Demo;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>A server that stands still for a while and does not know it: shortly, and for longer than it takes to be replaced.</summary>
[Collection(nameof(Alone))]
public class PauseSpecs(PostgreSqlFixture database, ITestOutputHelper output)
{
    private const int Burst = 400;

    /// <summary>Half of what a server takes for its own death.</summary>
    private const double Short = 2.5;

    private static double Long => HubDrill.IsLong ? 30 : 12;

    [UnixFact]
    public async Task should_lose_nobody_when_a_hub_is_paused_shortly_and_replace_it_when_paused_for_long()
    {
        await using var drill = await HubDrill.StartAsync(database, output);
        drill.Observer.Start();
        await BothAreUpAsync(drill);
        foreach (var paused in new[] { drill.First, drill.Second })
        {
            await PauseShortlyAsync(drill, paused);
        }

        await BothAreUpAsync(drill);

        // The oldest, in the middle of its deliveries.
        var frozen = await drill.Cluster.PauseWhileDeliveringAsync(drill.First, Burst, CancellationToken.None);
        await Task.WhenAll(HubDrill.PassAsync(Long), drill.RequireFailoverAsync(frozen));
        var dropped = drill.Cluster.Ledger.DroppedBy(drill.First.Name);
        drill.First.Continue();

        Assert.True(await drill.First.EndsAsync(HubDrill.Patience, CancellationToken.None), $"it goes on\n{drill.LastOutput}");
        Assert.Equal(dropped, drill.Cluster.Ledger.DroppedBy(drill.First.Name));
        await drill.DeliversAsync(drill.Second);
        await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
        await drill.DeliversAsync(drill.First);
        await drill.RequireVerdictAsync();
    }

    /// <summary>A pause that the machine makes too long for the server by standing still itself is made again.</summary>
    private static async Task PauseShortlyAsync(HubDrill drill, Hub paused)
    {
        for (var tries = 1; ; tries++)
        {
            paused.Pause();
            await HubDrill.PassAsync(Short);
            paused.Continue();
            var before = drill.Cluster.Ledger.DroppedBy(paused.Name);
            await drill.UntilAsync(
                () => paused.State is HubState.Down || drill.Cluster.Ledger.DroppedBy(paused.Name) > before + 10, $"{paused.Name} delivers or ends");
            if (paused.State is not HubState.Down)
            {
                return;
            }

            Assert.True(tries < 3, $"{paused.Name} ends itself after each pause of {Short} s\n{drill.LastOutput}");
            await drill.Cluster.StartAsync(paused, CancellationToken.None);
        }
    }

    /// <summary>One that ends must be told from one that does not answer within a second on a busy machine: that one is asked again.</summary>
    private static Task BothAreUpAsync(HubDrill drill) =>
        drill.MembersAsync(members => members.Count == 2 && members.Values.All(member => member.Status == "Up"), "both are up");
}
