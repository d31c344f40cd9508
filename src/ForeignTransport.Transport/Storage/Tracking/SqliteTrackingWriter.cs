using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>The one connection that writes to <c>tracking.db</c>, with its prepared statements. Not thread safe.</summary>
internal sealed class SqliteTrackingWriter : IDisposable
{
    /// <summary>
    /// Rows of a segment, before the next begins. Few: each batch writes all pages of the last segment again. Many: a search looks in each segment.
    /// </summary>
    public const int SegmentRows = 8000;

    private readonly SqliteConnection _connection;
    private readonly int _segmentRows;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _insertLookup;
    private readonly SqliteStatement _putSegment;
    private readonly SqliteStatement _delete;
    private Segment _segment;

    public SqliteTrackingWriter(string path, string pragmas, int segmentRows)
    {
        _segmentRows = segmentRows;
        _connection = SqliteConnections.Open(path, TimeSpan.FromSeconds(5));
        try
        {
            _connection.Execute(pragmas);
            _insert = new SqliteStatement(
                _connection,
                $"INSERT OR IGNORE INTO message_tracking ({string.Join(", ", TrackingColumnValues.Names)}) "
                + $"VALUES ({string.Join(", ", TrackingColumnValues.Names.Select(_ => "?"))})");
            _insertLookup = new SqliteStatement(
                _connection,
                "INSERT OR IGNORE INTO message_tracking_lookup (segment, kind, hash, date_time, log_key, event_id) VALUES (?, ?, ?, ?, ?, ?)");
            _putSegment = new SqliteStatement(
                _connection,
                "INSERT OR REPLACE INTO message_tracking_segment (segment, first_time, last_time, row_count) VALUES (?, ?, ?, ?)");
            _delete = new SqliteStatement(_connection, "DELETE FROM message_tracking WHERE date_time = ? AND log_key = ?");
            _segment = ReadLastSegment();
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
        var entries = new List<Entry>(records.Count * 4);
        var segment = _segment.Rows < _segmentRows ? _segment : new Segment(_segment.Number + 1, long.MaxValue, long.MinValue, 0);
        InTransaction(() =>
        {
            foreach (var record in records)
            {
                var row = TrackingTableRow.Of(record);
                if (!Insert(row))
                {
                    continue;
                }

                added.Add(record);
                segment = segment.With(row.DateTime);
                foreach (var (kind, hash) in TrackingLookupRow.Of(row))
                {
                    entries.Add(new Entry(kind, hash, row.DateTime, row.LogKey, row.EventId));
                }
            }

            if (added.Count > 0)
            {
                InsertLookups(segment.Number, entries);
                _putSegment.Bind(1, segment.Number).Bind(2, segment.FirstTime).Bind(3, segment.LastTime).Bind(4, segment.Rows).Execute();
            }
        });
        _segment = segment;
        return added;
    }

    /// <summary>Deletes rows in one transaction, and the entries of segments whose rows have all been deleted.</summary>
    /// <remarks>An entry whose row is gone finds nothing, so entries need not go with their rows: all at once costs a tenth.</remarks>
    public void Delete(IReadOnlyList<TrackingTableRow> rows)
    {
        InTransaction(() =>
        {
            foreach (var row in rows)
            {
                _delete.Bind(1, row.DateTime).Bind(2, row.LogKey).Execute();
            }

            _connection.Execute("""
                CREATE TEMP TABLE IF NOT EXISTS over (segment INTEGER PRIMARY KEY);
                DELETE FROM over;
                INSERT INTO over SELECT segment FROM message_tracking_segment
                    WHERE last_time < COALESCE((SELECT MIN(date_time) FROM message_tracking), 9223372036854775807);
                DELETE FROM message_tracking_lookup WHERE segment IN (SELECT segment FROM over);
                DELETE FROM message_tracking_segment WHERE segment IN (SELECT segment FROM over);
                """);
        });
        _segment = ReadLastSegment();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _insert?.Dispose();
        _insertLookup?.Dispose();
        _putSegment?.Dispose();
        _delete?.Dispose();
        _connection.Dispose();
    }

    /// <summary>Adds a row; false when its key is there already.</summary>
    private bool Insert(TrackingTableRow row)
    {
        _insert.Clear();
        for (var i = 0; i < TrackingColumnValues.All.Length; i++)
        {
            Bind(i + 1, TrackingColumnValues.All[i], row);
        }

        return _insert.Execute() > 0;
    }

    /// <summary>In their order in the table: each page is looked for once.</summary>
    private void InsertLookups(long segment, List<Entry> entries)
    {
        entries.Sort(static (left, right) => left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind) : left.Hash.CompareTo(right.Hash));
        foreach (var entry in entries)
        {
            _insertLookup.Bind(1, segment).Bind(2, (int)entry.Kind).Bind(3, entry.Hash).Bind(4, entry.DateTime).Bind(5, entry.LogKey)
                .BindText(6, entry.EventId).Execute();
        }
    }

    private Segment ReadLastSegment()
    {
        using var last = new SqliteStatement(
            _connection, "SELECT segment, first_time, last_time, row_count FROM message_tracking_segment ORDER BY segment DESC LIMIT 1");
        return last.Step()
            ? new Segment(last.Integer(0), last.Integer(1), last.Integer(2), last.Integer(3))
            : new Segment(1, long.MaxValue, long.MinValue, 0);
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

    private readonly record struct Entry(TrackingLookupKind Kind, long Hash, long DateTime, long LogKey, string EventId);

    private readonly record struct Segment(long Number, long FirstTime, long LastTime, long Rows)
    {
        public Segment With(long time) => this with { FirstTime = Math.Min(FirstTime, time), LastTime = Math.Max(LastTime, time), Rows = Rows + 1 };
    }
}
