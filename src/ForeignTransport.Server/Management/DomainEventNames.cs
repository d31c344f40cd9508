using Akka.Cluster;

namespace ForeignTransport.Server.Management;

/// <summary>The domain events that are shown, under the names that callers filter by.</summary>
/// <remarks>
/// A list of what is known: who subscribes to the base type is also sent events that Akka.NET keeps for itself, some of them many times a second.
/// </remarks>
internal static class DomainEventNames
{
    private const string All = "ClusterDomainEvent";
    private const string Members = "MemberEvent";
    private const string Reachability = "ReachabilityEvent";

    /// <summary>The document of an event; null when the event is not shown.</summary>
    public static DomainEventDocument? Describe(object domainEvent) => domainEvent switch
    {
        ClusterEvent.MemberRemoved removed => new(nameof(ClusterEvent.MemberRemoved))
        {
            Member = Describe(removed.Member),
            PreviousStatus = removed.PreviousStatus.ToString(),
        },
        ClusterEvent.IMemberEvent member when MemberEventName(member) is { } name => new(name) { Member = Describe(member.Member) },
        ClusterEvent.LeaderChanged changed => new(nameof(ClusterEvent.LeaderChanged)) { Address = changed.Leader?.ToString() },
        ClusterEvent.RoleLeaderChanged changed => new(nameof(ClusterEvent.RoleLeaderChanged)) { Role = changed.Role, Address = changed.Leader?.ToString() },
        ClusterEvent.ClusterShuttingDown => new(nameof(ClusterEvent.ClusterShuttingDown)),
        ClusterEvent.UnreachableMember reachability => new(nameof(ClusterEvent.UnreachableMember)) { Member = Describe(reachability.Member) },
        ClusterEvent.ReachableMember reachability => new(nameof(ClusterEvent.ReachableMember)) { Member = Describe(reachability.Member) },
        _ => null,
    };

    /// <summary>True when a caller who asked for <paramref name="names"/> is sent events of this type. Unknown names select nothing.</summary>
    /// <param name="type">The name of the event.</param>
    /// <param name="names">The names asked for, case-sensitive; none for everything.</param>
    public static bool IsSelected(string type, IReadOnlySet<string> names) =>
        names.Count == 0
        || names.Contains(type)
        || names.Contains(All)
        || (names.Contains(Members) && IsMemberEvent(type))
        || (names.Contains(Reachability) && IsReachabilityEvent(type));

    private static string? MemberEventName(ClusterEvent.IMemberEvent member) => member switch
    {
        ClusterEvent.MemberJoined => nameof(ClusterEvent.MemberJoined),
        ClusterEvent.MemberWeaklyUp => nameof(ClusterEvent.MemberWeaklyUp),
        ClusterEvent.MemberUp => nameof(ClusterEvent.MemberUp),
        ClusterEvent.MemberLeft => nameof(ClusterEvent.MemberLeft),
        ClusterEvent.MemberExited => nameof(ClusterEvent.MemberExited),
        ClusterEvent.MemberDowned => nameof(ClusterEvent.MemberDowned),
        _ => null,
    };

    private static bool IsMemberEvent(string type) => type
        is nameof(ClusterEvent.MemberJoined) or nameof(ClusterEvent.MemberWeaklyUp) or nameof(ClusterEvent.MemberUp)
        or nameof(ClusterEvent.MemberLeft) or nameof(ClusterEvent.MemberExited) or nameof(ClusterEvent.MemberDowned)
        or nameof(ClusterEvent.MemberRemoved);

    private static bool IsReachabilityEvent(string type) =>
        type is nameof(ClusterEvent.UnreachableMember) or nameof(ClusterEvent.ReachableMember);

    private static EventMemberDocument Describe(Member member) => new(
        "default",
        ClusterSnapshot.Roles(member),
        member.Status.ToString(),
        new UniqueAddressDocument(member.Address.ToString(), member.UniqueAddress.Uid));
}
