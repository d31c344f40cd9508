using System.Collections.Immutable;

namespace ForeignTransport.Core.Queues;

/// <summary>What there is to say of one queue: by one partition, or by several together.</summary>
/// <param name="Key">The next hop.</param>
/// <param name="Status">The state.</param>
/// <param name="MessageCount">Messages that wait and messages that are being delivered.</param>
/// <param name="RetryingCount">Those of them that wait for a retry.</param>
/// <param name="Retry">Why and until when they do; null when none does.</param>
/// <param name="IncomingRate">Messages a second that came, the mean of the last minute.</param>
/// <param name="OutgoingRate">Messages a second that left.</param>
/// <param name="Reason">Plain text for LastError of a queue that does not retry: why messages are in Unreachable. Else null.</param>
public sealed record QueueReport(
    NextHopSolutionKey Key,
    QueueStatus Status,
    int MessageCount = 0,
    int RetryingCount = 0,
    RetryState? Retry = null,
    double IncomingRate = 0,
    double OutgoingRate = 0,
    string? Reason = null)
{
    /// <summary>The queues that are shown also when they are empty.</summary>
    public static ImmutableArray<NextHopSolutionKey> Persistent { get; } =
        [NextHopSolutionKey.Submission, NextHopSolutionKey.Unreachable, NextHopSolutionKey.PoisonMessage];

    /// <summary>How many of its messages are not of normal priority.</summary>
    public PriorityShare Priorities { get; init; }

    /// <summary>How many of those that wait for a retry are not.</summary>
    public PriorityShare RetryingPriorities { get; init; }

    /// <summary>Every queue once, the persistent ones among them, whatever the order of the reports.</summary>
    public static ImmutableArray<QueueReport> Combine(IEnumerable<QueueReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var combined = Persistent.ToDictionary(key => key, key => new QueueReport(key, QueueStatus.Ready));
        foreach (var report in reports)
        {
            combined[report.Key] = combined.TryGetValue(report.Key, out var other) ? other.And(report) : report;
        }

        return [.. combined.Values];
    }

    /// <summary>
    /// Both together. The state is the one that most needs to be seen: Suspended, else Retry, Connecting, Active, Ready; so a queue is in Retry
    /// as long as anything in it waits for a retry, though the rest goes on. It has failed as often as the part that failed most often, since
    /// the first failure of all; it is next tried when the first part is; and the last error is the newest.
    /// </summary>
    public QueueReport And(QueueReport other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with
        {
            Status = Rank(other.Status) > Rank(Status) ? other.Status : Status,
            MessageCount = Sum(MessageCount, other.MessageCount),
            RetryingCount = Sum(RetryingCount, other.RetryingCount),
            Priorities = Priorities.And(other.Priorities),
            RetryingPriorities = RetryingPriorities.And(other.RetryingPriorities),
            Retry = Retry is null ? other.Retry : other.Retry is null ? Retry : Both(Retry, other.Retry),
            IncomingRate = IncomingRate + other.IncomingRate,
            OutgoingRate = OutgoingRate + other.OutgoingRate,
            Reason = Reason ?? other.Reason
        };
    }

    private static RetryState Both(RetryState one, RetryState other)
    {
        var newest = other.LastRetryTime > one.LastRetryTime ? other : one;
        return new RetryState(
            Math.Max(one.Failures, other.Failures),
            one.FirstRetryTime < other.FirstRetryTime ? one.FirstRetryTime : other.FirstRetryTime,
            newest.LastRetryTime,
            one.NextRetryTime < other.NextRetryTime ? one.NextRetryTime : other.NextRetryTime,
            newest.LastError);
    }

    private static int Rank(QueueStatus status) => status switch
    {
        QueueStatus.Suspended => 4,
        QueueStatus.Retry => 3,
        QueueStatus.Connecting => 2,
        QueueStatus.Active => 1,
        _ => 0
    };

    private static int Sum(int one, int other) => (int)Math.Min((long)one + other, int.MaxValue);
}
