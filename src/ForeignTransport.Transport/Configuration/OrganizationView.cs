using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Transport.Configuration;

/// <summary>
/// This server's copy of the organization configuration: what every decision on this server is made with, also while the singleton that
/// owns the configuration moves.
/// </summary>
internal sealed class OrganizationView
{
    private readonly TaskCompletionSource<Exception> _unreadable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<OrganizationState> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _waiting = new();
    private volatile OrganizationState? _current;
    private long _told = -1;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The newest version seen; null until the first one arrives. Nothing is accepted or routed before that.</summary>
    public OrganizationState? Current => _current;

    /// <summary>Completes with the first version that arrives.</summary>
    public Task<OrganizationState> First => _first.Task;

    /// <summary>Completes with the cause when this server was to keep the configuration and could not read it from the journal.</summary>
    public Task<Exception> Unreadable => _unreadable.Task;

    /// <summary>Notes that the configuration cannot be read.</summary>
    public void Fail(Exception cause) => _unreadable.TrySetResult(cause);

    /// <summary>Takes a version if it is newer.</summary>
    /// <param name="state">The version.</param>
    /// <param name="tell">
    /// Tells everybody here, before whoever waits for the version goes on: what he sends next arrives where the change was told of already.
    /// </param>
    /// <returns>True when it was newer.</returns>
    public bool Offer(OrganizationState state, Action? tell = null)
    {
        if (_current is { } current && current.Version >= state.Version)
        {
            return false;
        }

        _current = state;
        tell?.Invoke();
        lock (_waiting)
        {
            _told = state.Version;
            _first.TrySetResult(state);
            _next.SetResult();
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return true;
    }

    /// <summary>
    /// Completes when this server has the version or a newer one, and everybody here was told: whoever changed something then reads what was written.
    /// </summary>
    public async Task ReachAsync(long version, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (_waiting)
            {
                if (_told >= version)
                {
                    return;
                }

                next = _next.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }
}

/// <summary>Published on the event stream of this server when <see cref="OrganizationView.Current"/> has changed.</summary>
/// <param name="State">The new configuration.</param>
internal sealed record OrganizationChanged(OrganizationState State);

/// <summary>Published on the event stream of this server when the journal of the configuration cannot be replayed.</summary>
/// <param name="Cause">Why.</param>
internal sealed record OrganizationUnreadable(Exception Cause);
