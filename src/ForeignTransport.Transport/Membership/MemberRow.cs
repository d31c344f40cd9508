using Npgsql;

namespace ForeignTransport.Transport.Membership;

/// <summary>What the database says about an incarnation.</summary>
/// <param name="Incarnation">Its text, see <see cref="Membership.Incarnation"/>.</param>
/// <param name="ServerName">Its server.</param>
/// <param name="Address">Where it listens; null before its actor system does.</param>
/// <param name="LastSeen">Its last heartbeat, by the clock of the database.</param>
/// <param name="SinceLastSeen">How long ago that was, by the same clock.</param>
/// <param name="IsJoined">True when it may act for the cluster.</param>
/// <param name="IsFenced">True when it never may again.</param>
internal sealed record MemberRow(
    string Incarnation, string ServerName, MemberAddress? Address, DateTime LastSeen, TimeSpan SinceLastSeen, bool IsJoined, bool IsFenced)
{
    /// <summary>True while the others must count with it: it joined, and nobody ended that.</summary>
    public bool IsActing => IsJoined && !IsFenced;

    public override string ToString() => Address is { } address ? $"{ServerName} ({address})" : ServerName;

    /// <summary>Reads all rows.</summary>
    public static async Task<IReadOnlyList<MemberRow>> ReadAllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select incarnation, server_name, host, port, uid, last_seen, clock_timestamp() - last_seen, joined_at is not null, fenced_at is not null
            from server_incarnation order by started_at, incarnation
            """, connection);
        var rows = new List<MemberRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new MemberRow(
                reader.GetString(0),
                reader.GetString(1),
                reader.IsDBNull(4) ? null : new MemberAddress(reader.GetString(2), reader.GetInt32(3), reader.GetInt64(4)),
                reader.GetDateTime(5),
                reader.GetTimeSpan(6),
                reader.GetBoolean(7),
                reader.GetBoolean(8)));
        }

        return rows;
    }
}
