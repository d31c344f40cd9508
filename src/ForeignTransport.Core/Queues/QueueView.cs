using System.Collections.Immutable;

namespace ForeignTransport.Core.Queues;

/// <summary>One queue as Get-Queue shows it: the messages of the whole cluster that wait for one next hop.</summary>
/// <remarks>
/// A partition of the categorizer keeps its own queue for a next hop, and partitions move between servers; an administrator looks for the
/// next hop, not for the partition. So the queues of all partitions are one queue (<see cref="QueueReport.And"/>), and every server shows the
/// same queues with the same numbers (<see cref="QueueNumber"/>), each under its own name.
/// </remarks>
public sealed record QueueView
{
    private const string ReservedRiskLevel = "Normal";
    private const int Decimals = 2;

    /// <summary>High, Normal, Low, None: what the numbers of the lists by priority count.</summary>
    public static ImmutableArray<string> Priorities { get; } = ["High", "Normal", "Low", "None"];

    /// <summary><c>Server\number</c>, or <c>Server\Submission</c> and the like.</summary>
    public required QueueIdentity Identity { get; init; }

    /// <summary>The whole number of a delivery queue; 0 for a persistent queue.</summary>
    public long FullNumber { get; init; }

    public DeliveryType DeliveryType { get; init; }

    public string NextHopDomain { get; init; } = "";

    public NextHopCategory NextHopCategory => DeliveryType.Category();

    public Guid NextHopConnector { get; init; }

    /// <summary>Empty: no connector of this release sends by SMTP.</summary>
    public string TlsDomain { get; init; } = "";

    public QueueStatus Status { get; init; }

    /// <summary>Waiting and being delivered. A message is counted once in each queue that holds recipients of it.</summary>
    public int MessageCount { get; init; }

    /// <summary>0: routing has no transient failures here.</summary>
    public int DeferredMessageCount { get; init; }

    /// <summary>Reserved.</summary>
    public int LockedMessageCount { get; init; }

    /// <summary>Messages that do not wait for a retry, by priority.</summary>
    public ImmutableArray<int> MessageCountsPerPriority { get; init; } = [0, 0, 0, 0];

    /// <summary>Messages that wait for a retry, by priority, as Exchange counts them.</summary>
    public ImmutableArray<int> DeferredMessageCountsPerPriority { get; init; } = [0, 0, 0, 0];

    /// <summary>Retries since the last success; the attempt that failed first is not one.</summary>
    public int RetryCount { get; init; }

    public DateTimeOffset? FirstRetryTime { get; init; }

    public DateTimeOffset? LastRetryTime { get; init; }

    public DateTimeOffset? NextRetryTime { get; init; }

    /// <summary>Null when there is none.</summary>
    public string? LastError { get; init; }

    /// <summary>Messages a second, the mean of the last minute, to two decimals.</summary>
    public double IncomingRate { get; init; }

    public double OutgoingRate { get; init; }

    /// <summary>OutgoingRate less IncomingRate: negative while the queue grows.</summary>
    public double Velocity => Math.Round(OutgoingRate - IncomingRate, Decimals);

    /// <summary>Reserved.</summary>
    public string RiskLevel { get; init; } = ReservedRiskLevel;

    /// <summary>Reserved.</summary>
    public int OutboundIPPool { get; init; }

    /// <summary>Reserved.</summary>
    public string OverrideSource { get; init; } = "";

    public ImmutableArray<string> PriorityDescriptions { get; } = Priorities;

    /// <summary>The queues of the cluster under the name of a server.</summary>
    /// <param name="reports">One report a queue (<see cref="QueueReport.Combine"/>).</param>
    /// <param name="server">The server.</param>
    public static ImmutableArray<QueueView> Of(IReadOnlyCollection<QueueReport> reports, string server)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var numbered = reports.Select(report => (Report: report, Full: FullNumberOf(report.Key))).ToList();
        var shared = SharedNumbers(reports);
        return [.. numbered.Select(queue => Of(queue.Report, queue.Full, IdentityOf(queue.Report.Key, queue.Full, shared, server)))];
    }

    /// <summary>The short numbers that several queues have, so that those are shown with their full ones.</summary>
    public static ImmutableHashSet<long> SharedNumbers(IEnumerable<QueueReport> reports) =>
    [
        .. reports.Select(report => FullNumberOf(report.Key)).Where(full => full != 0).GroupBy(QueueNumber.Short)
            .Where(group => group.Skip(1).Any()).Select(group => group.Key)
    ];

    /// <summary>A queue with nothing but its name: what identities are compared with.</summary>
    /// <param name="key">The next hop.</param>
    /// <param name="shared">The numbers of <see cref="SharedNumbers"/>.</param>
    /// <param name="server">Under whose name.</param>
    public static QueueView Named(NextHopSolutionKey key, ImmutableHashSet<long> shared, string server)
    {
        ArgumentNullException.ThrowIfNull(shared);
        var full = FullNumberOf(key);
        return Of(new QueueReport(key, QueueStatus.Ready), full, IdentityOf(key, full, shared, server));
    }

    private static QueueView Of(QueueReport report, long fullNumber, QueueIdentity identity) => new()
    {
        Identity = identity,
        FullNumber = fullNumber,
        DeliveryType = report.Key.DeliveryType,
        NextHopDomain = report.Key.NextHopDomain,
        NextHopConnector = report.Key.NextHopConnector,
        Status = report.Status,
        MessageCount = report.MessageCount,
        MessageCountsPerPriority = report.Priorities.Without(report.RetryingPriorities).Columns(report.MessageCount - report.RetryingCount),
        DeferredMessageCountsPerPriority = report.RetryingPriorities.Columns(report.RetryingCount),
        RetryCount = report.Retry?.RetryCount ?? 0,
        FirstRetryTime = report.Retry?.FirstRetryTime,
        LastRetryTime = report.Retry?.LastRetryTime,
        NextRetryTime = report.Retry?.NextRetryTime,
        LastError = report.Retry is { } retry ? LastErrorText.Format(retry.LastError, retry.LastRetryTime) : report.Reason,
        IncomingRate = Math.Round(report.IncomingRate, Decimals),
        OutgoingRate = Math.Round(report.OutgoingRate, Decimals)
    };

    private static long FullNumberOf(NextHopSolutionKey key) => QueueReport.Persistent.Contains(key) ? 0 : QueueNumber.Of(key);

    private static QueueIdentity IdentityOf(NextHopSolutionKey key, long full, ImmutableHashSet<long> shared, string server)
    {
        if (full != 0)
        {
            var number = QueueNumber.Short(full);
            return QueueIdentity.OfNumber(server, shared.Contains(number) ? full : number);
        }

        return QueueIdentity.Of(server,
            key == NextHopSolutionKey.Submission ? QueueIdentityKind.Submission
            : key == NextHopSolutionKey.Unreachable ? QueueIdentityKind.Unreachable
            : QueueIdentityKind.Poison);
    }
}
