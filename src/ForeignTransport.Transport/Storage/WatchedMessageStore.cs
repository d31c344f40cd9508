using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Storage;

/// <summary>A message store whose writes are watched.</summary>
internal sealed class WatchedMessageStore(IMessageStore store, WriteWatch writes) : IMessageStore
{
    /// <inheritdoc />
    public async Task AppendAsync(IReadOnlyList<ContentToStore> batch, CancellationToken cancellationToken)
    {
        using (writes.Begin())
        {
            await store.AppendAsync(batch, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<MessageContent?>> ReadAsync(IReadOnlyList<MessageId> ids, CancellationToken cancellationToken) =>
        store.ReadAsync(ids, cancellationToken);

    /// <inheritdoc />
    public Task ReleaseAsync(IReadOnlyList<MessageId> ids, CancellationToken cancellationToken) => store.ReleaseAsync(ids, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<MessageId> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    /// <inheritdoc />
    public void DropCache() => store.DropCache();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => store.DisposeAsync();
}
