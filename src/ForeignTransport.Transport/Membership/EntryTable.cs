using System.Collections.Immutable;
using Npgsql;

namespace ForeignTransport.Transport.Membership;

/// <summary>The transactions of an entry. A process that stops within one is put out by the database after two seconds and changes nothing.</summary>
/// <param name="database">The connections.</param>
/// <param name="times">How long things take.</param>
internal sealed class EntryTable(MembershipDatabase database, MembershipTimes times)
{
    public Task<IReadOnlyList<MemberRow>> ReadAsync(CancellationToken cancellationToken) =>
        database.RunAsync(MemberRow.ReadAllAsync, times.Operation, cancellationToken);

    /// <summary>Writes where this incarnation listens.</summary>
    public Task<int> AnnounceAsync(MemberAddress address, CancellationToken cancellationToken) => database.RunAsync(
        async (connection, token) =>
        {
            await using var command = new NpgsqlCommand("update server_incarnation set host = $2, port = $3, uid = $4 where incarnation = $1", connection);
            command.Parameters.AddText(database.Self.ToString());
            command.Parameters.AddText(address.Host);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = address.Port });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = address.Uid });
            return await command.ExecuteNonQueryAsync(token);
        },
        times.Operation,
        cancellationToken);

    /// <summary>Decides under the membership lock, from rows read under it; a yes is durable, with its fences, when this returns.</summary>
    /// <param name="decide">The rule.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<EntryDecision> DecideAsync(Func<IReadOnlyList<MemberRow>, EntryDecision> decide, CancellationToken cancellationToken) => database.RunAsync(
        async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            await using (var membership = new NpgsqlCommand(Fencing.Lock, connection, transaction))
            {
                await membership.ExecuteNonQueryAsync(token);
            }

            var decision = decide(await MemberRow.ReadAllAsync(connection, token));
            if (decision.Verdict == EntryVerdict.Granted)
            {
                await WriteAsync(connection, transaction, decision.Fence, token);
            }

            await transaction.CommitAsync(token);
            return decision;
        },
        times.Operation,
        cancellationToken);

    private async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, ImmutableArray<string> fence, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update server_incarnation
            set fenced_at = case when incarnation = $1 then fenced_at else coalesce(fenced_at, clock_timestamp()) end,
                joined_at = case when incarnation = $1 then coalesce(joined_at, clock_timestamp()) else joined_at end
            where incarnation = $1 or incarnation = any($2)
            """, connection, transaction);
        command.Parameters.AddText(database.Self.ToString());
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. fence] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
