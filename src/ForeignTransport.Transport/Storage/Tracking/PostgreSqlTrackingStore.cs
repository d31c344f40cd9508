using System.Data.Common;
using System.Net.Sockets;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Storage.PostgreSql;
using LinqToDB;
using LinqToDB.Data;
using Npgsql;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>The tracking table that the servers of a cluster share. Writing and searching have a few sessions of their own.</summary>
/// <param name="connectionString">A connection string that no other pool has.</param>
internal sealed class PostgreSqlTrackingStore(string connectionString) : ITrackingStore
{
    /// <summary>One writes, one deletes, the others search.</summary>
    public const int Sessions = 5;

    private static readonly TimeSpan SearchPatience = TimeSpan.FromSeconds(30);

    private readonly DataOptions _options = new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, connectionString);
    private readonly SemaphoreSlim _reading = new(Sessions - 2);

    /// <inheritdoc />
    public async Task<IReadOnlyList<TrackingRecord>> AppendAsync(IReadOnlyList<TrackingRecord> rows, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            await using var batch = new NpgsqlBatch(connection);
            var table = rows.Select(TrackingTableRow.Of).ToList();
            batch.BatchCommands.Add(PostgreSqlTrackingWrites.Insert(table));
            if (PostgreSqlTrackingWrites.InsertRecipients(table) is { } recipients)
            {
                batch.BatchCommands.Add(recipients);
            }

            // A batch is one transaction. Only a row that was there already is not counted.
            await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
            {
                var added = new HashSet<(long, long)>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    added.Add((reader.GetInt64(0), reader.GetInt64(1)));
                }

                // What the second statement has to say is said when everything is read.
                while (await reader.NextResultAsync(cancellationToken))
                {
                }

                return added.Count == rows.Count ? rows : [.. rows.Where((_, i) => added.Remove((table[i].DateTime, table[i].LogKey)))];
            }
        }
        catch (Exception cause) when (PostgreSqlFailure.IsOne(cause))
        {
            throw Failed(cause);
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<TrackingRecord>> SearchAsync(TrackingFilter filter, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(SearchPatience);
        try
        {
            await _reading.WaitAsync(limit.Token);
            try
            {
                await using var session = new DataConnection(_options);
                return await TrackingQueries.SearchAsync(session, filter, limit.Token);
            }
            finally
            {
                _reading.Release();
            }
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TrackingStoreException(
                ErrorCatalogue.TrackingStoreUnavailable.With($"no answer within {SearchPatience.TotalSeconds:0} s"), late);
        }
        catch (Exception cause) when (cause is DbException or SocketException or IOException or TimeoutException or LinqToDBException)
        {
            throw Failed(cause);
        }
    }

    /// <inheritdoc />
    public async Task<int> DeleteAsync(
        DateTimeOffset before, string? server, IReadOnlyCollection<string> except, int limit, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = new DataConnection(_options);
            var rows = await TrackingQueries.OldestAsync(session, before, server, except, limit, cancellationToken);
            if (rows.Count > 0)
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(cancellationToken);
                await using var batch = new NpgsqlBatch(connection);
                batch.BatchCommands.Add(PostgreSqlTrackingWrites.DeleteRecipients(rows));
                batch.BatchCommands.Add(PostgreSqlTrackingWrites.Delete(rows));
                await batch.ExecuteNonQueryAsync(cancellationToken);
            }

            return rows.Count;
        }
        catch (Exception cause) when (cause is DbException or SocketException or IOException or TimeoutException or LinqToDBException)
        {
            throw Failed(cause);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        using var pool = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pool);
        _reading.Dispose();
        return ValueTask.CompletedTask;
    }

    private static TrackingStoreException Failed(Exception cause) => new(
        ErrorCatalogue.TrackingStoreUnavailable.With(
            $"PostgreSQL: {PostgreSqlFailure.Describe(cause is LinqToDBException { InnerException: { } inner } ? inner : cause)}"),
        cause);
}
