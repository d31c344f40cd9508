using System.Threading.Channels;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using Npgsql;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>
/// The thread that writes small content. It takes everything that waits and sends it as one transaction in one round trip: under
/// load transactions grow in size instead of in number, and an idle store writes at once, without a timer.
/// </summary>
/// <remarks>
/// One writer, because fewer and larger transactions are what saves CPU on both sides; while one is on its way the next gathers. A thread
/// and blocking calls, because asynchronous ones cost a tenth to a third more and wait for the thread pool when it is busy.
/// Requests take effect in order. Releases wait for an append to share its transaction, or for a quiet moment. A failed transaction
/// fails the appends in it; its releases are kept, and come first and on their own next time, because on a full volume they
/// are what makes room. The thread outlives every failure.
/// </remarks>
internal sealed class PostgreSqlContentWriter : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly PostgreSqlMessageStoreOptions _options;
    private readonly RecentContentCache _cache;
    private readonly Channel<StoreRequest> _waiting;
    private readonly AutoResetEvent _arrived = new(false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closing;

    // All below belongs to the thread.
    private readonly List<MessageId> _released = [];
    private readonly List<MessageId> _releasedLater = [];
    private readonly List<StoreRequest.Append> _appends = [];
    private readonly List<(MessageId Id, ContentBuffer Buffer)> _contents = [];
    private readonly HashSet<MessageId> _inserted = [];
    private NpgsqlConnection? _connection;
    private bool _lastFailed;

    public PostgreSqlContentWriter(NpgsqlDataSource database, PostgreSqlMessageStoreOptions options, RecentContentCache cache)
    {
        _database = database;
        _options = options;
        _cache = cache;
        _waiting = Channel.CreateBounded<StoreRequest>(new BoundedChannelOptions(options.MaxWaitingRequests) { SingleReader = true });
        new Thread(Run) { IsBackground = true, Name = "message store writer" }.Start();
    }

    /// <summary>Queues a request; waits only while too many others wait.</summary>
    public async ValueTask EnqueueAsync(StoreRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(request, cancellationToken);
            _arrived.Set();
        }
        catch (ChannelClosedException)
        {
            throw new MessageStoreException(ErrorCatalogue.MessageStoreClosed.With(""));
        }
    }

    /// <summary>Writes what waits, then ends the thread. Further requests are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_waiting.Writer.TryComplete())
        {
            _closing = true;
            _arrived.Set();
        }

        await _ended.Task;
    }

    private void Run()
    {
        while (true)
        {
            // Read before the channel is emptied: what was let in before it closed is then certainly taken.
            var closing = _closing;
            Take();
            if (_appends.Count > 0 || (_released.Count >= _options.MaxWaitingReleases && !_lastFailed))
            {
                Write();
            }
            else if (closing)
            {
                Write();
                break;
            }
            else if (_released.Count == 0)
            {
                _arrived.WaitOne();
            }
            else if (!_arrived.WaitOne(_lastFailed ? _options.RetryDelay : _options.ReleaseDelay))
            {
                Write();
            }
        }

        _connection?.Dispose();
        _ended.SetResult();
    }

    private void Take()
    {
        var items = 0;
        var bytes = 0L;
        while (items < _options.MaxBatchItems && bytes < _options.MaxBatchBytes && _waiting.Reader.TryRead(out var request))
        {
            switch (request)
            {
                case StoreRequest.Release release:
                    // A transaction deletes first: what is released after an append that is in it waits for the next one.
                    (_appends.Count == 0 ? _released : _releasedLater).AddRange(release.Ids);
                    break;
                case StoreRequest.Append append when !append.TryCancel():
                    _appends.Add(append);
                    items += append.Items.Count;
                    bytes += append.Items.Sum(item => item.Length);
                    break;
            }
        }
    }

    private void Write()
    {
        try
        {
            if (_lastFailed && _released.Count > 0)
            {
                Execute([], _released);
                _released.Clear();
            }

            Gather();
            Execute(_contents, _released);
            _lastFailed = false;
            Complete();
        }
        catch (Exception failure)
        {
            Fail(PostgreSqlFailure.Translate(failure));
        }
    }

    private void Gather()
    {
        foreach (var item in _appends.SelectMany(append => append.Items))
        {
            var buffer = new ContentBuffer((int)item.Length, item.Head.Length);
            item.CopyTo(0, buffer.Writable);
            _contents.Add((item.Id, buffer));
        }
    }

    /// <summary>
    /// Deletes and inserts in one transaction; on another session when the one at hand has ended since it was last used. That is safe even if
    /// the first attempt was committed: what is there stays as it is.
    /// </summary>
    private void Execute(List<(MessageId Id, ContentBuffer Buffer)> contents, List<MessageId> released)
    {
        _inserted.Clear();
        if (contents.Count == 0 && released.Count == 0)
        {
            return;
        }

        var isNew = _connection is null;
        try
        {
            ExecuteOnce(_connection ??= _database.OpenConnection(), contents, released);
        }
        catch (Exception failure)
        {
            _connection?.Dispose();
            _connection = null;
            if (isNew || !PostgreSqlFailure.HasEndedSession(failure))
            {
                throw;
            }

            // Its neighbours in the pool will have ended with it.
            _database.Clear();
            Execute(contents, released);
        }
    }

    private void ExecuteOnce(NpgsqlConnection connection, List<(MessageId Id, ContentBuffer Buffer)> contents, List<MessageId> released)
    {
        using var batch = new NpgsqlBatch(connection);
        if (released.Count > 0)
        {
            batch.BatchCommands.Add(PostgreSqlContentWrites.Delete(released));
        }

        if (contents.Count > 0)
        {
            batch.BatchCommands.Add(PostgreSqlContentWrites.Insert(contents));
        }

        using var reader = batch.ExecuteReader();
        do
        {
            while (reader.Read())
            {
                _inserted.Add(reader.GetGuid(0).ToMessageId());
            }
        }
        while (reader.NextResult());
    }

    private void Complete()
    {
        foreach (var (id, buffer) in _contents)
        {
            if (_inserted.Remove(id))
            {
                _cache.Add(id, buffer);
            }
            else
            {
                // Already stored, perhaps with another header block: what is stored counts, so this copy must not be cached.
                buffer.Release();
            }
        }

        foreach (var append in _appends)
        {
            append.Complete();
        }

        _contents.Clear();
        _appends.Clear();
        _released.Clear();
        KeepLaterReleases();
    }

    private void Fail(MessageStoreException error)
    {
        _lastFailed = true;
        foreach (var (_, buffer) in _contents)
        {
            buffer.Release();
        }

        foreach (var append in _appends)
        {
            append.Fail(error);
        }

        _contents.Clear();
        _appends.Clear();
        KeepLaterReleases();
    }

    private void KeepLaterReleases()
    {
        _released.AddRange(_releasedLater);
        _releasedLater.Clear();
    }
}
