using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// Brings a started server into its cluster, or founds it. There is no seed list and no order of starting: the database says who acts for
/// the cluster, and every server that finds nobody there may found.
/// </summary>
/// <remarks>
/// <para>States, each left by what is read at every poll:</para>
/// <list type="number">
/// <item><b>Announced.</b> The row has the address. A crash leaves a row that never acted; nobody waits for it.</item>
/// <item><b>Looking.</b> Candidates are the others that are joined and not fenced. None: Founding. Some: they are asked to let this server in,
/// and their heartbeats are watched; an attempt of ten seconds is repeated with fresh candidates. A candidate that lives but does not let
/// this server in is asked forever, and never a reason to found. All watched for long enough (<see cref="MembershipTimes.StaleAfter"/>) without a heartbeat: Founding. A crash leaves
/// what Announced leaves; or the candidate has a member that never acts, which its resolver removes.</item>
/// <item><b>Founding.</b> One transaction under the membership lock: read again; if nobody but the watched stale ones acts, fence those and
/// act. Of two servers in this state the second finds the first, and is Looking again. A crash before the commit changed nothing; after it,
/// the row is a candidate that never lets anybody in and does not beat, so the next one founds after that time.</item>
/// <item><b>Founded.</b> The sessions of the fenced are ended, then the node joins itself. A crash: as after the commit.</item>
/// <item><b>Welcomed.</b> Gossip has this node, by its own joining or another's. It never founds any more: a cluster that it could found would be
/// the one it is in. A crash: as in Looking.</item>
/// <item><b>Up.</b> Moved up by the leader. One transaction under the membership lock compares the cluster this node is in with everybody who
/// acts (<see cref="EntryRules.MayAct"/>), and lets it act. That is repeated for a founder: an answer of a candidate may have been faster than
/// its founding. Refused for long: this is not the cluster of the others, and the process must start again.</item>
/// <item><b>Acting.</b> Done; only now may persistent actors start. A crash leaves a row that acts and does not beat: the survivors fence it with
/// the lease, or the next founder does.</item>
/// </list>
/// <para>While the database is away nothing is decided, and nothing counts as watched.</para>
/// </remarks>
public sealed class ClusterEntry
{
    private readonly Cluster _cluster;
    private readonly ActorSystem _system;
    private readonly MembershipDatabase _database;
    private readonly MembershipTimes _times;
    private readonly ImmutableArray<Address> _seeds;
    private readonly TimeProvider _clock = PauseClock.Instance;
    private readonly EntryTable _table;
    private readonly HeartbeatWatch _watch;
    private readonly ILoggingAdapter _log;
    private readonly long _began;
    private TimeSpan? _attempted;
    private ImmutableHashSet<string> _candidates = [];
    private TimeSpan? _welcomed;
    private TimeSpan? _refused;
    private bool _founded;
    private bool _acting;
    private string _said = "";

    /// <summary>Prepares an entry of an actor system that listens and is in no cluster.</summary>
    /// <param name="system">The actor system, made with settings without <c>akka.cluster.seed-nodes</c>: those join by themselves.</param>
    /// <param name="database">The connections of the incarnation, which <see cref="MemberRegistry"/> has registered.</param>
    /// <param name="times">How long things take.</param>
    /// <param name="seeds">Addresses to ask besides those in the database; never a reason to found.</param>
    public ClusterEntry(ActorSystem system, MembershipDatabase database, MembershipTimes times, IEnumerable<Address> seeds)
    {
        _cluster = Cluster.Get(system);
        _system = system;
        _database = database;
        _times = times;
        // A list that begins with this node's own address would make it found a cluster alone.
        _seeds = [.. seeds.Where(seed => seed != _cluster.SelfAddress)];
        _table = new EntryTable(database, times);
        // A look that comes later than this may have missed a heartbeat that a look in time would have seen.
        _watch = new HeartbeatWatch(times.StaleAfter, times.Poll + times.Heartbeat);
        _log = Logging.GetLogger(system, typeof(ClusterEntry));
        _began = _clock.GetTimestamp();
    }

    private string Self => _database.Self.ToString();

    private TimeSpan Now => _clock.GetElapsedTime(_began);

    /// <summary>Enters the cluster.</summary>
    /// <param name="cancellationToken">Gives up; the actor system may be a member by then, and must end.</param>
    /// <returns>Null when this node is up and may act; else why it must end.</returns>
    public async Task<TransportError?> EnterAsync(CancellationToken cancellationToken)
    {
        var announced = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_cluster.IsTerminated || _system.WhenTerminated.IsCompleted)
            {
                return ErrorCatalogue.ServerDowned.With($"{Self} was removed while it entered the cluster.");
            }

            try
            {
                if (!announced)
                {
                    await _table.AnnounceAsync(MemberAddress.Of(_cluster.SelfUniqueAddress), cancellationToken);
                    announced = true;
                }

                var (done, error) = await StepAsync(cancellationToken);
                if (done)
                {
                    return error;
                }
            }
            catch (Exception cause) when (MembershipDatabase.IsOutage(cause))
            {
                _watch.Interrupt();
                Say($"Waiting for the database: {cause.Message}");
            }

            await Task.Delay(_times.Poll, _clock, cancellationToken);
        }
    }

    private async Task<(bool Done, TransportError? Error)> StepAsync(CancellationToken cancellationToken)
    {
        var rows = await _table.ReadAsync(cancellationToken);
        _watch.See(rows.Where(row => row.IsActing && row.Incarnation != Self), Now);
        if (!rows.Any(row => row.Incarnation == Self && !row.IsFenced))
        {
            return (true, Fenced());
        }

        var view = ClusterView.Of(_cluster);
        return view.Welcomed ? await ActAsync(view, cancellationToken)
            : _founded ? (false, null)
            : await LookAsync(rows, view, cancellationToken);
    }

    private async Task<(bool Done, TransportError? Error)> LookAsync(IReadOnlyList<MemberRow> rows, ClusterView view, CancellationToken cancellationToken)
    {
        var candidates = rows.Where(row => row.IsActing && row.Incarnation != Self).ToList();
        if (candidates.All(_watch.IsStale))
        {
            return await FoundAsync(cancellationToken);
        }

        var names = candidates.Select(row => row.Incarnation).ToImmutableHashSet(StringComparer.Ordinal);
        if (_attempted is { } attempted && Now - attempted < _times.JoinAttempt && names.SetEquals(_candidates))
        {
            return (false, null);
        }

        Say($"{(_attempted is null ? "Joining" : "Still not let in; trying again to join")} {string.Join(", ", candidates)}.", again: true);
        _attempted = Now;
        _candidates = names;
        var addresses = candidates.Where(row => row.Address is not null).Select(row => row.Address!.Value.AddressLike(_cluster.SelfAddress));
        var asked = addresses.Concat(_seeds).Where(address => address != _cluster.SelfAddress).Distinct().ToList();
        if (asked.Count > 0)
        {
            _cluster.JoinSeedNodes(asked);
        }

        return (false, null);
    }

    private async Task<(bool Done, TransportError? Error)> FoundAsync(CancellationToken cancellationToken)
    {
        var decision = await _table.DecideAsync(rows => EntryRules.MayFound(rows, Self, _watch.IsStale), cancellationToken);
        switch (decision.Verdict)
        {
            case EntryVerdict.Barred:
                return (true, Fenced());
            case EntryVerdict.Refused:
                // A founder came first, or somebody came back: at the next poll it is a candidate, to be asked at once.
                Say($"Not founding: {decision.Reason}.");
                return (false, null);
            default:
                Say(decision.Fence.Length == 0
                    ? "Founding the cluster: nobody acts for it."
                    : $"Founding the cluster: {string.Join(", ", decision.Fence)} gave no sign for {_times.StaleAfter} and is fenced.");
                // Even when this takes several attempts: the commit is done, and nobody else will found.
                _founded = true;
                await EndSessionsAsync(cancellationToken);
                _cluster.Join(_cluster.SelfAddress);
                return (false, null);
        }
    }

    private async Task<(bool Done, TransportError? Error)> ActAsync(ClusterView view, CancellationToken cancellationToken)
    {
        _welcomed ??= Now;
        if (view.SelfStatus is not (MemberStatus.WeaklyUp or MemberStatus.Up))
        {
            return Now - _welcomed > _times.MoveUp
                ? (true, ErrorCatalogue.ClusterEntryUnfinished.With($"{Self} is {view.SelfStatus} after {_times.MoveUp}."))
                : (false, null);
        }

        if (!_acting)
        {
            var decision = await _table.DecideAsync(rows => EntryRules.MayAct(rows, Self, view, _watch.IsStale), cancellationToken);
            switch (decision.Verdict)
            {
                case EntryVerdict.Barred:
                    return (true, Fenced());
                case EntryVerdict.Refused:
                    _refused ??= Now;
                    Say($"In the cluster, but not acting for it yet: {decision.Reason}.");
                    return Now - _refused > _times.Judgement
                        ? (true, ErrorCatalogue.OtherClusterFound.With($"{decision.Reason}."))
                        : (false, null);
                default:
                    _acting = true;
                    await EndSessionsAsync(cancellationToken);
                    Say($"Acting for the cluster, as one of {view.Reachable.Count}.");
                    break;
            }
        }

        return view.SelfStatus == MemberStatus.Up ? (true, null)
            : Now - _welcomed > _times.MoveUp ? (true, ErrorCatalogue.ClusterEntryUnfinished.With($"{Self} is {view.SelfStatus} after {_times.MoveUp}."))
            : (false, null);
    }

    /// <summary>Asked again until it is done: a server that acts for the cluster relies on the fenced being gone.</summary>
    private async Task EndSessionsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Fencing.EndSessionsAsync(_database, _times, _clock, cancellationToken);
                return;
            }
            catch (Exception cause) when (MembershipDatabase.IsOutage(cause))
            {
                Say($"Ending the sessions of fenced servers: {cause.Message}");
                await Task.Delay(_times.Poll, _clock, cancellationToken);
            }
        }
    }

    private TransportError Fenced() => ErrorCatalogue.ServerFenced.With($"{Self} was fenced while it entered the cluster.");

    /// <summary>One line for a decision, not one for each poll that comes to the same.</summary>
    private void Say(string line, bool again = false)
    {
        if (again || line != _said)
        {
            _said = line;
            _log.Info("{0}: {1}", _database.Self.ServerName, line);
        }
    }
}
