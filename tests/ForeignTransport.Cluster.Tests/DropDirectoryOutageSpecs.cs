using ForeignTransport.Server.Bench;
using Xunit;
using Xunit.Abstractions;

namespace ForeignTransport.Cluster.Tests;

/// <summary>Drop directories that are not there: another source server delivers, and when there is none, messages wait.</summary>
[Collection(nameof(Alone))]
public class DropDirectoryOutageSpecs(PostgreSqlFixture database, ITestOutputHelper output)
{
    [UnixFact]
    public async Task should_deliver_through_the_other_server_when_one_has_no_drop_directory_and_wait_when_none_has()
    {
        await using var drill = await HubDrill.OpenAsync(
            database, output, new BenchOrganization(["Hub01", "Hub02"]) { Drop = DropSharing.OwnAbsolute, RetryInterval = TimeSpan.FromSeconds(1) });
        var (first, second) = (drill.Folder.DropOf(drill.First.Name), drill.Folder.DropOf(drill.Second.Name));
        Directory.CreateDirectory(second);
        await Task.WhenAll(drill.Cluster.Hubs.Select(hub => drill.Cluster.StartAsync(hub, CancellationToken.None)));
        drill.Cluster.Flow.Start();

        // Half of the messages go into the Pickup directory of the server that cannot write.
        await drill.DeliversAsync(drill.Second);
        await drill.UntilAsync(() => drill.Cluster.Watch.AcceptedBy(0) > 300, "the first server accepts");
        drill.Cluster.Spare(drill.First);
        drill.Cluster.Spare(drill.Second);
        await drill.UntilAsync(
            () => drill.Cluster.Ledger.Arrived == drill.Cluster.Flow.Offered && Directory.GetFiles(second, "*.eml").Length == 0,
            "all is delivered by the second server, and taken by the gateway");
        Assert.Equal(0, drill.Cluster.Ledger.DroppedBy(drill.First.Name));

        // The volume goes, with everything on it. What is accepted meanwhile waits.
        var away = second + " away";
        Directory.Move(second, away);
        drill.Cluster.Flow.Feed(0);
        drill.Cluster.Flow.Feed(1);
        await drill.UntilAsync(() => drill.Cluster.Watch.OnTheWay > 300, "messages wait");
        Directory.Move(away, second);
        await drill.DeliversAsync(drill.Second);

        // The first server's volume is mounted at last.
        Directory.CreateDirectory(first);
        await drill.DeliversAsync(drill.First);
        await drill.RequireVerdictAsync();
    }
}
