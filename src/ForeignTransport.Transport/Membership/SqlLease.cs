using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.Coordination;
using Akka.Event;
using Npgsql;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// The lease that decides which side of a broken cluster goes on, as a row in the database that all servers share.
/// <list type="bullet">
/// <item>The owner is the incarnation, not the address that Akka.NET proposes: a process that was started again inherits nothing.</item>
/// <item>Whether it is free is decided by the clock of the database; whether it is held, by this process's monotonic clock, counted from
/// before the round trip and for 0.9 of the time to live: nobody can have it while its owner still believes to.</item>
/// <item>The resolver downs its own side when <see cref="Acquire()"/> gives false, so a dead owner's time is waited out; an owner that
/// renews is alive, and then false is right and given at once.</item>
/// <item><see cref="Acquire()"/> gives true only when the dead are fenced and their sessions gone. What counts as dead was lost when the resolver
/// asked or is lost now: a member that came back meanwhile will be downed by a decision that was made without it.</item>
/// <item>The resolver skips <see cref="Acquire()"/> when <see cref="CheckLease"/> is true, as in every failover after the first. So
/// <see cref="CheckLease"/> is true only when all members that are lost now are fenced too.</item>
/// <item>It is kept for life. After an outage of the database it is not held, until a renewal shows that nobody took it meanwhile. A crash
/// frees it after the time to live, and so does the end of the actor system.</item>
/// </list>
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Akka.NET makes it and disposes of nothing; the semaphore has no handle unless it is asked for.")]
public sealed class SqlLease : Lease
{
    private const double TrustedShare = 0.9;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _one = new(1);
    private readonly ExtendedActorSystem _system;
    private readonly MembershipSetup _membership;
    private readonly LeaseTable _table;
    private readonly TimeProvider _clock = PauseClock.Instance;
    private readonly ILoggingAdapter _log;
    private readonly string _label;
    private volatile Holding? _holding;
    private volatile ImmutableHashSet<MemberAddress> _settled = [];
    private volatile Question _question;

    /// <summary>Called by Akka.NET, which takes class and settings from the configuration.</summary>
    /// <exception cref="ConfigurationException">The actor system was made without a <see cref="MembershipSetup"/>.</exception>
    public SqlLease(LeaseSettings settings, ExtendedActorSystem system)
        : base(settings)
    {
        _system = system;
        _membership = system.Settings.Setup.Get<MembershipSetup>() is { HasValue: true, Value: var setup }
            ? setup
            : throw new ConfigurationException($"The lease {settings.LeaseName} needs the PostgreSQL database of a cluster of several servers.");
        _table = new LeaseTable(
            _membership.Database, settings.LeaseName, settings.TimeoutSettings.HeartbeatTimeout, settings.TimeoutSettings.OperationTimeout);
        _log = Logging.GetLogger(system, typeof(SqlLease));
        _label = settings.LeaseName;
        _question = new Question([], _clock.GetTimestamp());
    }

    private TimeSpan TimeToLive => Settings.TimeoutSettings.HeartbeatTimeout;

    private bool Held => _holding is { } holding && _clock.GetElapsedTime(holding.Since) < TimeToLive * TrustedShare;

    /// <inheritdoc />
    public override bool CheckLease()
    {
        var lost = View().Lost;
        _question = new Question(lost, _clock.GetTimestamp());
        return Held && lost.IsSubsetOf(_settled);
    }

    /// <inheritdoc />
    public override Task<bool> Acquire() => Acquire(static _ => { });

    /// <inheritdoc />
    /// <exception cref="LeaseException">The database could not be asked, or the dead could not be shut out.</exception>
    public override async Task<bool> Acquire(Action<Exception> leaseLostCallback)
    {
        await _one.WaitAsync();
        try
        {
            return await AcquireAsync(leaseLostCallback);
        }
        catch (Exception cause) when (cause is NpgsqlException or TimeoutException)
        {
            throw new LeaseException($"Lease {_label} was not acquired: {cause.Message}", cause);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    /// <returns>True when the lease is free of this owner; false when the database could not be asked, and then its time runs out.</returns>
    public override async Task<bool> Release()
    {
        await _one.WaitAsync();
        try
        {
            if (Interlocked.Exchange(ref _holding, null) is { } holding)
            {
                await holding.EndAsync();
            }

            await _table.SurrenderAsync(CancellationToken.None);
            return true;
        }
        catch (Exception cause) when (MembershipDatabase.IsOutage(cause))
        {
            _log.Warning("Lease {0} could not be released and runs out by itself: {1}", _label, cause.Message);
            return false;
        }
        finally
        {
            _one.Release();
        }
    }

    private ClusterView View() => ClusterView.Of(Cluster.Get(_system));

    private async Task<bool> AcquireAsync(Action<Exception> leaseLostCallback)
    {
        var began = _clock.GetTimestamp();
        var patience = TimeToLive + Settings.TimeoutSettings.HeartbeatInterval;
        // The resolver asks CheckLease when it decides and may delay the acquisition; an older question belongs to another decision.
        var lost = _clock.GetElapsedTime(_question.Asked) < patience ? _question.Lost : [];
        LeaseAttempt? first = null;
        while (true)
        {
            var view = View();
            lost = lost.Union(view.Lost);
            var sent = _clock.GetTimestamp();
            // Read once, and before the attempt: one that took long, or a pause, costs the last look at what has become of the owner, or of the outage.
            var last = _clock.GetElapsedTime(began, sent) > patience;
            try
            {
                var attempt = await _table.TakeAsync(view.Reachable.Except(lost), lost, CancellationToken.None);
                if (attempt.Won is { } epoch)
                {
                    return await TakeOverAsync(epoch, sent, attempt.Fenced, lost, leaseLostCallback);
                }

                first ??= attempt;
                if (!attempt.IsMember || attempt.ShowsLifeSince(first))
                {
                    _log.Warning(attempt.IsMember ? "Lease {0} is held by {1}, which is alive" : "Lease {0} is not for this server: it is fenced, or has not joined",
                        _label, attempt.Owner);
                    return false;
                }
            }
            catch (Exception cause) when (MembershipDatabase.IsOutage(cause) && !last)
            {
                _log.Warning("Lease {0}: the database does not answer, trying again: {1}", _label, cause.Message);
            }

            if (last)
            {
                return false;
            }

            await Task.Delay(Poll, _clock);
        }
    }

    private async Task<bool> TakeOverAsync(
        long epoch, long sent, ImmutableArray<string> fenced, ImmutableHashSet<MemberAddress> lost, Action<Exception> leaseLostCallback)
    {
        var holding = _holding;
        if (holding is null || holding.Epoch != epoch)
        {
            holding = new Holding(epoch);
            _holding = holding;
            holding.Renewing = RenewAsync(holding);
        }

        holding.Confirm(sent);
        if (fenced.Length > 0)
        {
            _log.Warning("Lease {0} is ours; fenced {1}", _label, string.Join(", ", fenced));
        }

        // Renewed meanwhile: sessions may take their time to end.
        await Fencing.EndSessionsAsync(_membership.Database, _membership.Times, _clock, CancellationToken.None);
        if (!Held || _holding != holding)
        {
            return false;
        }

        _settled = lost;
        holding.OnLost = leaseLostCallback;
        return true;
    }

    private async Task RenewAsync(Holding holding)
    {
        while (!holding.Ended.IsCancellationRequested && !_system.WhenTerminated.IsCompleted)
        {
            try
            {
                await Task.Delay(Settings.TimeoutSettings.HeartbeatInterval, _clock, holding.Ended);
                var sent = _clock.GetTimestamp();
                if (await _table.RenewAsync(holding.Epoch, holding.Ended))
                {
                    holding.Confirm(sent);
                }
                else if (_system.WhenTerminated.IsCompleted)
                {
                    // This server has left, and with its row went the right to the lease.
                    return;
                }
                else if (Interlocked.CompareExchange(ref _holding, null, holding) == holding)
                {
                    _log.Error("Lease {0} is lost: another server has it, or this one is fenced", _label);
                    holding.Lose(new LeaseException($"Lease {_label} is another's now."));
                    return;
                }
            }
            catch (OperationCanceledException) when (holding.Ended.IsCancellationRequested)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                // The server has stopped and closed its database.
                return;
            }
            catch (Exception cause) when (cause is NpgsqlException or TimeoutException)
            {
                if (!Held)
                {
                    _log.Warning("Lease {0} cannot be renewed and is not held meanwhile: {1}", _label, cause.Message);
                    holding.Lose(cause);
                }
            }
        }
    }

    /// <summary>What the resolver saw when it asked whether the lease is held.</summary>
    private sealed record Question(ImmutableHashSet<MemberAddress> Lost, long Asked);

    /// <summary>One acquisition.</summary>
    [SuppressMessage("Reliability", "CA1001", Justification = "Disposed of in EndAsync.")]
    private sealed class Holding(long epoch)
    {
        private readonly CancellationTokenSource _end = new();
        private long _since = long.MinValue;
        private Action<Exception>? _onLost;

        public long Epoch => epoch;

        /// <summary>When the last successful request was sent.</summary>
        public long Since => Interlocked.Read(ref _since);

        public CancellationToken Ended => _end.Token;

        public Task Renewing { get; set; } = Task.CompletedTask;

        public Action<Exception> OnLost
        {
            set => Interlocked.Exchange(ref _onLost, value);
        }

        /// <summary>Answers may overtake one another; time never goes back.</summary>
        public void Confirm(long sent)
        {
            for (var since = Since; since < sent; since = Since)
            {
                if (Interlocked.CompareExchange(ref _since, sent, since) == since)
                {
                    return;
                }
            }
        }

        /// <summary>Tells once.</summary>
        public void Lose(Exception cause) => Interlocked.Exchange(ref _onLost, null)?.Invoke(cause);

        public async Task EndAsync()
        {
            await _end.CancelAsync();
            await Renewing;
            _end.Dispose();
        }
    }
}
