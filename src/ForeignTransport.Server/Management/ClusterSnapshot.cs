using System.Globalization;
using Akka.Actor;
using Akka.Cluster;

namespace ForeignTransport.Server.Management;

/// <summary>Describes the cluster as one node sees it at one moment.</summary>
internal static class ClusterSnapshot
{
    /// <summary>Everything <c>GET /cluster/members</c> shows; read from one state, so it does not contradict itself.</summary>
    public static ClusterDocument Of(Cluster cluster)
    {
        var state = cluster.State;
        // Statuses are told apart by the member list alone; Joining and WeaklyUp have no age yet, Leaving and Exiting have given theirs up.
        var up = state.Members.Where(member => member.Status == MemberStatus.Up).OrderBy(member => member, Member.AgeOrdering).ToList();
        return new ClusterDocument(
            cluster.SelfAddress.ToString(),
            [.. state.Members.Select(Describe).OrderBy(member => member.Node, StringComparer.Ordinal)],
            Unreachable(cluster),
            Leader(state)?.ToString(),
            up.FirstOrDefault()?.Address.ToString(),
            OldestPerRole(up));
    }

    /// <summary>One member.</summary>
    public static MemberDocument Describe(Member member) => new(
        member.Address.ToString(),
        member.UniqueAddress.Uid.ToString(CultureInfo.InvariantCulture),
        member.Status.ToString(),
        Roles(member));

    /// <summary>The roles of a member, sorted.</summary>
    public static string[] Roles(Member member) => [.. member.Roles.Order(StringComparer.Ordinal)];

    /// <summary>
    /// The leader, if there is one. When it becomes unknown, Akka.NET keeps the old one in its state; a leader is a reachable member, so
    /// one that is not has been one.
    /// </summary>
    private static Address? Leader(ClusterEvent.CurrentClusterState state) =>
        state.Leader is { } leader
        && state.Members.Any(member => member.Address == leader)
        && !state.Unreachable.Any(member => member.Address == leader) ? leader : null;

    private static SortedDictionary<string, string> OldestPerRole(IEnumerable<Member> upByAge)
    {
        var oldest = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in upByAge)
        {
            foreach (var role in member.Roles)
            {
                oldest.TryAdd(role, member.Address.ToString());
            }
        }

        return oldest;
    }

    /// <summary>Includes subjects that are Down or Exiting by now, as upstream does.</summary>
    private static UnreachableDocument[] Unreachable(Cluster cluster) =>
    [
        .. ClusterInternals.UnreachableObservers(cluster)
            .Select(pair => new UnreachableDocument(
                pair.Key.Address.ToString(), [.. pair.Value.Select(observer => observer.Address.ToString()).Order(StringComparer.Ordinal)]))
            .OrderBy(subject => subject.Node, StringComparer.Ordinal)
    ];
}
