using System.Collections.Immutable;
using Npgsql;

namespace ForeignTransport.Transport.Membership;

/// <summary>The statements of a lease. Each runs as one transaction in one round trip, so that a process that stops cannot stop within it.</summary>
/// <param name="database">Where the lease is.</param>
/// <param name="name">Its name.</param>
/// <param name="timeToLive">How long it stays taken without renewal.</param>
/// <param name="limit">Limit of one operation.</param>
internal sealed class LeaseTable(MembershipDatabase database, string name, TimeSpan timeToLive, TimeSpan limit)
{
    /// <summary>Only a member may hold a lease: a server that is fenced never gets it, however free it is.</summary>
    private const string Take = """
        insert into lease as l (name, owner, epoch, expires)
        select $1, $2, 1, clock_timestamp() + $3
        where exists (select 1 from server_incarnation me where me.incarnation = $2 and me.joined_at is not null and me.fenced_at is null)
        on conflict (name) do update
            set owner = excluded.owner, epoch = l.epoch + (l.owner <> excluded.owner)::int, expires = excluded.expires
            where l.owner = excluded.owner or l.expires < clock_timestamp()
        returning epoch
        """;

    private const string FenceTheDead = """
        update server_incarnation i set fenced_at = clock_timestamp()
        where i.fenced_at is null and i.incarnation <> $2
          and exists (select 1 from lease where name = $1 and owner = $2 and expires > clock_timestamp())
          and exists (select 1 from server_incarnation me where me.incarnation = $2 and me.joined_at is not null and me.fenced_at is null)
          and ((i.joined_at is not null and not exists
                   (select 1 from unnest($3, $4, $5) as r(host, port, uid) where r.host = i.host and r.port = i.port and r.uid = i.uid))
            or (i.host, i.port, i.uid) in (select * from unnest($6, $7, $8)))
        returning i.incarnation
        """;

    private const string Look = """
        select l.owner, l.epoch, l.expires, exists
            (select 1 from server_incarnation me where me.incarnation = $2 and me.joined_at is not null and me.fenced_at is null)
        from (select 1) one left join lease l on l.name = $1
        """;

    private const string Renewal = """
        update lease set expires = clock_timestamp() + $3
        where name = $1 and owner = $2 and epoch = $4
          and exists (select 1 from server_incarnation me where me.incarnation = $2 and me.fenced_at is null)
        """;

    private const string Surrender = "update lease set expires = clock_timestamp() where name = $1 and owner = $2";

    /// <summary>
    /// Takes the lease if it is free or already held by this incarnation and, in the same transaction, fences the dead: every joined
    /// incarnation that is not among <paramref name="reachable"/>, and whoever is among <paramref name="lost"/>.
    /// </summary>
    public Task<LeaseAttempt> TakeAsync(
        ImmutableHashSet<MemberAddress> reachable, ImmutableHashSet<MemberAddress> lost, CancellationToken cancellationToken) => database.RunAsync(
        async (connection, token) =>
        {
            var take = Command(Take);
            take.Parameters.AddDuration(timeToLive);
            var fence = Command(FenceTheDead);
            fence.Parameters.AddAddresses(reachable);
            fence.Parameters.AddAddresses(lost);
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(Fencing.Lock), take, fence, Command(Look) } };
            await using var reader = await batch.ExecuteReaderAsync(token);
            await reader.NextResultAsync(token);
            long? epoch = await reader.ReadAsync(token) ? reader.GetInt64(0) : null;
            await reader.NextResultAsync(token);
            var fenced = await Fencing.ReadTextsAsync(reader, token);
            await reader.NextResultAsync(token);
            await reader.ReadAsync(token);
            var free = reader.IsDBNull(0);
            return new LeaseAttempt(
                epoch, [.. fenced], reader.GetBoolean(3), free ? null : reader.GetString(0), free ? 0 : reader.GetInt64(1), free ? default : reader.GetDateTime(2));
        },
        limit,
        cancellationToken);

    /// <summary>Extends the lease.</summary>
    /// <returns>False when it is not this incarnation's any more.</returns>
    public Task<bool> RenewAsync(long epoch, CancellationToken cancellationToken) => database.RunAsync(
        async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(Renewal, connection);
            AddOwner(command.Parameters);
            command.Parameters.AddDuration(timeToLive);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = epoch });
            return await command.ExecuteNonQueryAsync(token) == 1;
        },
        limit,
        cancellationToken);

    /// <summary>Makes the lease free, if it is this incarnation's.</summary>
    public Task<int> SurrenderAsync(CancellationToken cancellationToken) => database.RunAsync(
        async (connection, token) =>
        {
            await using var command = new NpgsqlCommand(Surrender, connection);
            AddOwner(command.Parameters);
            return await command.ExecuteNonQueryAsync(token);
        },
        limit,
        cancellationToken);

    private NpgsqlBatchCommand Command(string text)
    {
        var command = new NpgsqlBatchCommand(text);
        AddOwner(command.Parameters);
        return command;
    }

    private void AddOwner(NpgsqlParameterCollection parameters)
    {
        parameters.AddText(name);
        parameters.AddText(database.Self.ToString());
    }
}
