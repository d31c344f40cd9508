using System.Text.Json;
using ForeignTransport.Server.Demo;
using Xunit;

namespace ForeignTransport.Server.Tests.Demo;

public class ClusterObserverSpecs
{
    private const string Members =
        """
        {
          "selfNode": "akka.tcp://ft@127.0.0.1:1",
          "members": [
            { "node": "akka.tcp://ft@127.0.0.1:1", "nodeUid": "1", "status": "Up", "roles": ["backend", "server.Hub01"] },
            { "node": "akka.tcp://ft@127.0.0.1:2", "nodeUid": "2", "status": "Leaving", "roles": ["server.Hub02"] },
            { "node": "akka.tcp://ft@127.0.0.1:3", "nodeUid": "3", "status": "Up", "roles": [] }
          ],
          "unreachable": [{ "node": "akka.tcp://ft@127.0.0.1:2", "observedBy": ["akka.tcp://ft@127.0.0.1:1"] }],
          "oldest": "akka.tcp://ft@127.0.0.1:1"
        }
        """;

    private const string Shards =
        """
        { "regions": { "akka.tcp://ft@127.0.0.1:1": { "shards": [{ "shardId": "0", "numEntities": 1 }, { "shardId": "1", "numEntities": 1 }], "failed": [] } } }
        """;

    [Fact]
    public void should_name_each_server_by_its_role_when_members_are_told()
    {
        var views = Read(Members, Shards);

        Assert.Equal(new MemberView("Up", IsUnreachable: false, IsOldest: true, Partitions: 2), views["Hub01"]);
        Assert.Equal(new MemberView("Leaving", IsUnreachable: true, IsOldest: false, Partitions: null), views["Hub02"]);
        Assert.Equal(2, views.Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "members": null, "unreachable": "no" }""")]
    public void should_know_nobody_when_nothing_is_told(string members) => Assert.Empty(Read(members, null));

    private static IReadOnlyDictionary<string, MemberView> Read(string members, string? shards)
    {
        using var cluster = JsonDocument.Parse(members);
        using var sharding = shards is null ? null : JsonDocument.Parse(shards);
        return ClusterObserver.Read(cluster.RootElement, sharding?.RootElement);
    }
}
