using Xunit;

namespace ForeignTransport.Server.Tests.Management;

/// <summary>Clusters in one process: run one at a time, so that none finds another's members slow.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ManagementCollection : ICollectionFixture<ThreeNodes>
{
    public const string Name = "Management";
}

/// <summary>Three members that no specification changes: an admin, two workers; the first two run the region "cart", the third a proxy.</summary>
public sealed class ThreeNodes : IAsyncLifetime
{
    internal ClusterNode[] Nodes { get; private set; } = [];

    internal ClusterNode First => Nodes[0];

    public async Task InitializeAsync()
    {
        Nodes = await ClusterNode.StartClusterAsync(
            "akka.cluster.roles = [web, admin]", "akka.cluster.roles = [worker]", "akka.cluster.roles = [worker]");
        await ShardRoutesSpecs.StartShardsAsync(Nodes);
    }

    public async Task DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }
    }
}
