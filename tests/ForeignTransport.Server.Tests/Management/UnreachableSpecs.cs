using System.Net;
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
        var nodes = await ClusterNode.StartClusterAsync("", "", "");
        await using var first = nodes[0];
        await using var second = nodes[1];
        await using var dead = nodes[2];
        Assert.Empty(ClusterInternals.UnreachableObservers(first.Cluster));

        await dead.CrashAsync();
        await Eventually.HoldsAsync(
            () => ClusterInternals.UnreachableObservers(first.Cluster).Values.Any(observers => observers.Count == 2), () => $"{first.Cluster.State}");

        var (status, body) = await first.GetAsync("/cluster/members");
        Assert.Equal(HttpStatusCode.OK, status);
        var observers = string.Join(',', new[] { first.Address, second.Address }.Order(StringComparer.Ordinal).Select(address => $"\"{address}\""));
        Json.Equal($$"""[{"node":"{{dead.Address}}","observedBy":[{{observers}}]}]""", body!["unreachable"]);
        Assert.Contains(dead.Address, body["members"]!.AsArray().Select(member => (string?)member!["node"]));

        (_, body) = await first.GetAsync("/bootstrap/seed-nodes");
        Assert.Equal(2, body!["Nodes"]!.AsArray().Count);

        // The dead node's own HTTP side has outlived its system here: it must not pretend.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await dead.GetAsync("/cluster/members")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await dead.GetAsync("/remote/address")).Status);
        using var alive = await dead.Client.GetAsync("/alive");
        Assert.Equal(HttpStatusCode.InternalServerError, alive.StatusCode);
        Assert.Equal("Not Healthy: Check [actor-system] not ok", await alive.Content.ReadAsStringAsync());
    }
}
