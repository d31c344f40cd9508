namespace ForeignTransport.Core.Configuration;

/// <summary>
/// When a server tries again, tells the sender and gives up. A queue whose next hop fails is tried QueueGlitchRetryCount times, then
/// TransientFailureRetryCount times, then every OutboundConnectionFailureRetryInterval for ever.
/// </summary>
public sealed record RetrySettings
{
    public int QueueGlitchRetryCount { get; init; } = 4;

    public TimeSpan QueueGlitchRetryInterval { get; init; } = TimeSpan.FromMinutes(1);

    public int TransientFailureRetryCount { get; init; } = 6;

    public TimeSpan TransientFailureRetryInterval { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan OutboundConnectionFailureRetryInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>For one message that was deferred by itself, while its queue goes on.</summary>
    public TimeSpan MessageRetryInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From the arrival of a message to the DSN that says it is delayed.</summary>
    public TimeSpan DelayNotificationTimeout { get; init; } = TimeSpan.FromHours(4);

    /// <summary>From the arrival of a message to its failure with 4.4.7.</summary>
    public TimeSpan MessageExpirationTimeout { get; init; } = TimeSpan.FromDays(2);

    /// <summary>A queue in Retry without one success for so long is categorized again.</summary>
    public TimeSpan MaxIdleTimeBeforeResubmit { get; init; } = TimeSpan.FromHours(12);

    /// <summary>An empty delivery queue disappears after so long.</summary>
    public TimeSpan QueueMaxIdleTime { get; init; } = TimeSpan.FromMinutes(3);
}
