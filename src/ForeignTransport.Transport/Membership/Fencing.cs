using Npgsql;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// Makes sure that an incarnation given up for dead cannot write any more, dead or not. Two steps, in this order:
/// <list type="number">
/// <item>its row gets <c>fenced_at</c>, committed under the membership lock: from now on the database refuses what it inserts;</item>
/// <item>its sessions are ended and waited for: what it had begun before is either committed, and seen by its successor, or gone.</item>
/// </list>
/// A crash between the steps loses nothing: whoever fences next ends the sessions of every fenced incarnation, not only of its own.
/// </summary>
internal static class Fencing
{
    /// <summary>
    /// Held by a transaction that decides who acts for the cluster: founding, joining, fencing. Nothing such a decision read can change
    /// before it is committed.
    /// </summary>
    public const string Lock = "select pg_advisory_xact_lock(1179922481, hashtext(current_schema()))";

    private const string EndSessions = """
        select a.pid, a.backend_start, pg_terminate_backend(a.pid)
        from pg_stat_activity a join server_incarnation i on i.incarnation = a.application_name
        where i.fenced_at is not null and a.datname = current_database() and a.pid <> pg_backend_pid()
        """;

    private const string CountSessions = """
        select count(*) from pg_stat_activity a join unnest($1, $2) as ended(pid, backend_start) using (pid, backend_start)
        """;

    private const string FenceAddresses = """
        update server_incarnation i set fenced_at = clock_timestamp()
        where i.fenced_at is null and i.incarnation <> $1
          and exists (select 1 from server_incarnation me where me.incarnation = $1 and me.joined_at is not null and me.fenced_at is null)
          and (i.host, i.port, i.uid) in (select * from unnest($2, $3, $4))
        returning i.incarnation
        """;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Fences the incarnations at these addresses, both steps. Does nothing when this incarnation is not a member itself.</summary>
    /// <returns>Those that were not fenced before.</returns>
    public static async Task<IReadOnlyList<string>> FenceAsync(
        MembershipDatabase database, IReadOnlyCollection<MemberAddress> addresses, MembershipTimes times, TimeProvider clock, CancellationToken cancellationToken)
    {
        var fenced = await database.RunAsync(
            async (connection, token) =>
            {
                var fence = new NpgsqlBatchCommand(FenceAddresses);
                fence.Parameters.AddText(database.Self.ToString());
                fence.Parameters.AddAddresses(addresses);
                await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(Lock), fence } };
                await using var reader = await batch.ExecuteReaderAsync(token);
                await reader.NextResultAsync(token);
                return await ReadTextsAsync(reader, token);
            },
            times.Operation,
            cancellationToken);
        await EndSessionsAsync(database, times, clock, cancellationToken);
        return fenced;
    }

    /// <summary>Ends the sessions of all fenced incarnations and returns when they are gone.</summary>
    /// <exception cref="TimeoutException">They are not gone in time: nobody may take over.</exception>
    public static async Task EndSessionsAsync(MembershipDatabase database, MembershipTimes times, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Sessions that a fenced incarnation opens after this look are refused from their first insert, so they need not be waited for.
        var (processes, starts) = await database.RunAsync(ReadSessionsAsync, times.Operation, cancellationToken);
        var began = clock.GetTimestamp();
        while (processes.Length > 0
            && await database.RunAsync((connection, token) => CountAsync(connection, processes, starts, token), times.Operation, cancellationToken) > 0)
        {
            if (clock.GetElapsedTime(began) > times.SessionEnd)
            {
                throw new TimeoutException($"Sessions of fenced servers did not end within {times.SessionEnd}.");
            }

            await Task.Delay(Poll, clock, cancellationToken);
        }
    }

    internal static async Task<List<string>> ReadTextsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private static async Task<(int[] Processes, DateTime[] Starts)> ReadSessionsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(EndSessions, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var processes = new List<int>();
        var starts = new List<DateTime>();
        while (await reader.ReadAsync(cancellationToken))
        {
            processes.Add(reader.GetInt32(0));
            starts.Add(reader.GetDateTime(1));
        }

        return ([.. processes], [.. starts]);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, int[] processes, DateTime[] starts, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(CountSessions, connection);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = processes });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = starts });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
