using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Storage;

/// <summary>
/// Where the bytes of messages live from acceptance to the last outcome. The journal holds only ids, so the one ordering that
/// matters is: content is durable before the event that names it, and is released after the event that ends it.
/// </summary>
/// <remarks>
/// Every method throws <see cref="MessageStoreException"/> when the database refuses; the error is temporary and the store goes on.
/// </remarks>
internal interface IMessageStore : IAsyncDisposable
{
    /// <summary>
    /// Stores contents and completes when all of them are durable. Content that is already there stays as it is (an id names the
    /// same bytes for ever), so appending again after a crash is harmless.
    /// </summary>
    /// <remarks>
    /// The memory and handles of <paramref name="batch"/> belong to the store until the task completes. Cancellation is honoured
    /// until the batch is taken for writing, not after. When the task fails, any subset of the batch may have been stored.
    /// </remarks>
    Task AppendAsync(IReadOnlyList<ContentToStore> batch, CancellationToken cancellationToken);

    /// <summary>Reads contents in the order of <paramref name="ids"/>; null where there is none. The caller disposes them.</summary>
    Task<IReadOnlyList<MessageContent?>> ReadAsync(IReadOnlyList<MessageId> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Lets contents go. Completes when the request is queued: the deletion itself rides along with later writes, and a crash
    /// before it leaves an orphan for the sweep. Unknown ids are ignored.
    /// </summary>
    Task ReleaseAsync(IReadOnlyList<MessageId> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Every id that has anything stored, in order, including what an interrupted append left behind. Holds no lock or snapshot
    /// while the caller works; ids that come or go during the walk may or may not be seen.
    /// </summary>
    IAsyncEnumerable<MessageId> ListAsync(CancellationToken cancellationToken);

    /// <summary>Lets go of what is in memory for speed only: it is read again when it is needed.</summary>
    void DropCache()
    {
    }
}
