using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// Whether the sender decides how urgent a message is, and what that means. While it is on, the times here stand in the place of
/// DelayNotificationTimeout and MessageExpirationTimeout of the servers.
/// </summary>
/// <remarks>Keys of a file of each server in Exchange; here a message can be delivered by any server, so they are settings of the organization.</remarks>
public sealed record PriorityQueuing
{
    /// <summary>Off: every message is of normal priority.</summary>
    public bool Enabled { get; init; }

    /// <summary>A larger message of high priority is treated as normal.</summary>
    public ByteQuantifiedSize MaxHighPriorityMessageSize { get; init; } = ByteQuantifiedSize.FromKilobytes(250);

    public TimeSpan HighPriorityDelayNotificationTimeout { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan NormalPriorityDelayNotificationTimeout { get; init; } = TimeSpan.FromHours(4);

    public TimeSpan LowPriorityDelayNotificationTimeout { get; init; } = TimeSpan.FromHours(8);

    public TimeSpan HighPriorityMessageExpirationTimeout { get; init; } = TimeSpan.FromHours(8);

    public TimeSpan NormalPriorityMessageExpirationTimeout { get; init; } = TimeSpan.FromDays(2);

    public TimeSpan LowPriorityMessageExpirationTimeout { get; init; } = TimeSpan.FromDays(2);

    /// <summary>From the arrival of a message to the DSN that says it is delayed.</summary>
    public TimeSpan DelayNotificationTimeout(DeliveryPriority priority) => priority switch
    {
        DeliveryPriority.High => HighPriorityDelayNotificationTimeout,
        DeliveryPriority.Low => LowPriorityDelayNotificationTimeout,
        _ => NormalPriorityDelayNotificationTimeout
    };

    /// <summary>From the arrival of a message to its failure with 4.4.7.</summary>
    public TimeSpan MessageExpirationTimeout(DeliveryPriority priority) => priority switch
    {
        DeliveryPriority.High => HighPriorityMessageExpirationTimeout,
        DeliveryPriority.Low => LowPriorityMessageExpirationTimeout,
        _ => NormalPriorityMessageExpirationTimeout
    };
}
