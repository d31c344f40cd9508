using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Storage.Tracking;

namespace ForeignTransport.Transport.Tests.Tracking;

/// <summary>A table in memory that can be away, and can be made to wait.</summary>
internal sealed class SimulatedTrackingStore : ITrackingStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, TrackingRecord> _rows = [];
    private volatile TaskCompletionSource? _gate;

    public bool IsAway { get; set; }

    public List<int> Batches { get; } = [];

    public IReadOnlyList<TrackingRecord> Rows
    {
        get
        {
            lock (_lock)
            {
                return [.. _rows.Values];
            }
        }
    }

    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        _gate?.SetResult();
        _gate = null;
    }

    public async Task<IReadOnlyList<TrackingRecord>> AppendAsync(IReadOnlyList<TrackingRecord> rows, CancellationToken cancellationToken)
    {
        if (_gate is { } gate)
        {
            await gate.Task;
        }

        if (IsAway)
        {
            throw new TrackingStoreException(ErrorCatalogue.TrackingStoreUnavailable.With("simulated"));
        }

        lock (_lock)
        {
            Batches.Add(rows.Count);
            return [.. rows.Where(row => _rows.TryAdd(row.LogId!.Value, row))];
        }
    }

    public Task<IReadOnlyList<TrackingRecord>> SearchAsync(TrackingFilter filter, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<TrackingRecord>>([.. Rows.Where(filter.Matches)]);

    public Task<int> DeleteAsync(DateTimeOffset before, string? server, IReadOnlyCollection<string> except, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(0);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
