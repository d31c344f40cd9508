using System.Diagnostics;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>No seed order: any server can be the first, and two that start in the same instant found one cluster.</summary>
[Collection(nameof(Alone))]
public class ColdStartSpecs(PostgreSqlFixture database, ITestOutputHelper output)
{
    private static int Rounds => HubDrill.IsLong ? 100 : 2;

    [UnixFact]
    public async Task should_start_alone_when_it_is_the_second_by_name_and_when_the_other_died()
    {
        await using var drill = await HubDrill.OpenAsync(database, output);
        drill.Cluster.Flow.Start();

        await drill.Cluster.StartAsync(drill.Second, CancellationToken.None);
        await drill.DeliversAsync(drill.Second);
        await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
        await drill.DeliversAsync(drill.First);
        await RequireOneClusterAsync(drill);

        // Both die, and the database still says that both are members: either must be able to start alone.
        foreach (var (alone, other) in new[] { (drill.First, drill.Second), (drill.Second, drill.First) }.Take(HubDrill.IsLong ? 2 : 1))
        {
            await Task.WhenAll(drill.Cluster.KillAsync(alone), drill.Cluster.KillAsync(other));
            await drill.Cluster.StartAsync(alone, CancellationToken.None);
            await drill.DeliversAsync(alone);
            await drill.Cluster.StartAsync(other, CancellationToken.None);
            await drill.DeliversAsync(other);
            await RequireOneClusterAsync(drill);
        }

        await drill.RequireVerdictAsync();
    }

    [UnixFact]
    public async Task should_found_one_cluster_when_both_start_in_the_same_instant()
    {
        for (var round = 0; round < Rounds; round++)
        {
            // Alternately on an empty database and on what two dead servers left behind.
            await using var drill = await HubDrill.OpenAsync(database, output);
            for (var start = 0; start < 2; start++)
            {
                var started = Stopwatch.GetTimestamp();
                await Task.WhenAll(drill.Cluster.Hubs.Select(hub => drill.Cluster.StartAsync(hub, CancellationToken.None)));
                drill.Say($"round {round}: both ready after {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s");
                await RequireOneClusterAsync(drill);
                if (start == 0)
                {
                    await Task.WhenAll(drill.Cluster.Hubs.Select(drill.Cluster.KillAsync));
                }
            }
        }
    }

    /// <summary>Both name the same two members. Two clusters of one would each name one.</summary>
    private static async Task RequireOneClusterAsync(HubDrill drill)
    {
        foreach (var hub in drill.Cluster.Hubs)
        {
            await using var asked = new ForeignTransport.Server.Demo.ClusterObserver([hub]);
            asked.Start();
            await drill.UntilAsync(
                () => asked.Members.Count == 2 && asked.Members.Values.All(member => member is { Status: "Up", IsUnreachable: false }),
                $"{hub.Name} sees two members");
        }
    }
}
