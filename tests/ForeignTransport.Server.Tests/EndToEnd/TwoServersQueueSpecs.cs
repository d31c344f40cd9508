using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Hosting;
using Xunit;

namespace ForeignTransport.Server.Tests.EndToEnd;

/// <summary>Two servers, and mail that came through both: each shows all of it as one queue.</summary>
[Collection(nameof(Alone))]
public sealed class TwoServersQueueSpecs : TwoServers
{
    private const int MessagesEach = 4;

    [Fact]
    public async Task should_show_the_same_queue_on_both_servers_each_under_its_own_name()
    {
        var missing = Path.Combine(Folder1.Root, "never there");
        await MustChangeAsync(Hub1, new OrganizationCommand.NewForeignConnector("Fax", [Space("FAX:*;1")], ["Hub01", "Hub02"]));
        await MustChangeAsync(Hub1, new OrganizationCommand.SetForeignConnector("Fax", ParameterChanges.Of(("DropDirectory", missing))));
        await MustChangeAsync(Hub1, new OrganizationCommand.NewAcceptedDomain("Contoso", "contoso.com"));

        for (var i = 0; i < MessagesEach; i++)
        {
            Folder1.Put(Folder1.Pickup, $"From: alice@fabrikam.com\r\nTo: [FAX:+1{i}]\r\nSubject: one\r\n\r\nhello\r\n");
            Folder2.Put(Folder2.Pickup, $"From: alice@fabrikam.com\r\nTo: [FAX:+2{i}]\r\nSubject: two\r\n\r\nhello\r\n");
        }

        var here = await QueueAsync(Hub1);
        var there = await QueueAsync(Hub2);

        Assert.Equal(("Hub01", "Hub02"), (here.Identity.Server, there.Identity.Server));
        Assert.Equal(here.Identity.Number, there.Identity.Number);
        Assert.True(Hub1.TryFindServer("hub02", out var other));
        Assert.Equal("Hub02", other);
    }

    /// <summary>The queue when all of it waits, wherever its partitions are.</summary>
    private Task<QueueView> QueueAsync(TransportServer server) => Eventually.FindAsync(
        () =>
        {
            var snapshot = server.GetQueuesAsync(CancellationToken.None).GetAwaiter().GetResult()!;
            return snapshot.ViewsOf(server.ServerName).FirstOrDefault(queue =>
                queue is { NextHopDomain: "FAX", MessageCount: 2 * MessagesEach, Status: QueueStatus.Retry } && !snapshot.IsPartial);
        },
        () => string.Join('\n', server.GetQueuesAsync(CancellationToken.None).GetAwaiter().GetResult()!.ViewsOf(server.ServerName)));
}
