namespace ForeignTransport.Core.Delivery;

/// <summary>
/// The two moments at which waiting becomes news: the delay notification and expiry. Both count from the arrival of the message
/// on the first server of this cluster and are never moved by resubmission, restart or a change of server.
/// </summary>
/// <param name="DelayNotificationAt">From this moment a delay notification is due.</param>
/// <param name="ExpiresAt">From this moment the message is not tried again.</param>
public readonly record struct DeliveryDeadlines(DateTimeOffset DelayNotificationAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Deadlines of a message; a time-out that would pass the end of the calendar means never.</summary>
    public static DeliveryDeadlines For(DateTimeOffset arrivedAt, TimeSpan delayNotificationTimeout, TimeSpan messageExpirationTimeout) =>
        new(Add(arrivedAt, delayNotificationTimeout), Add(arrivedAt, messageExpirationTimeout));

    public bool IsExpired(DateTimeOffset now) => now >= ExpiresAt;

    /// <summary>True once in the life of a queued message: late, not expired, and its sender not told before.</summary>
    public bool IsDelayNotificationDue(DateTimeOffset now, bool alreadyNotified) =>
        !alreadyNotified && now >= DelayNotificationAt && !IsExpired(now);

    /// <summary>Time left until expiry; zero when it has passed.</summary>
    public TimeSpan Remaining(DateTimeOffset now) => now >= ExpiresAt ? TimeSpan.Zero : ExpiresAt - now;

    private static DateTimeOffset Add(DateTimeOffset moment, TimeSpan span) =>
        span >= DateTimeOffset.MaxValue - moment ? DateTimeOffset.MaxValue : moment + span;
}
