using ForeignTransport.Core.Errors;
using Npgsql;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// This incarnation's row in the database, and its server's name: registers, beats, notices when the others gave it up, leaves.
/// </summary>
/// <remarks>
/// One session of its own has the name (<see cref="NameLock"/>) and writes a heartbeat every second. When the session breaks, another is
/// opened and the name taken again, for as long as it takes: a database that restarts costs nothing. A crash leaves the row; whoever starts
/// next under the name, founds a cluster or wins the lease fences it.
/// </remarks>
public sealed class MemberRegistry : IAsyncDisposable
{
    private static readonly TimeSpan CleaningInterval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly MembershipDatabase _database;
    private readonly MembershipTimes _times;
    private readonly TimeProvider _clock;
    private readonly Action<TransportError> _lost;
    private readonly Action<string> _log;
    private NpgsqlConnection? _session;
    private Task _beating = Task.CompletedTask;
    private volatile bool _leaving;

    /// <summary>Does nothing yet.</summary>
    /// <param name="database">The connections.</param>
    /// <param name="times">How long things take.</param>
    /// <param name="lost">
    /// Called from another thread when this incarnation is fenced or its name is another's: must end the process, without a graceful leave,
    /// and not wait for this registry.
    /// </param>
    /// <param name="log">Takes a line about what an operator should know.</param>
    public MemberRegistry(MembershipDatabase database, MembershipTimes times, Action<TransportError> lost, Action<string> log)
    {
        _database = database;
        _times = times;
        _clock = PauseClock.Instance;
        _lost = lost;
        _log = log;
    }

    private string Self => _database.Self.ToString();

    /// <summary>
    /// Takes the server's name, fences all earlier incarnations of it and begins to beat. A name that is held without a sign of life is
    /// taken from its holder after <see cref="MembershipTimes.StaleAfter"/>.
    /// </summary>
    /// <returns>Null when registered; else why not.</returns>
    /// <exception cref="NpgsqlException">The database is away or refused.</exception>
    /// <exception cref="TimeoutException">The database did not answer, or the sessions of earlier incarnations did not end.</exception>
    public async Task<TransportError?> RegisterAsync(CancellationToken cancellationToken)
    {
        var session = await _database.OpenSessionAsync(cancellationToken);
        try
        {
            if (await TakeNameAsync(session, cancellationToken) is { } holder)
            {
                await session.DisposeAsync();
                return ErrorCatalogue.ServerNameInUse.With($"{_database.Self.ServerName} is running as {holder.Incarnation}.");
            }

            foreach (var earlier in await InsertAsync(session, cancellationToken))
            {
                _log($"An earlier run of {_database.Self.ServerName} ended without leaving: {earlier} is fenced.");
            }

            await Fencing.EndSessionsAsync(_database, _times, _clock, cancellationToken);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        _session = session;
        _beating = Task.Run(BeatAsync, CancellationToken.None);
        return null;
    }

    /// <summary>The servers that act for the cluster and were seen within <see cref="MembershipTimes.StaleAfter"/>.</summary>
    internal async Task<IReadOnlyList<MemberRow>> ListAsync(CancellationToken cancellationToken) =>
    [
        .. (await _database.RunAsync(MemberRow.ReadAllAsync, _times.Operation, cancellationToken))
            .Where(row => row.IsActing && row.SinceLastSeen < _times.StaleAfter)
    ];

    /// <summary>
    /// Says that this server leaves on purpose: from now on it is no news that the others count it out. To be called before the cluster is left.
    /// </summary>
    public void BeginLeave() => _leaving = true;

    /// <summary>
    /// Deletes the row and lets go of the name: nothing of this incarnation can write any more. To be called when its actor system has ended.
    /// Where the database is away the row stays, and is fenced by whoever starts next. The row of one that is fenced stays too, for a day: the
    /// database refuses by it.
    /// </summary>
    public async Task LeaveAsync()
    {
        _leaving = true;
        await StopBeatingAsync();
        try
        {
            await _database.RunAsync(
                async (connection, token) =>
                {
                    await using var command = new NpgsqlCommand("delete from server_incarnation where incarnation = $1 and fenced_at is null", connection);
                    command.Parameters.AddText(Self);
                    return await command.ExecuteNonQueryAsync(token);
                },
                _times.Operation,
                CancellationToken.None);
        }
        catch (Exception cause) when (MembershipDatabase.IsOutage(cause))
        {
            _log($"{Self} could not sign off from the database: {cause.Message}");
        }

        await CloseSessionAsync();
    }

    /// <summary>Stops as a crash would, without signing off, unless it left before.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopBeatingAsync();
        await CloseSessionAsync();
        _stop.Dispose();
    }

    /// <returns>Null when this session has the name; else its live holder.</returns>
    private async Task<NameHolder?> TakeNameAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        var began = _clock.GetTimestamp();
        var watch = new NameWatch(_times.StaleAfter);
        while (await NameLock.TryTakeAsync(session, _database.Self.ServerName, cancellationToken) is { } holder)
        {
            watch.See(holder, _clock.GetElapsedTime(began));
            if (watch.IsAlive)
            {
                return holder;
            }

            if (watch.IsStale)
            {
                _log($"{holder.Incarnation} has the name {_database.Self.ServerName} and gave no sign for {_times.StaleAfter}: it is fenced.");
                await NameLock.EvictAsync(session, holder, cancellationToken);
            }

            await Task.Delay(_times.Poll, _clock, cancellationToken);
        }

        return null;
    }

    private async Task<IReadOnlyList<string>> InsertAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        var fence = new NpgsqlBatchCommand(
            """
            update server_incarnation set fenced_at = clock_timestamp()
            where lower(server_name) = lower($1) and incarnation <> $2 and fenced_at is null returning incarnation
            """);
        fence.Parameters.AddText(_database.Self.ServerName);
        fence.Parameters.AddText(Self);
        var insert = new NpgsqlBatchCommand(
            """
            insert into server_incarnation (incarnation, server_name, host, port, started_at, last_seen)
            values ($2, $1, '', 0, clock_timestamp(), clock_timestamp())
            """);
        insert.Parameters.AddText(_database.Self.ServerName);
        insert.Parameters.AddText(Self);
        await using var batch = new NpgsqlBatch(session) { BatchCommands = { new NpgsqlBatchCommand(Fencing.Lock), fence, insert, Cleaning() } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await Fencing.ReadTextsAsync(reader, cancellationToken);
    }

    /// <summary>A row with a session left is kept: the database must go on to refuse what that session writes.</summary>
    private NpgsqlBatchCommand Cleaning()
    {
        var command = new NpgsqlBatchCommand(
            """
            delete from server_incarnation where fenced_at is not null and last_seen < clock_timestamp() - $1 and fenced_at < clock_timestamp() - $1
              and incarnation not in (select application_name from pg_stat_activity where application_name is not null)
            """);
        command.Parameters.AddDuration(_times.KeepFenced);
        return command;
    }

    private async Task BeatAsync()
    {
        var cleaned = _clock.GetTimestamp();
        var away = false;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_times.Heartbeat, _clock, _stop.Token);
                var clean = _clock.GetElapsedTime(cleaned) > CleaningInterval;
                if (await BeatOnceAsync(clean) is { } loss)
                {
                    if (!_leaving)
                    {
                        _lost(loss);
                    }

                    return;
                }

                cleaned = clean ? _clock.GetTimestamp() : cleaned;
                if (away)
                {
                    away = false;
                    _log("The database answers again.");
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cause)
            {
                // Whatever it was, the heartbeat goes on: to stop it silently would be to die unnoticed.
                await CloseSessionAsync();
                if (!away)
                {
                    away = true;
                    _log($"The database does not take the heartbeat of this server; it is tried again every {_times.Heartbeat}: {cause.Message}");
                }
            }
        }
    }

    /// <returns>Null, or why this incarnation must end.</returns>
    private async Task<TransportError?> BeatOnceAsync(bool clean)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(_times.Operation);
        if (_session is not { } session)
        {
            session = await _database.OpenSessionAsync(limit.Token);
            _session = session;
            if (await RetakeNameAsync(session, limit.Token) is { } loss)
            {
                return loss;
            }
        }

        var beat = new NpgsqlBatchCommand(
            "update server_incarnation set last_seen = clock_timestamp() where incarnation = $1 and fenced_at is null returning incarnation");
        beat.Parameters.AddText(Self);
        await using var batch = new NpgsqlBatch(session) { BatchCommands = { beat } };
        if (clean)
        {
            batch.BatchCommands.Add(Cleaning());
        }

        await using var reader = await batch.ExecuteReaderAsync(limit.Token);
        return await reader.ReadAsync(limit.Token) ? null : ErrorCatalogue.ServerFenced.With($"{Self} is fenced in the database.");
    }

    private async Task<TransportError?> RetakeNameAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        while (await NameLock.TryTakeAsync(session, _database.Self.ServerName, cancellationToken) is { } holder)
        {
            if (holder != NameHolder.JustGone && holder.Incarnation != Self)
            {
                return ErrorCatalogue.ServerNameInUse.With($"{holder.Incarnation} took the name while this server had no connection to the database.");
            }

            // The session that broke, which the database has not noticed yet.
            await NameLock.EndSessionAsync(session, holder, cancellationToken);
            await Task.Delay(_times.Poll, _clock, cancellationToken);
        }

        return null;
    }

    private async Task StopBeatingAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
        }

        await _beating;
    }

    private async Task CloseSessionAsync()
    {
        if (Interlocked.Exchange(ref _session, null) is { } session)
        {
            await session.DisposeAsync();
        }
    }
}
