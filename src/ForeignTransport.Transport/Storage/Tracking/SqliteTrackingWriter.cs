using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>The one connection that writes to <c>tracking.db</c>, with its prepared statements. Not thread safe.</summary>
internal sealed class SqliteTrackingWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _insertRecipient;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _deleteRecipient;

    public SqliteTrackingWriter(string path, string pragmas)
    {
        _connection = SqliteConnections.Open(path, TimeSpan.FromSeconds(5));
        try
        {
            _connection.Execute(pragmas);
            _insert = new SqliteStatement(
                _connection,
                $"INSERT OR IGNORE INTO message_tracking ({string.Join(", ", TrackingColumnValues.Names)}) "
                + $"VALUES ({string.Join(", ", TrackingColumnValues.Names.Select(_ => "?"))})");
            _insertRecipient = new SqliteStatement(
                _connection, "INSERT OR IGNORE INTO message_tracking_recipient (hash, date_time, log_key) VALUES (?, ?, ?)");
            _delete = new SqliteStatement(_connection, "DELETE FROM message_tracking WHERE date_time = ? AND log_key = ?");
            _deleteRecipient = new SqliteStatement(
                _connection, "DELETE FROM message_tracking_recipient WHERE hash = ? AND date_time = ? AND log_key = ?");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Adds rows in one transaction.</summary>
    /// <returns>Those that were not there.</returns>
    public List<TrackingRecord> Append(IReadOnlyList<TrackingRecord> records)
    {
        var added = new List<TrackingRecord>(records.Count);
        InTransaction(() =>
        {
            foreach (var record in records)
            {
                var row = TrackingTableRow.Of(record);
                _insert.Clear();
                for (var i = 0; i < TrackingColumnValues.All.Length; i++)
                {
                    Bind(i + 1, TrackingColumnValues.All[i], row);
                }

                if (_insert.Execute() == 0)
                {
                    continue;
                }

                added.Add(record);
                foreach (var recipient in TrackingRow.SplitRecipients(row.Recipients ?? ""))
                {
                    _insertRecipient.Bind(1, TrackingHash.Of(recipient)).Bind(2, row.DateTime).Bind(3, row.LogKey).Execute();
                }
            }
        });
        return added;
    }

    /// <summary>Deletes rows in one transaction.</summary>
    public void Delete(IReadOnlyList<TrackingTableRow> rows) => InTransaction(() =>
    {
        foreach (var row in rows)
        {
            foreach (var recipient in TrackingRow.SplitRecipients(row.Recipients ?? ""))
            {
                _deleteRecipient.Bind(1, TrackingHash.Of(recipient)).Bind(2, row.DateTime).Bind(3, row.LogKey).Execute();
            }

            _delete.Bind(1, row.DateTime).Bind(2, row.LogKey).Execute();
        }
    });

    /// <inheritdoc />
    public void Dispose()
    {
        _insert?.Dispose();
        _insertRecipient?.Dispose();
        _delete?.Dispose();
        _deleteRecipient?.Dispose();
        _connection.Dispose();
    }

    private void InTransaction(Action work)
    {
        _connection.Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            _connection.Execute("COMMIT");
        }
        catch
        {
            // Some failures (a full disk) have rolled back already; then there is nothing to roll back and the connection says so.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
            {
                _connection.Execute("ROLLBACK");
            }

            throw;
        }
    }

    /// <summary>Binds what there is; everything else is null since the statement was cleared.</summary>
    private void Bind(int index, TrackingColumnValue column, TrackingTableRow row)
    {
        if (column.Text is { } read)
        {
            if (read(row) is { } text)
            {
                _insert.BindText(index, text);
            }
        }
        else if (column.Number!(row) is { } number)
        {
            _insert.Bind(index, number);
        }
    }
}
