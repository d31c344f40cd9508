using ForeignTransport.Core.Errors;
using Npgsql;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>A few connections for calls that take one each; no more calls at a time than there are connections.</summary>
internal sealed class PostgreSqlContentSessions(NpgsqlDataSource database, int count) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(count);
    private volatile bool _closed;

    /// <summary>
    /// Runs <paramref name="call"/> with a connection, and once more with another when the session had ended: a pool does not know what
    /// happened to its connections meanwhile. So the call must do no harm when it is repeated.
    /// </summary>
    /// <exception cref="MessageStoreException">The database refused.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> call, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return _closed
                ? throw new MessageStoreException(ErrorCatalogue.MessageStoreClosed.With(""))
                : await RunTwiceAsync(call, cancellationToken);
        }
        catch (Exception failure) when (failure is not ContentDamagedException
            && (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested))
        {
            throw PostgreSqlFailure.Translate(failure);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for the calls that run. Late callers then find the store closed.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        for (var i = 0; i < count; i++)
        {
            await _free.WaitAsync();
        }

        _free.Release(count);
    }

    private async Task<T> RunTwiceAsync<T>(Func<NpgsqlConnection, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await RunOnceAsync(call, cancellationToken);
        }
        catch (Exception failure) when (PostgreSqlFailure.HasEndedSession(failure))
        {
            database.Clear();
            return await RunOnceAsync(call, cancellationToken);
        }
    }

    private async Task<T> RunOnceAsync<T>(Func<NpgsqlConnection, Task<T>> call, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await call(connection);
    }
}
