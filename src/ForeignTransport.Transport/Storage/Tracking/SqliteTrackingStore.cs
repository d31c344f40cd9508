using System.Data.Common;
using System.Globalization;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Storage.Access;
using ForeignTransport.Transport.Storage.Sqlite;
using LinqToDB;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>
/// The tracking table of a single server: a file of its own, so that neither its writes nor its searches ever hold up the journal.
/// </summary>
/// <remarks>
/// Its commits are not flushed one by one (synchronous = NORMAL): a process that dies loses nothing, a machine that loses power may lose the last
/// rows, never the file. Those rows are made again from the journal, which is flushed.
/// </remarks>
internal sealed class SqliteTrackingStore : ITrackingStore
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "tracking.db";

    private const int Version = 2;
    private const string Pragmas =
        "PRAGMA busy_timeout = 5000; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 8192; PRAGMA journal_size_limit = 67108864;";

    private readonly string _path;
    private readonly int _segmentRows;
    private readonly string _connectionString;
    private readonly DataOptions _options;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _reading = new(4);
    private SqliteTrackingWriter? _writer;

    private SqliteTrackingStore(string path, int segmentRows)
    {
        (_path, _segmentRows) = (path, segmentRows);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, DefaultTimeout = 30 }.ConnectionString;
        _options = new DataOptions()
            .UseConnectionString(ProviderName.SQLiteMS, _connectionString)
            .UseInterceptor(new YieldingPragmaInterceptor(Pragmas));
    }

    /// <summary>Opens the store, creating its file when it is new.</summary>
    /// <param name="path">The file.</param>
    /// <param name="segmentRows">Rows of a segment (<see cref="SqliteTrackingSchema"/>).</param>
    /// <exception cref="TrackingStoreException">The file cannot be created, opened or understood.</exception>
    public static SqliteTrackingStore Open(string path, int segmentRows = SqliteTrackingWriter.SegmentRows)
    {
        var store = new SqliteTrackingStore(path, segmentRows);
        try
        {
            store.Ensure();
            return store;
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw store.Failed(cause);
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<TrackingRecord>> AppendAsync(IReadOnlyList<TrackingRecord> rows, CancellationToken cancellationToken) => WriteAsync(
        writer => (IReadOnlyList<TrackingRecord>)writer.Append(rows), cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<TrackingRecord>> SearchAsync(TrackingFilter filter, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            await using var session = new DataConnection(_options);
            return await SqliteTrackingSearch.RunAsync(session, filter, cancellationToken);
        }
        catch (Exception cause) when (cause is DbException or IOException or LinqToDBException)
        {
            throw Failed(cause);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <inheritdoc />
    public async Task<int> DeleteAsync(
        DateTimeOffset before, string? server, IReadOnlyCollection<string> except, int limit, CancellationToken cancellationToken)
    {
        List<TrackingTableRow> rows;
        try
        {
            await using var session = new DataConnection(_options);
            rows = await TrackingQueries.OldestAsync(session, before, server, except, limit, cancellationToken);
        }
        catch (Exception cause) when (cause is DbException or IOException or LinqToDBException)
        {
            throw Failed(cause);
        }

        if (rows.Count > 0)
        {
            await WriteAsync(
                writer =>
                {
                    writer.Delete(rows);
                    return rows.Count;
                },
                cancellationToken);
        }

        return rows.Count;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        _writer?.Dispose();
        _writer = null;
        using var pool = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(pool);
        _writing.Dispose();
        _reading.Dispose();
    }

    private async Task<T> WriteAsync<T>(Func<SqliteTrackingWriter, T> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            // SQLite's provider completes synchronously: not on the thread of whoever asks.
            return await Task.Run(
                () =>
                {
                    if (!File.Exists(_path))
                    {
                        // Somebody removed it. An open session would go on to write into what nobody will ever read.
                        _writer?.Dispose();
                        _writer = null;
                        Ensure();
                    }

                    return write(_writer ??= new SqliteTrackingWriter(_path, Pragmas, _segmentRows));
                },
                cancellationToken);
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            if (SqliteFailure.NeedsNewConnection(cause))
            {
                _writer?.Dispose();
                _writer = null;
            }

            throw Failed(cause);
        }
        finally
        {
            _writing.Release();
        }
    }

    private void Ensure()
    {
        // Subjects and addresses are nobody else's business.
        SqliteAccessSchema.Protect(_path);
        using var connection = SqliteConnections.Open(_path, TimeSpan.FromSeconds(5), SqliteOpenMode.ReadWriteCreate);
        // Indexes of hashes change a page a row, and each page that is changed is written: small ones.
        connection.Execute("PRAGMA page_size = 4096");
        var version = (long)connection.Scalar("PRAGMA user_version")!;
        if (version == 0)
        {
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute($"BEGIN IMMEDIATE; {SqliteTrackingSchema.Tables} PRAGMA user_version = {Version}; COMMIT;");
        }
        else if (version != Version)
        {
            throw new TrackingStoreException(ErrorCatalogue.TrackingStoreSchemaUnknown.With(
                string.Create(CultureInfo.InvariantCulture, $"{_path} has version {version}, this release knows {Version}")));
        }
    }

    private TrackingStoreException Failed(Exception cause) =>
        new(ErrorCatalogue.TrackingStoreUnavailable.With($"{_path}: {(cause.InnerException ?? cause).Message.ReplaceLineEndings(" ")}"), cause);
}
