using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.Access;

namespace ForeignTransport.Server.Management;

/// <summary>What the routes work with.</summary>
internal sealed class ManagementServices
{
    /// <param name="system">A member, or a member to be, of a cluster.</param>
    /// <param name="settings">Their settings.</param>
    /// <param name="readiness">Decides <c>/ready</c>.</param>
    public ManagementServices(ActorSystem system, ManagementSettings settings, params ReadOnlySpan<IReadinessCheck> readiness)
    {
        System = system;
        Settings = settings;
        Cluster = Cluster.Get(system);
        Log = Logging.GetLogger(system, typeof(ManagementServices));
        Readiness = new HealthChecks([new ClusterMembershipCheck(Cluster, settings.ReadyStates), .. readiness], settings.CheckTimeout, Log);
        Liveness = new HealthChecks([new ActorSystemCheck(system)], settings.CheckTimeout, Log);
    }

    public ActorSystem System { get; }

    public ManagementSettings Settings { get; }

    public Cluster Cluster { get; }

    public ILoggingAdapter Log { get; }

    public HealthChecks Readiness { get; }

    public HealthChecks Liveness { get; }

    /// <summary>
    /// Done before a member is downed: what it could still write is refused from then on. Gives why that is not to be had; null when it is done.
    /// </summary>
    public Func<UniqueAddress, CancellationToken, Task<TransportError?>> Fence { get; init; } = (_, _) => Task.FromResult<TransportError?>(null);

    /// <summary>Where writes are recorded.</summary>
    public required AuditTrail Audit { get; init; }

    /// <summary>How long a stream of domain events is silent before it shows that it lives.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>False once this node has left: what the cluster extension says from then on is old.</summary>
    public bool IsClusterAvailable => !Cluster.IsTerminated && !System.WhenTerminated.IsCompleted;
}
