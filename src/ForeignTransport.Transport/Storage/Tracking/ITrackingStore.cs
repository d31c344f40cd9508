using ForeignTransport.Core.Tracking;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>The table of tracking rows, in the database that all servers of the cluster share.</summary>
/// <remarks>
/// Every method throws <see cref="TrackingStoreException"/> when the database cannot be used; then it may be asked again. Nothing of it is ever on
/// the way of a message.
/// </remarks>
internal interface ITrackingStore : IAsyncDisposable
{
    /// <summary>Adds rows, all or none. A row whose log-id is there already is left as it is.</summary>
    /// <param name="rows">The rows; each has a log-id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Those that were not there.</returns>
    Task<IReadOnlyList<TrackingRecord>> AppendAsync(IReadOnlyList<TrackingRecord> rows, CancellationToken cancellationToken);

    /// <summary>The newest rows that match, the newest first, at most <see cref="TrackingFilter.Size"/>.</summary>
    Task<IReadOnlyList<TrackingRecord>> SearchAsync(TrackingFilter filter, CancellationToken cancellationToken);

    /// <summary>Deletes some of the oldest rows: those of one server, or those of all but some.</summary>
    /// <param name="before">Only rows that are older.</param>
    /// <param name="server">Only of this server; null for those of servers that <paramref name="except"/> does not name.</param>
    /// <param name="except">Servers that look after their rows themselves.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many there were; less than <paramref name="limit"/> when none is left.</returns>
    Task<int> DeleteAsync(DateTimeOffset before, string? server, IReadOnlyCollection<string> except, int limit, CancellationToken cancellationToken);
}
