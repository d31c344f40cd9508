namespace ForeignTransport.Core.Queues;

/// <summary>The steps of the retry ladder, with the defaults of Exchange.</summary>
public sealed record RetryIntervals
{
    /// <summary>QueueGlitchRetryCount: quick retries first. 0 to 15.</summary>
    public int GlitchRetryCount { get; init; } = 4;

    /// <summary>QueueGlitchRetryInterval.</summary>
    public TimeSpan GlitchRetryInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>TransientFailureRetryCount: retries after the quick ones. 0 to 15; 0 skips this step.</summary>
    public int TransientFailureRetryCount { get; init; } = 6;

    /// <summary>TransientFailureRetryInterval. 1 second to 12 hours.</summary>
    public TimeSpan TransientFailureRetryInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>OutboundConnectionFailureRetryInterval: from then on, for ever. 1 second to 20 days.</summary>
    public TimeSpan OutboundConnectionFailureRetryInterval { get; init; } = TimeSpan.FromMinutes(10);
}
