using System.Threading.Channels;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>
/// The thread that writes content. It takes everything that waits, writes it in one transaction, commits once and answers
/// everyone: under load commits grow in size instead of in number, and an idle store commits at once, without a timer.
/// </summary>
/// <remarks>
/// Requests take effect in order. Releases wait for an append to share its commit, or for a quiet moment. A failed transaction
/// fails the appends in it; its releases are kept, and come first and on their own next time, because on a full volume they
/// are what makes room. The thread outlives every failure. Once the file is damaged it writes nothing more and refuses at once.
/// </remarks>
internal sealed class SqliteContentWriter : IAsyncDisposable
{
    private readonly SqliteMessageStoreOptions _options;
    private readonly RecentContentCache _cache;
    private readonly Channel<StoreRequest> _waiting;
    private readonly AutoResetEvent _arrived = new(false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closing;

    // All below belongs to the thread.
    private readonly List<StoreRequest> _batch = [];
    private readonly List<(MessageId Id, ContentBuffer Buffer)> _inserted = [];
    private readonly Queue<LargeContentWrite> _large = new();
    private readonly List<LargeContentWrite> _advanced = [];
    private readonly byte[] _chunk = new byte[SqliteContentSchema.ChunkBytes];
    private SqliteContentConnection? _connection;
    private int _releases;
    private bool _hasAppends;
    private bool _lastFailed;

    public SqliteContentWriter(SqliteMessageStoreOptions options, RecentContentCache cache)
    {
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
            if (_hasAppends || _large.Count > 0 || (_releases >= _options.MaxWaitingReleases && !_lastFailed))
            {
                Write();
            }
            else if (closing)
            {
                Write();
                break;
            }
            else if (_releases == 0)
            {
                _arrived.WaitOne();
            }
            else if (!_arrived.WaitOne(_options.ReleaseDelay))
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
                    _batch.Add(release);
                    _releases += release.Ids.Count;
                    break;
                case StoreRequest.Append append when !append.TryCancel():
                    _batch.Add(append);
                    _hasAppends = true;
                    foreach (var item in append.Items)
                    {
                        items++;
                        bytes += IsLarge(item) ? 0 : item.Length;
                    }

                    break;
            }
        }
    }

    private void Write()
    {
        if (_batch.Count == 0 && _large.Count == 0)
        {
            return;
        }

        try
        {
            if (_options.Damage?.Found is { } damage)
            {
                throw new MessageStoreException(damage);
            }

            _connection ??= new SqliteContentConnection(_options);
            if (_lastFailed)
            {
                WriteHeldReleases(_connection);
            }

            WriteAll(_connection);
            _lastFailed = false;
            Complete();
            _connection.CheckpointWhenDue();
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    private void WriteHeldReleases(SqliteContentConnection connection)
    {
        var held = _batch.TakeWhile(request => request is StoreRequest.Release).Cast<StoreRequest.Release>().ToList();
        connection.Begin();
        foreach (var id in held.SelectMany(release => release.Ids))
        {
            connection.Delete(id);
        }

        connection.Commit();
        _batch.RemoveRange(0, held.Count);
        _releases -= held.Sum(release => release.Ids.Count);
    }

    private void WriteAll(SqliteContentConnection connection)
    {
        connection.Begin();
        var budget = _options.MaxBatchBytes;
        foreach (var request in _batch)
        {
            if (request is StoreRequest.Append append)
            {
                budget -= Insert(connection, append);
            }
            else if (request is StoreRequest.Release release)
            {
                foreach (var id in release.Ids)
                {
                    connection.Delete(id);
                }
            }
        }

        // Large contents get at least half a transaction, so that a stream of small ones cannot starve them.
        AdvanceLarge(connection, Math.Max(budget, _options.MaxBatchBytes / 2));
        connection.Commit();
    }

    private long Insert(SqliteContentConnection connection, StoreRequest.Append append)
    {
        var bytes = 0L;
        foreach (var item in append.Items)
        {
            if (IsLarge(item))
            {
                append.Unfinished++;
                _large.Enqueue(new LargeContentWrite(append, item));
                continue;
            }

            var buffer = new ContentBuffer((int)item.Length, item.Head.Length);
            item.CopyTo(0, buffer.Writable);
            bytes += buffer.Length;
            _inserted.Add((item.Id, buffer));
            if (!connection.InsertFirst(item.Id, buffer.Length, buffer.HeadLength, buffer.Memory.Span))
            {
                // Already stored, perhaps with another header block: what is stored counts, so this copy must not be cached.
                _inserted.RemoveAt(_inserted.Count - 1);
                buffer.Release();
            }
        }

        return bytes;
    }

    private void AdvanceLarge(SqliteContentConnection connection, long budget)
    {
        while (budget > 0 && _large.TryPeek(out var write))
        {
            _advanced.Add(write);
            try
            {
                // A failed request's memory and handles are its caller's again.
                budget -= write.Request.HasFailed ? 0 : write.Advance(connection, _chunk, budget);
            }
            catch (MessageStoreException unreadable)
            {
                write.Request.Fail(unreadable);
            }

            if (write.Request.HasFailed && write.HasBegun)
            {
                connection.Delete(write.Id);
            }

            if (write.Request.HasFailed || write.IsFinished)
            {
                _large.Dequeue();
            }
        }
    }

    private void Complete()
    {
        foreach (var (id, buffer) in _inserted)
        {
            _cache.Add(id, buffer);
        }

        foreach (var write in _advanced.Where(write => write.IsFinished))
        {
            write.Request.Unfinished--;
        }

        foreach (var append in _batch.OfType<StoreRequest.Append>().Concat(_advanced.Select(write => write.Request)))
        {
            if (append.Unfinished == 0)
            {
                append.Complete();
            }
        }

        _inserted.Clear();
        _advanced.Clear();
        _batch.Clear();
        _hasAppends = false;
        _releases = 0;
    }

    private void Fail(Exception failure)
    {
        var error = SqliteFailure.Translate(failure, _options);
        _lastFailed = true;
        RollBack(failure);

        foreach (var append in _batch.OfType<StoreRequest.Append>().Concat(_advanced.Select(write => write.Request)))
        {
            append.Fail(error);
        }

        foreach (var (_, buffer) in _inserted)
        {
            buffer.Release();
        }

        _batch.RemoveAll(request => request is StoreRequest.Append);
        DropFailedLarge();
        if (error.Error.Entry == ErrorCatalogue.MessageStoreDamaged)
        {
            // To try again would only write on in it. What is not deleted now is found by the sweep when the file is whole again.
            _batch.Clear();
            _releases = 0;
        }

        _inserted.Clear();
        _advanced.Clear();
        _hasAppends = false;
    }

    /// <summary>Gives up the large contents of failed requests; what earlier transactions stored of them is released.</summary>
    private void DropFailedLarge()
    {
        var begun = _advanced.Concat(_large).Distinct()
            .Where(write => write.Request.HasFailed && write.HasBegun).Select(write => write.Id).ToList();
        if (begun.Count > 0)
        {
            _batch.Add(new StoreRequest.Release(begun));
            _releases += begun.Count;
        }

        for (var left = _large.Count; left > 0; left--)
        {
            var write = _large.Dequeue();
            if (!write.Request.HasFailed)
            {
                _large.Enqueue(write);
            }
        }
    }

    private void RollBack(Exception failure)
    {
        var reopen = SqliteFailure.NeedsNewConnection(failure);
        try
        {
            _connection?.Rollback();
        }
        catch (Exception)
        {
            reopen = true;
        }

        if (reopen)
        {
            _connection?.Dispose();
            _connection = null;
        }
    }

    private static bool IsLarge(in ContentToStore item) => item.LargeBody is not null || item.Length > SqliteContentSchema.ChunkBytes;
}
