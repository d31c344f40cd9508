using System.Net;
using Xunit;

namespace ForeignTransport.Server.Tests.Management;

/// <summary>Checklist 1: a node that runs and is a member of nothing.</summary>
[Collection(ManagementCollection.Name)]
public class BeforeJoinSpecs
{
    [Fact]
    public async Task should_be_alive_not_ready_and_alone_when_it_has_not_joined()
    {
        await using var node = await ClusterNode.StartAsync();

        var (status, body) = await node.GetAsync("/cluster/members");
        Assert.Equal(HttpStatusCode.OK, status);
        Json.Equal($$"""{"selfNode":"{{node.Address}}","members":[],"unreachable":[],"oldestPerRole":{} }""", body);

        using var ready = await node.Client.GetAsync("/ready");
        Assert.Equal(HttpStatusCode.InternalServerError, ready.StatusCode);
        Assert.Equal("text/plain", ready.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Not Healthy: Check [cluster-membership] not ok", await ready.Content.ReadAsStringAsync());

        using var alive = await node.Client.GetAsync("/alive");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal("OK", await alive.Content.ReadAsStringAsync());

        (status, body) = await node.GetAsync("/bootstrap/seed-nodes");
        Assert.Equal(HttpStatusCode.OK, status);
        Json.Equal(
            $$"""
            {"SelfNode":{"Host":"localhost","Port":{{node.Cluster.SelfAddress.Port}},"System":"Main","Protocol":"akka.tcp","HasLocalScope":false,"HasGlobalScope":true},"Nodes":[]}
            """,
            body);

        (status, body) = await node.GetAsync("/cluster/shards");
        Assert.Equal(HttpStatusCode.OK, status);
        Json.Equal("""{"entityTypeKeys":[]}""", body);
        Json.Message(HttpStatusCode.NotFound, "Shard Region cart is not started", await node.GetAsync("/cluster/shards/cart"));
    }
}
