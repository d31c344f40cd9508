using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>A server that stands still for a while and does not know it: shortly, and for longer than it takes to be replaced.</summary>
[Collection(nameof(Alone))]
public class PauseSpecs(PostgreSqlFixture database, ITestOutputHelper output)
{
    private const int Burst = 400;
    private const double Short = 4;

    private static double Long => HubDrill.IsLong ? 30 : 12;

    [UnixFact]
    public async Task should_lose_nobody_when_a_hub_is_paused_shortly_and_replace_it_when_paused_for_long()
    {
        await using var drill = await HubDrill.StartAsync(database, output);
        drill.Observer.Start();
        await BothAreUpAsync(drill);
        foreach (var paused in new[] { drill.First, drill.Second })
        {
            paused.Pause();
            await HubDrill.PassAsync(Short);
            paused.Continue();
            await drill.DeliversAsync(paused);
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

    /// <summary>One that ends must be told from one that does not answer within a second on a busy machine: that one is asked again.</summary>
    private static Task BothAreUpAsync(HubDrill drill) =>
        drill.MembersAsync(members => members.Count == 2 && members.Values.All(member => member.Status == "Up"), "both are up");
}
