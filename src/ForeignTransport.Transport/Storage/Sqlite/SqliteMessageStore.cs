using System.Runtime.CompilerServices;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Storage.Sqlite;

/// <summary>
/// The message store of a single server: a SQLite file of its own, one thread that writes with group commit, a few connections
/// that read, and a cache of what was just written. The file format is <see cref="SqliteContentSchema"/>.
/// </summary>
internal sealed class SqliteMessageStore : IMessageStore
{
    /// <summary>Ids asked for at a time while listing: large enough to be quick, short enough to hold nothing up.</summary>
    private const int ListPage = 1000;

    private readonly RecentContentCache _cache;
    private readonly SqliteContentWriter _writer;
    private readonly SqliteContentReaders _readers;

    /// <summary>Opens the store; <see cref="EnsureSchema"/> has been called for the file before.</summary>
    public SqliteMessageStore(SqliteMessageStoreOptions options)
    {
        _cache = new RecentContentCache(options.CacheBytes);
        _writer = new SqliteContentWriter(options, _cache);
        _readers = new SqliteContentReaders(options);
    }

    /// <inheritdoc cref="SqliteContentSchema.Ensure"/>
    public static void EnsureSchema(string path) => SqliteContentSchema.Ensure(path);

    /// <inheritdoc />
    public async Task AppendAsync(IReadOnlyList<ContentToStore> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var request = new StoreRequest.Append(batch, cancellationToken);
        await _writer.EnqueueAsync(request, cancellationToken);
        await request.Durable;
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
            await _readers.RunAsync(
                reader =>
                {
                    foreach (var i in missing)
                    {
                        contents[i] = reader.Read(ids[i], PartReader);
                    }

                    return missing.Count;
                },
                cancellationToken);
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
            page = await _readers.RunAsync(reader => reader.IdsAfter(last, ListPage), cancellationToken);
            foreach (var id in page)
            {
                yield return id;
            }
        }
        while (page.Count == ListPage);
    }

    /// <summary>Writes what waits, releases included, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _readers.DisposeAsync();
    }

    private ContentPartReader PartReader(MessageId id) => async (offset, destination, cancellationToken) =>
    {
        await _readers.RunAsync(
            reader =>
            {
                reader.ReadPart(id, offset, destination.Span);
                return destination.Length;
            },
            cancellationToken);
        return destination.Length;
    };
}
