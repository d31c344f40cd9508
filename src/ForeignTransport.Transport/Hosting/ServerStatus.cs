using System.Collections.Immutable;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Transport.Hosting;

/// <summary>A server, as the one that was asked sees it: from gossip, from the organization and from what it says of itself.</summary>
/// <param name="Name">Its name in the organization.</param>
/// <param name="Address">Its address in the cluster; null when it is not in it.</param>
/// <param name="Roles">The roles that its administrator gave it.</param>
/// <param name="Status">The status of the member, or <see cref="NotInCluster"/>.</param>
/// <param name="IsReachable">It answers heartbeats.</param>
/// <param name="IsLocal">It is the one that was asked.</param>
/// <param name="IsLeader">It is the leader of the cluster.</param>
/// <param name="IsOldest">It has been up longest: the singletons run there.</param>
/// <param name="State">What it does.</param>
/// <param name="Remaining">While it drains: what is left, a sentence each.</param>
/// <param name="Facts">What it says of itself; null when it did not answer in time.</param>
public sealed record ServerStatus(
    string Name,
    string? Address,
    ImmutableArray<string> Roles,
    string Status,
    bool IsReachable,
    bool IsLocal,
    bool IsLeader,
    bool IsOldest,
    ServerState State,
    ImmutableArray<string> Remaining,
    ServerFacts? Facts)
{
    /// <summary>The status of a server that the organization knows and the cluster does not have.</summary>
    public const string NotInCluster = "NotInCluster";
}
