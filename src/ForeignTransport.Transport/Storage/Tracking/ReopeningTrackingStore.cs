using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Tracking;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>
/// A tracking table that need not be usable when the server starts. Until it is, every call tries to open it again, so that a file that is mended or
/// moved away cures it without a restart.
/// </summary>
internal sealed class ReopeningTrackingStore(Func<ITrackingStore> open) : ITrackingStore
{
    private readonly Lock _opening = new();
    private ITrackingStore? _store;
    private bool _closed;

    /// <summary>Opens it now.</summary>
    /// <returns>Null when it is open; otherwise why not.</returns>
    public TransportError? TryOpen()
    {
        try
        {
            Opened();
            return null;
        }
        catch (TrackingStoreException refused)
        {
            return refused.Error;
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<TrackingRecord>> AppendAsync(IReadOnlyList<TrackingRecord> rows, CancellationToken cancellationToken) =>
        await (await OpenedAsync(cancellationToken)).AppendAsync(rows, cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<TrackingRecord>> SearchAsync(TrackingFilter filter, CancellationToken cancellationToken) =>
        await (await OpenedAsync(cancellationToken)).SearchAsync(filter, cancellationToken);

    /// <inheritdoc />
    public async Task<int> DeleteAsync(
        DateTimeOffset before, string? server, IReadOnlyCollection<string> except, int limit, CancellationToken cancellationToken) =>
        await (await OpenedAsync(cancellationToken)).DeleteAsync(before, server, except, limit, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        ITrackingStore? store;
        lock (_opening)
        {
            (store, _store, _closed) = (_store, null, true);
        }

        if (store is not null)
        {
            await store.DisposeAsync();
        }
    }

    // Opening reads files: not on the thread of whoever asks.
    private ValueTask<ITrackingStore> OpenedAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _store) is { } store ? new(store) : new(Task.Run(Opened, cancellationToken));

    private ITrackingStore Opened()
    {
        lock (_opening)
        {
            try
            {
                ObjectDisposedException.ThrowIf(_closed, this);
                return _store ??= open();
            }
            catch (Exception cause) when (cause is not TrackingStoreException)
            {
                // Whatever it is, it is no reason to refuse mail.
                throw new TrackingStoreException(ErrorCatalogue.TrackingStoreUnavailable.With(cause.Message.ReplaceLineEndings(" ")), cause);
            }
        }
    }
}
