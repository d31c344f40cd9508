using System.Collections.Immutable;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Categorizing;

/// <summary>How a partition runs its queues; replaced when the configuration changes.</summary>
public sealed record PartitionSettings
{
    /// <summary>Most messages in one delivery attempt. One attempt is one flush of the disk and two journal writes.</summary>
    public int BatchMessages { get; init; } = 128;

    /// <summary>Most bytes in one delivery attempt.</summary>
    public long BatchBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Most bytes of envelopes in one delivery attempt (<see cref="EnvelopeWeight"/>): the command for another server must fit into one frame of
    /// the transport, which is 16 MiB.
    /// </summary>
    public long BatchEnvelopes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Most attempts of one queue at a time.</summary>
    public int MaxAttempts { get; init; } = 2;

    /// <summary>The retry ladder.</summary>
    public RetryIntervals Retry { get; init; } = new();

    /// <summary>An empty delivery queue is forgotten after so long (QueueMaxIdleTime).</summary>
    public TimeSpan QueueMaxIdleTime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Age at which the sender is told that a message is delayed (DelayNotificationTimeout).</summary>
    public TimeSpan DelayNotificationTimeout { get; init; } = TimeSpan.FromHours(4);

    /// <summary>How urgent messages go first; null when every message is of normal priority (PriorityQueuingEnabled).</summary>
    public PriorityQueuing? PriorityQueuing { get; init; }

    /// <summary>Whether the sender of a message wants to hear of delays at all (InternalDelayDsnEnabled, ExternalDelayDsnEnabled).</summary>
    public Func<QueuedMessage, bool> IsDelayReported { get; init; } = _ => true;

    /// <summary>A queue in Retry without a success for so long is routed anew as a whole (MaxIdleTimeBeforeResubmit).</summary>
    public TimeSpan MaxIdleTimeBeforeResubmit { get; init; } = TimeSpan.FromHours(12);

    /// <summary>A message that failed by itself is tried again after so long (MessageRetryInterval).</summary>
    public TimeSpan MessageRetryInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>So many unforeseen failures make a message poison (PoisonThreshold); null when none is ever (PoisonMessageDetectionEnabled).</summary>
    public int? PoisonThreshold { get; init; } = 2;

    /// <summary>The queues that an administrator suspended: messages enter, none leaves.</summary>
    public ImmutableHashSet<NextHopSolutionKey> Suspended { get; init; } = [];

    /// <summary>How urgent a message is now: what it was accepted with, as long as priority queuing is on.</summary>
    public DeliveryPriority PriorityOf(QueuedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return PriorityQueuing is null ? DeliveryPriority.Normal : message.Priority ?? DeliveryPriority.Normal;
    }

    /// <summary>Age at which the sender of a message is told that it is delayed.</summary>
    public TimeSpan DelayNotificationTimeoutOf(QueuedMessage message) =>
        PriorityQueuing?.DelayNotificationTimeout(PriorityOf(message)) ?? DelayNotificationTimeout;

    /// <summary>True when nothing may leave the queue.</summary>
    public bool IsSuspended(NextHopSolutionKey queue) => !Suspended.IsEmpty && Suspended.Contains(queue);
}
