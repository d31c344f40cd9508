using Akka.Actor;
using Akka.Cluster;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// Purpose: tells the process that the cluster removed this node, which had not asked to leave.
/// In: MemberDowned, MemberRemoved. Out: the callback, once. Survives a crash: nothing.
/// </summary>
/// <remarks>Akka.NET ends the actor system by itself then; the process must end too, and be started again, whatever it was doing.</remarks>
internal sealed class DownedExit : UntypedActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Action<TransportError> _downed;
    private bool _told;

    public DownedExit(Action<TransportError> downed) => _downed = downed;

    public static Props Props(Action<TransportError> downed) => Akka.Actor.Props.Create(() => new DownedExit(downed));

    protected override void PreStart() => _cluster.Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberDowned), typeof(ClusterEvent.MemberRemoved));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberDowned downed when IsSelf(downed.Member):
                Tell();
                break;
            case ClusterEvent.MemberRemoved removed when IsSelf(removed.Member) && removed.PreviousStatus == MemberStatus.Down:
                Tell();
                break;
            case ClusterEvent.IMemberEvent:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private bool IsSelf(Member member) => member.UniqueAddress.Equals(_cluster.SelfUniqueAddress);

    private void Tell()
    {
        if (!_told)
        {
            _told = true;
            _downed(ErrorCatalogue.ServerDowned.With($"{_cluster.SelfAddress} was downed."));
        }
    }
}
