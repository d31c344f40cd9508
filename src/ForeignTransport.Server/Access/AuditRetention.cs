using ForeignTransport.Transport.Storage.Access;

namespace ForeignTransport.Server.Access;

/// <summary>Deletes old entries of the audit log, a few times a day. Every server does so; who comes second finds nothing.</summary>
internal sealed class AuditRetention : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    /// <summary>When a server that has started has time for it.</summary>
    public static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="store">Where entries are kept.</param>
    /// <param name="maxAge">How long they are.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Takes a line about what an operator should know.</param>
    public AuditRetention(IAccessStore store, TimeSpan maxAge, TimeProvider time, Action<string> log) =>
        _running = RunAsync(store, maxAge, time, log, _stop.Token);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private static async Task RunAsync(IAccessStore store, TimeSpan maxAge, TimeProvider time, Action<string> log, CancellationToken stop)
    {
        try
        {
            for (var pause = FirstAfter; ; pause = Interval)
            {
                await Task.Delay(pause, time, stop);
                try
                {
                    await store.DeleteAuditAsync(time.GetUtcNow() - maxAge, stop);
                }
                catch (AccessStoreException cause)
                {
                    log($"Old entries of the audit log are not deleted now: {cause.Message}");
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops.
        }
    }
}
