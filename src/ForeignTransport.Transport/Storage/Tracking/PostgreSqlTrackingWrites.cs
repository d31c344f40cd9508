using ForeignTransport.Core.Tracking;
using Npgsql;
using NpgsqlTypes;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>The statements that write to the tracking table: arrays, unnested in the select list (see PostgreSqlContentWrites for why not COPY).</summary>
internal static class PostgreSqlTrackingWrites
{
    private static readonly string InsertSql =
        $"insert into message_tracking ({string.Join(", ", TrackingColumnValues.Names)}) "
        + $"select {string.Join(", ", TrackingColumnValues.Names.Select((_, i) => $"unnest(${i + 1})"))} "
        + "on conflict do nothing returning date_time, log_key";

    private const string InsertRecipientsSql =
        "insert into message_tracking_recipient (hash, date_time, log_key) select unnest($1), unnest($2), unnest($3) on conflict do nothing";

    private const string DeleteSql = """
        delete from message_tracking row
        using (select unnest($1) as date_time, unnest($2) as log_key) old
        where row.date_time = old.date_time and row.log_key = old.log_key
        """;

    private const string DeleteRecipientsSql = """
        delete from message_tracking_recipient row
        using (select unnest($1) as hash, unnest($2) as date_time, unnest($3) as log_key) old
        where row.hash = old.hash and row.date_time = old.date_time and row.log_key = old.log_key
        """;

    /// <summary>Adds rows; answers the keys of those that were not there.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<TrackingTableRow> rows)
    {
        var command = new NpgsqlBatchCommand(InsertSql);
        foreach (var column in TrackingColumnValues.All)
        {
            command.Parameters.Add(column.Number is { } number
                ? new NpgsqlParameter<long?[]>
                {
                    TypedValue = [.. rows.Select(number)],
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint
                }
                : new NpgsqlParameter<string?[]>
                {
                    TypedValue = [.. rows.Select(column.Text!)],
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text
                });
        }

        return command;
    }

    /// <summary>Adds the recipients of rows; null when there are none.</summary>
    public static NpgsqlBatchCommand? InsertRecipients(IReadOnlyList<TrackingTableRow> rows) =>
        Recipients(rows) is { Count: > 0 } recipients ? OfRecipients(InsertRecipientsSql, recipients) : null;

    /// <summary>Deletes the recipients of rows.</summary>
    public static NpgsqlBatchCommand DeleteRecipients(IReadOnlyList<TrackingTableRow> rows) => OfRecipients(DeleteRecipientsSql, Recipients(rows));

    /// <summary>Deletes rows.</summary>
    public static NpgsqlBatchCommand Delete(IReadOnlyList<TrackingTableRow> rows) => new(DeleteSql)
    {
        Parameters =
        {
            new NpgsqlParameter<long[]> { TypedValue = [.. rows.Select(row => row.DateTime)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. rows.Select(row => row.LogKey)] },
        }
    };

    private static List<(long Hash, TrackingTableRow Row)> Recipients(IReadOnlyList<TrackingTableRow> rows) =>
        [.. rows.SelectMany(row => TrackingRow.SplitRecipients(row.Recipients ?? "").Select(recipient => (TrackingHash.Of(recipient), row)))];

    private static NpgsqlBatchCommand OfRecipients(string sql, List<(long Hash, TrackingTableRow Row)> recipients) => new(sql)
    {
        Parameters =
        {
            new NpgsqlParameter<long[]> { TypedValue = [.. recipients.Select(recipient => recipient.Hash)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. recipients.Select(recipient => recipient.Row.DateTime)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. recipients.Select(recipient => recipient.Row.LogKey)] },
        }
    };
}
