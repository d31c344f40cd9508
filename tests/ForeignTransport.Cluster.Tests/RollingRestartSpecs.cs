using ForeignTransport.Server.Bench;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>Servers that come and go as an administrator wants it, with messages flowing all the time.</summary>
[Collection(nameof(Alone))]
public class RollingRestartSpecs(PostgreSqlFixture database, ITestOutputHelper output)
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    [UnixFact]
    public async Task should_lose_and_repeat_nothing_when_each_hub_is_stopped_and_started_in_turn()
    {
        await using var drill = await HubDrill.StartAsync(database, output);
        var quickest = TimeSpan.MaxValue;
        foreach (var hub in drill.Cluster.Hubs)
        {
            var time = await drill.Cluster.StopAsync(hub, CancellationToken.None);
            drill.Say($"{hub.Name} stopped in {time.TotalSeconds:F1} s");
            quickest = time < quickest ? time : quickest;
            await HubDrill.PassAsync(1);
            await drill.Cluster.StartAsync(hub, CancellationToken.None);
            await drill.DeliversAsync(hub);
        }

        // An exit code other than 0 is one of the faults.
        await drill.RequireVerdictAsync();
        Assert.True(quickest < StopLimit, $"The quicker of the two stopped in {quickest}\n{drill.LastOutput}");
    }

    [UnixFact]
    public async Task should_share_partitions_with_the_newcomers_when_a_third_and_a_fourth_hub_join()
    {
        const int Partitions = 16;
        await using var drill = await HubDrill.StartAsync(
            database, output, new BenchOrganization(["Hub01", "Hub02", "Hub03", "Hub04"]) { Drop = DropSharing.Shared }, ratePerSecond: 50);
        drill.Observer.Start();
        var newcomers = drill.Cluster.Hubs.Skip(2).ToList();
        await Task.WhenAll(newcomers.Select(newcomer => drill.Cluster.StartAsync(newcomer, CancellationToken.None)));

        await drill.MembersAsync(
            members => members.Count == 4 && members.Values.Sum(member => member.Partitions) == Partitions && members.Values.All(member => member.Partitions > 0),
            "each of four has some of the 16 partitions");
        foreach (var newcomer in newcomers)
        {
            await drill.DeliversAsync(newcomer);
        }

        await drill.RequireVerdictAsync();
    }
}
