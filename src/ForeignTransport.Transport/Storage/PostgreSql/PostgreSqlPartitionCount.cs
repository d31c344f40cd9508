using System.Globalization;
using ForeignTransport.Core.Errors;
using Npgsql;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>
/// The number of partitions that the cluster's database is divided into. A message's id says its partition by this number: with another
/// one, a server would look for messages where they are not, and take claimed files in a second time.
/// </summary>
/// <remarks>
/// It may change while nothing depends on it: no content, which is released only after the last outcome of its message is journaled; no
/// claimed files; no other server that runs. So a server is registered in server_incarnation before it settles.
/// </remarks>
internal static class PostgreSqlPartitionCount
{
    private const string SettingLock = "select pg_advisory_xact_lock(hashtext('cluster_setting'))";

    private const string AddSql = "insert into cluster_setting (name, value) values ('partitions', $1) on conflict do nothing";

    private const string ReadSql = "select value::int from cluster_setting where name = 'partitions'";

    private const string ChangeSql = "update cluster_setting set value = $1 where name = 'partitions'";

    private const string ContentSql = "select exists (select from message_content)";

    /// <summary>The servers that were seen a moment ago; one that died is fenced, or forgotten after ten seconds.</summary>
    private const string OthersSql = """
        select string_agg(distinct server_name, ', ')
        from server_incarnation
        where server_name <> $1 and fenced_at is null and last_seen > clock_timestamp() - interval '10 seconds'
        """;

    /// <summary>Notes the number on first use, finds it unchanged, or changes it while nothing depends on it.</summary>
    /// <param name="database">Where; with its schema.</param>
    /// <param name="serverName">The server that asks: what it was before it was restarted does not count as another.</param>
    /// <param name="count">The number that is configured.</param>
    /// <param name="submissionDirectories">Where files that were claimed under the old number would be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Why the server must not start; null when it may.</returns>
    /// <exception cref="MessageStoreException">The database refused.</exception>
    public static async Task<TransportError?> SettleAsync(
        NpgsqlDataSource database, string serverName, int count, IReadOnlyList<string> submissionDirectories, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);

            // Looked for beforehand, as that may take long, and the database ends a transaction in which nothing is said for two seconds. Should the
            // number be changed after this look, another server runs.
            var claimed = await connection.ScalarAsync(ReadSql, cancellationToken) is int known && known == count
                ? null
                : ClaimedFiles.FindDirectory(submissionDirectories);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var text = count.ToString(CultureInfo.InvariantCulture);
            await connection.ScalarAsync(SettingLock, cancellationToken);
            await connection.ScalarAsync(AddSql, cancellationToken, text);
            var stored = (int)(await connection.ScalarAsync(ReadSql, cancellationToken))!;
            if (stored != count)
            {
                if (await WhatDependsOnItAsync(connection, serverName, claimed, cancellationToken) is { } obstacle)
                {
                    return ErrorCatalogue.PartitionCountChanged.With(string.Create(
                        CultureInfo.InvariantCulture, $"cluster.partitions is {count}, the database has {stored}, and {obstacle}"));
                }

                await connection.ScalarAsync(ChangeSql, cancellationToken, text);
            }

            await transaction.CommitAsync(cancellationToken);
            return null;
        }
        catch (Exception failure) when (PostgreSqlFailure.IsOne(failure))
        {
            throw PostgreSqlFailure.Translate(failure);
        }
    }

    private static async Task<string?> WhatDependsOnItAsync(
        NpgsqlConnection connection, string serverName, string? claimed, CancellationToken cancellationToken)
    {
        if ((bool)(await connection.ScalarAsync(ContentSql, cancellationToken))!)
        {
            return "messages are queued";
        }

        if (await connection.ScalarAsync(OthersSql, cancellationToken, serverName) is string others)
        {
            return $"other servers are running: {others}";
        }

        return claimed is null ? null : $"{claimed} holds claimed files";
    }

    private static async Task<object?> ScalarAsync(
        this NpgsqlConnection connection, string sql, CancellationToken cancellationToken, string? parameter = null)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (parameter is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = parameter });
        }

        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
