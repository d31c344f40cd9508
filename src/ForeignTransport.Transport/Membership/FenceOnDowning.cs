using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// Purpose: fences in the database every member that was downed, whoever downed it. The lease does so before the resolver acts; an operator
/// who downs a member by hand asks no lease.
/// In: MemberDowned, MemberRemoved. Out: nothing. Survives a crash: nothing; the other survivors do the same.
/// </summary>
/// <remarks>
/// A node that downs all, itself included, publishes the others first and must not take them along: so it waits a moment whether it is downed
/// too, and the database refuses the wish of one that is fenced. What could not be fenced for an outage of the database is tried again.
/// </remarks>
internal sealed class FenceOnDowning : UntypedActor, IWithTimers
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly MembershipDatabase _database;
    private readonly MembershipTimes _times;
    private ImmutableHashSet<MemberAddress> _downed = [];
    private bool _selfDowned;
    private bool _fencing;

    public FenceOnDowning(MembershipDatabase database, MembershipTimes times)
    {
        _database = database;
        _times = times;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(MembershipDatabase database, MembershipTimes times) => Akka.Actor.Props.Create(() => new FenceOnDowning(database, times));

    protected override void PreStart() => _cluster.Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberDowned), typeof(ClusterEvent.MemberRemoved));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberDowned downed:
                Note(downed.Member);
                break;
            case ClusterEvent.MemberRemoved { PreviousStatus: MemberStatus.Down } removed:
                Note(removed.Member);
                break;
            case ClusterEvent.IMemberEvent:
                break;
            case Due:
                Fence();
                break;
            case Ended ended:
                _fencing = false;
                Settle(ended);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Note(Member member)
    {
        if (member.UniqueAddress.Equals(_cluster.SelfUniqueAddress))
        {
            _selfDowned = true;
            return;
        }

        _downed = _downed.Add(MemberAddress.Of(member.UniqueAddress));
        Timers.StartSingleTimer(Due.Instance, Due.Instance, Moment);
    }

    private void Fence()
    {
        if (_selfDowned || _fencing || _downed.IsEmpty || _cluster.IsTerminated)
        {
            return;
        }

        _fencing = true;
        var whom = _downed;
        Fencing.FenceAsync(_database, whom, _times, PauseClock.Instance, CancellationToken.None).PipeTo(
            Self,
            success: fenced => new Ended(whom, [.. fenced], null),
            failure: cause => new Ended(whom, [], cause));
    }

    private void Settle(Ended ended)
    {
        if (ended.Failure is { } failure)
        {
            _log.Warning("{0} could not be fenced yet: {1}", string.Join(", ", ended.Whom), failure.Message);
            Timers.StartSingleTimer(Due.Instance, Due.Instance, RetryInterval);
            return;
        }

        if (ended.Fenced.Length > 0)
        {
            _log.Warning("Fenced after it was downed: {0}", string.Join(", ", ended.Fenced));
        }

        _downed = _downed.Except(ended.Whom);
        if (!_downed.IsEmpty)
        {
            Timers.StartSingleTimer(Due.Instance, Due.Instance, Moment);
        }
    }

    private sealed class Due : INoSerializationVerificationNeeded
    {
        public static readonly Due Instance = new();
    }

    private sealed record Ended(ImmutableHashSet<MemberAddress> Whom, ImmutableArray<string> Fenced, Exception? Failure) : INoSerializationVerificationNeeded;
}
