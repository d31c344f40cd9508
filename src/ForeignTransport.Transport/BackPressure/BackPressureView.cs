using ForeignTransport.Core.BackPressure;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.BackPressure;

/// <summary>How scarce the resources of this server are, for everybody on it. Safe from any thread.</summary>
internal sealed class BackPressureView
{
    private readonly TaskCompletionSource _measured = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile PressureState _current = PressureState.Initial;

    /// <summary>The newest measurements; none while nothing was measured.</summary>
    public PressureState Current => _current;

    /// <summary>Completes with the first measurements.</summary>
    public Task Measured => _measured.Task;

    /// <summary>Why nothing new is taken in now; null when it is.</summary>
    public TransportError? Refusal => RefusalOf(_current);

    /// <summary>Why nothing new is taken in then; null when it is.</summary>
    public static TransportError? RefusalOf(PressureState state) => state.Obstacles is { IsEmpty: false } obstacles
        ? ErrorCatalogue.InsufficientResources.With(string.Join("; ", obstacles.Select(obstacle => obstacle.Explanation)))
        : null;

    /// <summary>Takes what was measured.</summary>
    public void Set(PressureState state)
    {
        _current = state;
        _measured.TrySetResult();
    }
}

/// <summary>Published on the event stream of this server when the level of a resource, or what it stops, has changed.</summary>
/// <param name="State">What is true now.</param>
internal sealed record BackPressureChanged(PressureState State);
