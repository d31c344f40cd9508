using System.Collections.Concurrent;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>
/// A few reading connections, lent to one caller at a time. SQLite blocks its thread, so every call runs on a thread of the pool, and no
/// more of them at a time than there are connections.
/// </summary>
internal sealed class SqliteContentReaders(SqliteMessageStoreOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(options.Readers);
    private readonly ConcurrentBag<SqliteContentReader> _idle = [];
    private volatile bool _closed;

    /// <summary>Runs <paramref name="read"/> with a connection.</summary>
    /// <exception cref="MessageStoreException">The database refused; the connection is opened anew next time.</exception>
    /// <exception cref="ContentDamagedException">What was read is damaged; nothing else is.</exception>
    public async Task<T> RunAsync<T>(Func<SqliteContentReader, T> read, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return _closed
                ? throw new MessageStoreException(ErrorCatalogue.MessageStoreClosed.With(""))
                : await Task.Run(() => Run(read), cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for the calls that run, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        _closed = true;
        for (var i = 0; i < options.Readers; i++)
        {
            await _free.WaitAsync();
        }

        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }

        // Late callers then find the store closed.
        _free.Release(options.Readers);
    }

    private T Run<T>(Func<SqliteContentReader, T> read)
    {
        SqliteContentReader? reader = null;
        try
        {
            reader = _idle.TryTake(out var idle) ? idle : new SqliteContentReader(options);
            var result = read(reader);
            _idle.Add(reader);
            return result;
        }
        catch (ContentDamagedException)
        {
            // The connection has no part in it.
            _idle.Add(reader!);
            throw;
        }
        catch (Exception failure)
        {
            reader?.Dispose();
            throw SqliteFailure.Translate(failure, options);
        }
    }
}
