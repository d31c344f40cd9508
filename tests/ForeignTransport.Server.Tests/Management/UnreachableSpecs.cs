using System.Net;
using System.Text.Json.Nodes;
using Akka.Cluster;
using ForeignTransport.Server.Management;
using ForeignTransport.Server.Tests.EndToEnd;
using Xunit;

namespace ForeignTransport.Server.Tests.Management;

/// <summary>Checklist 4: who is unreachable, and for whom; read from internals of Akka.Cluster.</summary>
[Collection(ManagementCollection.Name)]
public class UnreachableSpecs
{
    /// <summary>
    /// <see cref="ClusterInternals"/> was verified with this version. Another one: see that the specification below still holds with it,
    /// then name it here.
    /// </summary>
    [Fact]
    public void should_be_looked_at_again_when_Akka_Cluster_has_another_version() =>
        Assert.Equal("1.5.74", typeof(Cluster).Assembly.GetName().Version?.ToString(3));

    [Fact]
    public async Task should_show_a_dead_member_as_unreachable_with_those_who_miss_it()
    {
        var nodes = await ClusterNode.StartClusterAsync(ClusterNode.Watchful, ClusterNode.Watchful, ClusterNode.Watchful);
        await using var first = nodes[0];
        await using var second = nodes[1];
        await using var dead = nodes[2];
        await Eventually.HoldsAsync(() => ClusterInternals.UnreachableObservers(first.Cluster).IsEmpty, () => $"{first.Cluster.State}");

        await dead.CrashAsync();

        var observers = string.Join(',', new[] { first.Address, second.Address }.Order(StringComparer.Ordinal).Select(address => $"\"{address}\""));
        var expected = JsonNode.Parse($$"""[{"node":"{{dead.Address}}","observedBy":[{{observers}}]}]""");
        var members = await ShownAsync(first, "/cluster/members", body => JsonNode.DeepEquals(expected, body["unreachable"]));
        Assert.Contains(dead.Address, members["members"]!.AsArray().Select(member => (string?)member!["node"]));

        await ShownAsync(first, "/bootstrap/seed-nodes", body => body["Nodes"]!.AsArray().Count == 2);

        // The dead node's own HTTP side has outlived its system here: it must not pretend.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await dead.GetAsync("/cluster/members")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await dead.GetAsync("/remote/address")).Status);
        using var alive = await dead.Client.GetAsync("/alive");
        Assert.Equal(HttpStatusCode.InternalServerError, alive.StatusCode);
        Assert.Equal("Not Healthy: Check [actor-system] not ok", await alive.Content.ReadAsStringAsync());
    }

    /// <summary>What a node shows, once it is as expected.</summary>
    private static Task<JsonNode> ShownAsync(ClusterNode node, string path, Func<JsonNode, bool> isExpected)
    {
        JsonNode? last = null;
        return Eventually.FindAsync(
            async () =>
            {
                (var status, last) = await node.GetAsync(path);
                Assert.Equal(HttpStatusCode.OK, status);
                return isExpected(last!) ? last : null;
            },
            () => $"{path}: {last?.ToJsonString()}");
    }
}
