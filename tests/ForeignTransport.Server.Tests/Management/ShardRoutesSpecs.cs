using System.Net;
using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.Cluster.Sharding;
using ForeignTransport.Server.Tests.EndToEnd;
using Xunit;

namespace ForeignTransport.Server.Tests.Management;

/// <summary>Contract sections 4.8 to 4.10, checklist 7. Every message here passes the product's refusal of unregistered types.</summary>
[Collection(ManagementCollection.Name)]
public class ShardRoutesSpecs(ThreeNodes cluster)
{
    private static readonly string[] Entities = ["a1", "a2", "a3", "b1"];

    /// <summary>
    /// The first two nodes run "cart", the third a proxy of it, and "empty", which has no entities. Every node runs some region: the
    /// state of sharding is replicated among all.
    /// </summary>
    internal static async Task StartShardsAsync(ClusterNode[] nodes)
    {
        await ClusterSharding.Get(nodes[2].System).StartAsync(
            "empty", _ => Props.Create<Entity>(), Settings(nodes[2]), new Extractor());
        await ClusterSharding.Get(nodes[2].System).StartProxyAsync("cart", null!, new Extractor());
        var regions = new List<IActorRef>();
        foreach (var node in nodes[..2])
        {
            regions.Add(await ClusterSharding.Get(node.System).StartAsync(
                "cart", _ => Props.Create<Entity>(), Settings(node), new Extractor()));
        }

        // While the coordinator knows one region only, both shards go there, and one of them moves later.
        await Eventually.HoldsAsync(async () => await RegionsAsync(regions[0]) == 2, () => "The coordinator does not know both regions");
        foreach (var entity in Entities)
        {
            await regions[0].Ask<string>(entity, TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>How many regions the coordinator knows; none while it does not answer.</summary>
    private static async Task<int> RegionsAsync(IActorRef region)
    {
        try
        {
            return (await region.Ask<CurrentRegions>(GetCurrentRegions.Instance, TimeSpan.FromSeconds(1))).Regions.Count;
        }
        catch (AskTimeoutException)
        {
            return 0;
        }
    }

    /// <summary>Entities stay until the end: those that two minutes without a message send to sleep are counted no more.</summary>
    private static ClusterShardingSettings Settings(ClusterNode node) => ClusterShardingSettings.Create(node.System).WithPassivateIdleAfter(TimeSpan.Zero);

    [Fact]
    public async Task should_name_the_regions_of_this_node_alone_when_asked_for_types()
    {
        Json.Equal("""{"entityTypeKeys":["cart"]}""", (await cluster.Nodes[0].GetAsync("/cluster/shards")).Body);
        Json.Equal("""{"entityTypeKeys":["cart"]}""", (await cluster.Nodes[1].GetAsync("/cluster/shards")).Body);
        Json.Equal("""{"entityTypeKeys":["empty"]}""", (await cluster.Nodes[2].GetAsync("/cluster/shards")).Body);
    }

    [Fact]
    public async Task should_count_the_entities_of_this_node_when_asked_for_a_region()
    {
        var shards = new List<JsonNode>();
        foreach (var node in cluster.Nodes[..2])
        {
            var (status, body) = await node.GetAsync("/cluster/shards/cart");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(["failed", "regions"], body!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal));
            Assert.Empty(body["failed"]!.AsArray());
            shards.AddRange(body["regions"]!.AsArray()!);
        }

        Assert.Equal(
            ["""{"shardId":"a","numEntities":3}""", """{"shardId":"b","numEntities":1}"""],
            shards.Select(shard => shard.ToJsonString()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(2, "empty")]
    [InlineData(2, "cart")]
    public async Task should_answer_empty_when_a_region_hosts_nothing(int node, string name)
    {
        var (status, body) = await cluster.Nodes[node].GetAsync($"/cluster/shards/{name}");

        Assert.Equal(HttpStatusCode.OK, status);
        Json.Equal("""{"regions":[],"failed":[]}""", body);
    }

    [Theory]
    [InlineData("/cluster/shards/nope", "nope")]
    [InlineData("/cluster/shards/nope/stats", "nope")]
    [InlineData("/cluster/shards/a%2Fb", "a/b")]
    [InlineData("/cluster/shards/", "")]
    public async Task should_answer_404_when_the_region_is_not_started(string path, string name) =>
        Json.Message(HttpStatusCode.NotFound, $"Shard Region {name} is not started", await cluster.First.GetRawAsync(path));

    [Fact]
    public async Task should_add_up_the_cluster_when_asked_for_stats()
    {
        var (status, body) = await cluster.Nodes[1].GetAsync("/cluster/shards/cart/stats");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(4, (int)body!["totalEntities"]!);
        Assert.Equal(["regions", "totalEntities", "totalShards"], body.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal));
        Assert.Equal(2, (int)body["totalShards"]!);
        Assert.Equal(
            cluster.Nodes[..2].Select(node => node.Address).Order(StringComparer.Ordinal), body["regions"]!.AsObject().Select(region => region.Key));
        Assert.All(body["regions"]!.AsObject(), region =>
            Assert.Equal(["failed", "shards"], region.Value!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal)));
    }

    /// <summary>The first letter of an entity is its shard.</summary>
    private sealed class Extractor : HashCodeMessageExtractor
    {
        public Extractor()
            : base(10)
        {
        }

        public override string EntityId(object message) => (string)message;

        public override string ShardId(string entityId, object? messageHint = null) => entityId[..1];
    }

    private sealed class Entity : ReceiveActor
    {
        public Entity() => ReceiveAny(message => Sender.Tell(message));
    }
}
