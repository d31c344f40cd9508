using System.Globalization;
using System.Text.RegularExpressions;
using ForeignTransport.Server.Bench;
using ForeignTransport.Server.Demo;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>One partition with many messages waiting, taken over by the other server.</summary>
[Collection(nameof(Alone))]
public partial class TakeoverBacklogSpecs(PostgreSqlFixture database, ITestOutputHelper output)
{
    private const int Messages = 20_000;

    /// <summary>The aim is 3 s on the development machine with a Release build; the limit allows for Debug code and a busy CI machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(9);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [UnixFact]
    public async Task should_recover_a_partition_of_twenty_thousand_messages_in_time_when_its_server_is_killed()
    {
        // No Drop directory on either server: everything waits.
        await using var drill = await HubDrill.OpenAsync(
            database,
            output,
            new BenchOrganization(["Hub01", "Hub02"]) { Drop = DropSharing.OwnAbsolute, RetryInterval = TimeSpan.FromSeconds(1) },
            options: ("FT_CLUSTER_PARTITIONS", "1"));
        var (host, survivor) = (drill.First, drill.Second);
        await drill.Cluster.StartAsync(host, CancellationToken.None);
        await drill.Cluster.StartAsync(survivor, CancellationToken.None);
        drill.Cluster.Flow.Burst(0, Messages);
        await UntilAsync(drill, drill.Folder.IsSubmissionEmpty);

        await drill.Cluster.KillAsync(host);
        var recovered = new Regex($@"^(\S+Z) .* recovered {Messages} messages", RegexOptions.Multiline);
        await UntilAsync(drill, () => recovered.IsMatch(LogOf(drill, survivor)));
        var time = At(recovered, LogOf(drill, survivor)) - At(Fenced(), LogOf(drill, survivor));
        drill.Say($"{Messages} messages of one partition recovered {time.TotalSeconds:F1} s after the survivor had won the lease and fenced their server");
        Assert.True(time < Limit, $"recovered after {time}\n{drill.LastOutput}");

        Directory.CreateDirectory(drill.Folder.DropOf(survivor.Name));
        await drill.RequireVerdictAsync();
    }

    private static async Task UntilAsync(HubDrill drill, Func<bool> holds) =>
        Assert.True(await HubCluster.UntilAsync(holds, Patience, CancellationToken.None), drill.LastOutput);

    /// <summary>All that it said: its last output holds but the last lines.</summary>
    private static string LogOf(HubDrill drill, Hub hub) => File.ReadAllText(drill.Folder.LogOf(hub.Name));

    private static DateTimeOffset At(Regex line, string log) => DateTimeOffset.Parse(line.Match(log).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\S+Z) .* Lease \S+ is ours; fenced Hub01", RegexOptions.Multiline)]
    private static partial Regex Fenced();
}
