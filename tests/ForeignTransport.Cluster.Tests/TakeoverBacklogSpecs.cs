using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ForeignTransport.Server.Bench;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>One partition with many messages waiting, taken over by the other server.</summary>
public partial class TakeoverBacklogSpecs(PostgreSqlFixture database, ITestOutputHelper output) : IClassFixture<PostgreSqlFixture>
{
    private const int Messages = 20_000;

    /// <summary>The aim on the development machine; three times as much on a busy CI machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(9);

    private static readonly TimeSpan LongPatience = TimeSpan.FromMinutes(2);

    [UnixFact]
    public async Task should_recover_a_partition_of_twenty_thousand_messages_in_time_when_its_server_is_killed()
    {
        await using var drill = await HubDrill.OpenAsync(
            database, output,
            new BenchOrganization(["Hub01", "Hub02"]) { Drop = DropSharing.OwnAbsolute, RetryInterval = TimeSpan.FromSeconds(1) },
            options: ("FT_CLUSTER_PARTITIONS", "1"));
        await drill.Cluster.StartAsync(drill.First, CancellationToken.None);
        await drill.Cluster.StartAsync(drill.Second, CancellationToken.None);
        drill.Cluster.Flow.Burst(0, Messages);
        Assert.True(
            await ForeignTransport.Server.Demo.HubCluster.UntilAsync(drill.Folder.IsSubmissionEmpty, LongPatience, CancellationToken.None),
            drill.LastOutput);

        // Whichever has the one partition.
        var recovered = await TakeOverAsync(drill);
        drill.Say($"{Messages} messages of one partition recovered in {recovered.TotalSeconds:F1} s");
        Assert.True(recovered < Limit, $"recovered in {recovered}\n{drill.LastOutput}");

        Directory.CreateDirectory(drill.Folder.DropOf(drill.First.Name));
        Directory.CreateDirectory(drill.Folder.DropOf(drill.Second.Name));
        await drill.RequireVerdictAsync();
    }
}
