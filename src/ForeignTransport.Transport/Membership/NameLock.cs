using Npgsql;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// A server's name, as a session-level advisory lock: one process at a time has it, and the database takes it back when that process's
/// session ends.
/// </summary>
internal static class NameLock
{
    private const string Key = "1179922482, hashtext(current_schema() || '/' || lower($1))";

    /// <summary>Takes the name for this session.</summary>
    /// <returns>Null when it is taken; else who has it.</returns>
    public static async Task<NameHolder?> TryTakeAsync(NpgsqlConnection session, string serverName, CancellationToken cancellationToken)
    {
        await using var take = new NpgsqlCommand($"select pg_try_advisory_lock({Key})", session);
        take.Parameters.AddText(serverName);
        if (await take.ExecuteScalarAsync(cancellationToken) is true)
        {
            return null;
        }

        await using var look = new NpgsqlCommand(
            """
            select a.pid, coalesce(a.application_name, ''), i.last_seen
            from pg_locks l join pg_stat_activity a on a.pid = l.pid left join server_incarnation i on i.incarnation = a.application_name
            where l.locktype = 'advisory' and l.granted and a.datname = current_database()
              and l.classid = 1179922482 and l.objid::bigint = (hashtext(current_schema() || '/' || lower($1))::bigint & 4294967295) and l.objsubid = 2
            """, session);
        look.Parameters.AddText(serverName);
        await using var reader = await look.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new NameHolder(reader.GetInt32(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetDateTime(2))
            : NameHolder.JustGone;
    }

    /// <summary>
    /// Ends the session that has the name, and fences the incarnation it belongs to; the name is free when that session is gone.
    /// </summary>
    public static async Task EvictAsync(NpgsqlConnection session, NameHolder holder, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(session)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(Fencing.Lock),
                new NpgsqlBatchCommand("update server_incarnation set fenced_at = clock_timestamp() where incarnation = $1 and fenced_at is null")
                {
                    Parameters = { new NpgsqlParameter<string> { TypedValue = holder.Incarnation } }
                }
            }
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await EndSessionAsync(session, holder, cancellationToken);
    }

    /// <summary>Ends the session that has the name and nothing else: one of this process, which lost its connection to it.</summary>
    public static async Task EndSessionAsync(NpgsqlConnection session, NameHolder holder, CancellationToken cancellationToken)
    {
        await using var end = new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and application_name = $2", session);
        end.Parameters.Add(new NpgsqlParameter<int> { TypedValue = holder.Process });
        end.Parameters.AddText(holder.Incarnation);
        await end.ExecuteNonQueryAsync(cancellationToken);
    }
}
