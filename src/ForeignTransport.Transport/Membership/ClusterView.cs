using System.Collections.Immutable;
using Akka.Cluster;

namespace ForeignTransport.Transport.Membership;

/// <summary>What this node's gossip says about members, at one moment, reduced to what fencing and entering ask.</summary>
/// <param name="Self">This node.</param>
/// <param name="SelfStatus">Its status; <see cref="MemberStatus.Removed"/> before it was let in.</param>
/// <param name="Present">Every member that gossip knows, this node included, whatever its status.</param>
/// <param name="Reachable">Those that act for the cluster as far as this node sees: not down, not unreachable.</param>
/// <param name="Settled">Those of <paramref name="Reachable"/> that are not about to leave: each has a row in the database.</param>
internal sealed record ClusterView(
    MemberAddress Self,
    MemberStatus SelfStatus,
    ImmutableHashSet<MemberAddress> Present,
    ImmutableHashSet<MemberAddress> Reachable,
    ImmutableHashSet<MemberAddress> Settled)
{
    /// <summary>Members that gossip knows and that do not act: whoever takes over from them must fence them first.</summary>
    public ImmutableHashSet<MemberAddress> Lost => Present.Except(Reachable);

    /// <summary>True once a cluster has let this node in.</summary>
    public bool Welcomed => Present.Contains(Self);

    /// <summary>What this node sees now.</summary>
    public static ClusterView Of(Cluster cluster)
    {
        var state = cluster.State;
        var reachable = state.Members
            .Where(member => member.Status is not (MemberStatus.Down or MemberStatus.Removed) && !state.Unreachable.Contains(member))
            .ToList();
        var self = MemberAddress.Of(cluster.SelfUniqueAddress);
        return new(
            self,
            state.Members.FirstOrDefault(member => member.UniqueAddress.Equals(cluster.SelfUniqueAddress))?.Status ?? MemberStatus.Removed,
            [.. state.Members.Concat(state.Unreachable).Select(member => MemberAddress.Of(member.UniqueAddress))],
            [.. reachable.Select(member => MemberAddress.Of(member.UniqueAddress))],
            [
                .. reachable
                    .Where(member => member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up)
                    .Select(member => MemberAddress.Of(member.UniqueAddress))
            ]);
    }
}
