using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Membership;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>
/// Where partitions run: as the usual strategy of sharding has it, but on no server that an administrator suspended while another is there.
/// </summary>
/// <remarks>
/// Asked on the server that keeps the coordinator, with that server's copy of the organization. When all servers are suspended the partitions
/// stay where they are: somebody must deliver what is staged, and nothing is taken in anyway.
/// </remarks>
/// <param name="usual">Decides among the servers that are not suspended.</param>
/// <param name="organization">The configuration now; null before the first version.</param>
/// <param name="serverOf">The server whose shard region this is; null when it is not known.</param>
internal sealed class PartitionAllocation(
    IShardAllocationStrategy usual, Func<OrganizationState?> organization, Func<IActorRef, string?> serverOf)
    : IActorSystemDependentAllocationStrategy
{
    /// <summary>The strategy of a server in a cluster.</summary>
    public static PartitionAllocation On(Cluster cluster, IShardAllocationStrategy usual, OrganizationView organization) =>
        new(usual, () => organization.Current, region => ServerOf(cluster, region.Path.Address));

    /// <inheritdoc />
    public void Start(ActorSystem system)
    {
        switch (usual)
        {
            case IActorSystemDependentAllocationStrategy dependent:
                dependent.Start(system);
                break;
            case IStartableAllocationStrategy startable:
                startable.Start();
                break;
        }
    }

    /// <inheritdoc />
    public Task<IActorRef> AllocateShard(
        IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations) =>
        usual.AllocateShard(requester, shardId, Active(currentShardAllocations));

    /// <inheritdoc />
    public Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress)
    {
        var active = Active(currentShardAllocations);
        var leaving = currentShardAllocations
            .Where(pair => !active.ContainsKey(pair.Key))
            .SelectMany(pair => pair.Value)
            .Except(rebalanceInProgress)
            .ToImmutableHashSet();
        return leaving.IsEmpty ? usual.Rebalance(active, rebalanceInProgress) : Task.FromResult<IImmutableSet<string>>(leaving);
    }

    private static string? ServerOf(Cluster cluster, Address address)
    {
        var at = address.HasLocalScope ? cluster.SelfAddress : address;
        return cluster.State.Members.FirstOrDefault(member => member.Address.Equals(at)) is { } member ? ServersView.ServerOf(member) : null;
    }

    /// <summary>The regions of servers that are not suspended; all of them when every server is.</summary>
    private IImmutableDictionary<IActorRef, IImmutableList<string>> Active(IImmutableDictionary<IActorRef, IImmutableList<string>> regions)
    {
        if (organization() is not { } state)
        {
            return regions;
        }

        var active = regions.Where(pair => serverOf(pair.Key) is not { } server || !state.IsDraining(server)).ToImmutableDictionary();
        return active.IsEmpty ? regions : active;
    }
}
