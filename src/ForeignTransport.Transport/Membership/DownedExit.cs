using Akka.Actor;
using Akka.Cluster;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// Tells the process that the cluster removed this node, which had not asked to leave. Akka.NET ends the actor system by itself then; the
/// process must end too, and be started again.
/// </summary>
/// <remarks>
/// No actor: those end with the actor system, and one that is told last may not hear it. A node that leaves has a reason for its shutdown
/// before it is removed; a node that is downed gets one afterwards.
/// </remarks>
internal sealed class DownedExit
{
    private readonly ActorSystem _system;
    private readonly Action<TransportError> _downed;
    private int _told;

    private DownedExit(ActorSystem system, Action<TransportError> downed)
    {
        _system = system;
        _downed = downed;
    }

    /// <summary>Begins to watch.</summary>
    /// <param name="system">A node that has entered its cluster.</param>
    /// <param name="downed">Called once, from any thread.</param>
    public static void Watch(ActorSystem system, Action<TransportError> downed)
    {
        var exit = new DownedExit(system, downed);
        Cluster.Get(system).RegisterOnMemberRemoved(() => exit.TellIf(static reason => reason is null or CoordinatedShutdown.ClusterDowningReason));
        _ = system.WhenTerminated.ContinueWith(
            _ => exit.TellIf(static reason => reason is CoordinatedShutdown.ClusterDowningReason), TaskScheduler.Default);
    }

    private void TellIf(Func<CoordinatedShutdown.Reason?, bool> isDowning)
    {
        if (isDowning(CoordinatedShutdown.Get(_system).ShutdownReason) && Interlocked.Exchange(ref _told, 1) == 0)
        {
            _downed(ErrorCatalogue.ServerDowned.With($"{Cluster.Get(_system).SelfAddress} was downed."));
        }
    }
}
