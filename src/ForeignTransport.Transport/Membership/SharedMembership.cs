using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using Npgsql;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// One of several servers on a PostgreSQL database, which decides who belongs to the cluster and who may write (docs/adr/0007, 0008).
/// </summary>
/// <remarks>
/// Whatever says that the others have given this run up ends the process at once: it is fenced in the database, and nothing it could still do
/// in an orderly way would be right.
/// </remarks>
internal sealed class SharedMembership : IMembership
{
    private static readonly TimeSpan LongestWord = TimeSpan.FromMilliseconds(20);

    private readonly NodeConfiguration _node;
    private readonly MembershipTimes _times;
    private readonly MembershipDatabase _database;
    private readonly MemberRegistry _registry;
    private readonly PauseWatchdog _watchdog;
    private readonly Action<TransportError> _givenUp;

    /// <summary>Does nothing yet.</summary>
    /// <param name="node">The configuration of the server.</param>
    /// <param name="self">This run of it.</param>
    /// <param name="givenUp">Ends the process; null for the real thing.</param>
    /// <param name="log">Takes a line before there is an actor system to log with.</param>
    public SharedMembership(NodeConfiguration node, Incarnation self, Action<TransportError>? givenUp, Action<string> log)
    {
        _node = node;
        _times = MembershipTimes.For(node.Cluster.PauseLimit);
        _givenUp = error =>
        {
            Tell(BeforeGivenUp);
            (givenUp ?? PauseWatchdog.KillProcess)(error);
        };
        _database = new MembershipDatabase(node.Database.ConnectionString, self);
        _registry = new MemberRegistry(_database, _times, _givenUp, log);
        _watchdog = new PauseWatchdog(node.Cluster.PauseLimit, _givenUp);
    }

    /// <inheritdoc />
    public ImmutableArray<Setup> Setups => [new MembershipSetup(_database, _times)];

    /// <inheritdoc />
    public Config Hocon => MembershipHocon.For(_node.ServerName);

    /// <inheritdoc />
    public bool MayAct => _watchdog.MayAct;

    /// <inheritdoc />
    public Action? BeforeGivenUp { get; set; }

    /// <inheritdoc />
    public async Task<TransportError?> RegisterAsync(CancellationToken cancellationToken)
    {
        try
        {
            var refusal = await _registry.RegisterAsync(cancellationToken);
            if (refusal is null)
            {
                _watchdog.Start();
            }

            return refusal;
        }
        catch (Exception cause) when (cause is NpgsqlException or TimeoutException)
        {
            return ErrorCatalogue.DatabaseUnavailable.With(cause.Message);
        }
    }

    /// <inheritdoc />
    public async Task<TransportError?> EnterAsync(ActorSystem system, CancellationToken cancellationToken)
    {
        system.ActorOf(FenceOnDowning.Props(_database, _times), "fence-on-downing");
        system.ActorOf(QuarantineExit.Props(_database, _times, _givenUp), "quarantine-exit");
        var seeds = _node.Cluster.SeedNodes.AddressesLike(Cluster.Get(system).SelfAddress).Concat(MembershipHocon.SeedNodesOf(_node.AkkaOverrides));
        var refusal = await new ClusterEntry(system, _database, _times, seeds).EnterAsync(cancellationToken);
        if (refusal is null)
        {
            DownedExit.Watch(system, _givenUp);
        }

        return refusal;
    }

    /// <inheritdoc />
    public async Task<TransportError?> FenceAsync(UniqueAddress member, CancellationToken cancellationToken)
    {
        try
        {
            await Fencing.FenceAsync(_database, [MemberAddress.Of(member)], _times, PauseClock.Instance, cancellationToken);
            return null;
        }
        catch (Exception cause) when (MembershipDatabase.IsOutage(cause))
        {
            return ErrorCatalogue.DatabaseUnavailable.With(cause.Message);
        }
    }

    /// <inheritdoc />
    public void BeginLeave() => _registry.BeginLeave();

    /// <inheritdoc />
    public Task LeaveAsync() => _registry.LeaveAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        _watchdog.Dispose();
        await _database.DisposeAsync();
    }

    /// <summary>A disk that hangs must not hold up the end of the process.</summary>
    private static void Tell(Action? before)
    {
        if (before is not null)
        {
            var thread = new Thread(() => before()) { IsBackground = true, Priority = ThreadPriority.Highest };
            thread.Start();
            thread.Join(LongestWord);
        }
    }
}
