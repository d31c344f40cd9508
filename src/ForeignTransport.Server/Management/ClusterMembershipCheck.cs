using System.Collections.Immutable;
using Akka.Cluster;

namespace ForeignTransport.Server.Management;

/// <summary>Ready: this node is a member in one of the ready states. A member that leaves is not, so that traffic goes elsewhere first.</summary>
internal sealed class ClusterMembershipCheck(Cluster cluster, ImmutableHashSet<MemberStatus> readyStates) : IReadinessCheck
{
    /// <inheritdoc />
    public string Name => "cluster-membership";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) =>
        Task.FromResult(CheckResult.Of(!cluster.IsTerminated && readyStates.Contains(cluster.SelfMember.Status)));
}
