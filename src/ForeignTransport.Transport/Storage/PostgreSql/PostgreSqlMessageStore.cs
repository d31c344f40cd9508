using System.Runtime.CompilerServices;
using ForeignTransport.Core.Messages;
using Npgsql;

namespace ForeignTransport.Transport.Storage.PostgreSql;

/// <summary>
/// The message store of a cluster: one table that all servers share, one thread that writes with group commit, and a cache of what
/// this server has just written. What a server accepted it usually delivers, so that content is written once and read never.
/// </summary>
internal sealed class PostgreSqlMessageStore : IMessageStore
{
    /// <summary>Ids asked for at a time while listing: large enough to be quick, short enough to hold nothing up.</summary>
    private const int ListPage = 1000;

    private readonly RecentContentCache _cache;
    private readonly PostgreSqlContentWriter _writer;
    private readonly PostgreSqlContentSessions _readers;
    private readonly PostgreSqlContentSessions _largeWriters;

    /// <summary>Opens the store; the schema is there, the connections remain the caller's.</summary>
    public PostgreSqlMessageStore(NpgsqlDataSource database, PostgreSqlMessageStoreOptions options)
    {
        _cache = new RecentContentCache(options.CacheBytes);
        _writer = new PostgreSqlContentWriter(database, options, _cache);
        _readers = new PostgreSqlContentSessions(database, options.Readers);
        _largeWriters = new PostgreSqlContentSessions(database, options.LargeWriters);
    }

    /// <inheritdoc />
    public async Task AppendAsync(IReadOnlyList<ContentToStore> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var large = batch.Where(content => PostgreSqlLargeContent.IsLarge(content)).ToList();
        var small = large.Count == 0 ? batch : [.. batch.Where(content => !PostgreSqlLargeContent.IsLarge(content))];

        // Also without anything small: what was released before is then deleted before the large content comes.
        var request = new StoreRequest.Append(small, cancellationToken);
        await _writer.EnqueueAsync(request, cancellationToken);
        await request.Durable;
        foreach (var content in large)
        {
            await _largeWriters.RunAsync(
                connection => PostgreSqlLargeContent.WriteAsync(connection, content), CancellationToken.None);
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<MessageContent?>> ReadAsync(IReadOnlyList<MessageId> ids, CancellationToken cancellationToken)
    {
        var contents = new MessageContent?[ids.Count];
        List<int>? missing = null;
        for (var i = 0; i < contents.Length; i++)
        {
            if (_cache.TryGet(ids[i], out var buffer))
            {
                contents[i] = new MessageContent(buffer);
            }
            else
            {
                (missing ??= []).Add(i);
            }
        }

        if (missing is null)
        {
            return contents;
        }

        try
        {
            await ReadMissingAsync(ids, missing, contents, cancellationToken);
            return contents;
        }
        catch
        {
            foreach (var content in contents)
            {
                content?.Dispose();
            }

            throw;
        }
    }

    /// <inheritdoc />
    public async Task ReleaseAsync(IReadOnlyList<MessageId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count > 0)
        {
            _cache.Remove(ids);
            await _writer.EnqueueAsync(new StoreRequest.Release([.. ids]), cancellationToken);
        }
    }

    /// <inheritdoc />
    public void DropCache() => _cache.Clear();

    /// <inheritdoc />
    public async IAsyncEnumerable<MessageId> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new List<MessageId> { default };
        do
        {
            var last = page[^1];
            page = await _readers.RunAsync(
                connection => PostgreSqlContentReads.IdsAfterAsync(connection, last, ListPage, cancellationToken), cancellationToken);
            foreach (var id in page)
            {
                yield return id;
            }
        }
        while (page.Count == ListPage);
    }

    /// <summary>Writes what waits, releases included, and ends what reads.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _largeWriters.DisposeAsync();
        await _readers.DisposeAsync();
    }

    private Task<int> ReadMissingAsync(
        IReadOnlyList<MessageId> ids, List<int> missing, MessageContent?[] contents, CancellationToken cancellationToken) =>
        _readers.RunAsync(
            async connection =>
            {
                var found = new Dictionary<MessageId, PostgreSqlContentReads.Stored>(missing.Count);
                try
                {
                    await PostgreSqlContentReads.ReadAsync(connection, [.. missing.Select(i => ids[i])], found, cancellationToken);
                    foreach (var i in missing.Where(i => found.ContainsKey(ids[i])))
                    {
                        var stored = found[ids[i]];
                        contents[i] = stored.Buffer is { } buffer
                            ? new MessageContent(buffer.AddReference())
                            : new MessageContent(stored.Length, stored.HeadLength, PartReader(ids[i]));
                    }

                    return missing.Count;
                }
                finally
                {
                    foreach (var stored in found.Values)
                    {
                        stored.Buffer?.Release();
                    }
                }
            },
            cancellationToken);

    private ContentPartReader PartReader(MessageId id) => async (offset, destination, cancellationToken) =>
        await _readers.RunAsync(
            connection => PostgreSqlContentReads.ReadPartAsync(connection, id, offset, destination, cancellationToken), cancellationToken);
}
