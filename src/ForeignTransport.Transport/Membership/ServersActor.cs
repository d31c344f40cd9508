using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using ForeignTransport.Core.Connectors;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// Keeps <see cref="ServersView"/> of this server up to date and tells everybody here when it changed.
/// </summary>
/// <remarks>In: events of the cluster. Out: <see cref="ServersChanged"/> on the event stream, after the view has it.</remarks>
internal sealed class ServersActor(ServersView view) : UntypedActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private HashSet<Member> _members = [];
    private HashSet<Member> _unreachable = [];

    public static Props Props(ServersView view) => Akka.Actor.Props.Create(() => new ServersActor(view));

    protected override void PreStart() => _cluster.Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot,
        typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.CurrentClusterState state:
                _members = [.. state.Members];
                _unreachable = [.. state.Unreachable];
                break;
            case ClusterEvent.MemberRemoved removed:
                Forget(removed.Member);
                break;
            case ClusterEvent.IMemberEvent changed:
                Put(_members, changed.Member);
                break;
            case ClusterEvent.UnreachableMember unreachable:
                Put(_unreachable, unreachable.Member);
                break;
            case ClusterEvent.ReachableMember reachable:
                _unreachable.Remove(reachable.Member);
                break;
            default:
                Unhandled(message);
                return;
        }

        Offer();
    }

    /// <summary>Members are equal by address and incarnation: the newer status must replace the older one.</summary>
    private static void Put(HashSet<Member> members, Member member)
    {
        members.Remove(member);
        members.Add(member);
    }

    private void Forget(Member member)
    {
        _members.Remove(member);
        _unreachable.Remove(member);
    }

    private void Offer()
    {
        var before = view.Current;
        if (!view.Offer(_members, _unreachable))
        {
            return;
        }

        Tell(before, view.Current);
        Context.System.EventStream.Publish(ServersChanged.Instance);
    }

    private void Tell(TransportServers before, TransportServers now)
    {
        foreach (var server in now.Reachable.Except(before.Reachable).Remove(view.LocalServer))
        {
            _log.Info("Server {0} is reachable", server);
        }

        foreach (var server in before.Reachable.Except(now.Reachable).Remove(view.LocalServer))
        {
            _log.Warning(now.Members.Contains(server) ? "Server {0} is unreachable" : "Server {0} has left", server);
        }
    }
}
