using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Akka.Cluster;

namespace ForeignTransport.Server.Management;

/// <summary>
/// Who finds whom unreachable: Akka.Cluster keeps the table to itself, and the member list of Akka Management shows it. Bound to the
/// version that is pinned; a specification fails when an upgrade moves what is named here.
/// </summary>
internal static class ClusterInternals
{
    private const string View = "Akka.Cluster.ClusterReadView, Akka.Cluster";
    private const string Table = "Akka.Cluster.Reachability, Akka.Cluster";

    /// <summary>The observers of every member that is unreachable for somebody, as this node knows it.</summary>
    public static ImmutableDictionary<UniqueAddress, ImmutableHashSet<UniqueAddress>> UnreachableObservers(Cluster cluster) =>
        ObserversOf(TableOf(ViewOf(cluster)));

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ReadView")]
    [return: UnsafeAccessorType(View)]
    private static extern object ViewOf(Cluster cluster);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Reachability")]
    [return: UnsafeAccessorType(Table)]
    private static extern object TableOf([UnsafeAccessorType(View)] object view);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ObserversGroupedByUnreachable")]
    private static extern ImmutableDictionary<UniqueAddress, ImmutableHashSet<UniqueAddress>> ObserversOf([UnsafeAccessorType(Table)] object table);
}
