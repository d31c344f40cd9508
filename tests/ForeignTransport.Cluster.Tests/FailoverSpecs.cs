using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>Promises 3 and 5 of the design: the death of one of two servers moves its messages to the other, each once.</summary>
[Collection(nameof(Alone))]
public class FailoverSpecs(PostgreSqlFixture database, ITestOutputHelper output)
{
    private const int Burst = 400;

    /// <summary>The aim is 8 s on the development machine; the limit allows for a busy CI machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    [UnixFact]
    public async Task should_deliver_each_message_once_and_in_time_when_either_hub_is_killed_under_load()
    {
        await using var drill = await HubDrill.StartAsync(database, output);

        // First the younger member, then the older one, which keeps the organization and the map of the partitions. A machine that stands still for seconds does so once.
        var quickest = TimeSpan.MaxValue;
        foreach (var victim in new[] { drill.Second, drill.First })
        {
            var time = await drill.RequireFailoverAsync(await drill.Cluster.KillWhileDeliveringAsync(victim, Burst, CancellationToken.None));
            quickest = time < quickest ? time : quickest;
            await drill.Cluster.StartAsync(victim, CancellationToken.None);
            await drill.DeliversAsync(victim);
        }

        await drill.RequireVerdictAsync();
        Assert.True(quickest < Limit, $"The quicker failover took {quickest}\n{drill.LastOutput}");
    }

    [UnixFact]
    public async Task should_deliver_each_message_once_when_a_killed_hub_is_back_before_it_was_missed()
    {
        await using var drill = await HubDrill.StartAsync(database, output);
        foreach (var victim in new[] { drill.First, drill.Second }.Take(HubDrill.IsLong ? 2 : 1))
        {
            var killed = await drill.Cluster.KillWhileDeliveringAsync(victim, Burst, CancellationToken.None);
            await drill.Cluster.StartAsync(victim, CancellationToken.None);

            // Its partitions move to the other and back again, which takes longer than a failover alone.
            var time = await drill.Cluster.FailoverAsync(killed, HubDrill.Patience, CancellationToken.None);
            Assert.True(time is not null, drill.LastOutput);
            drill.Say($"{killed.Orphans.Count} messages of {victim.Name}, the last of them after {time.Value.TotalSeconds:F1} s");
        }

        await drill.RequireVerdictAsync();
    }
}
