using System.Collections.Immutable;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// One message in one queue as Get-Message shows it. A message with recipients in several queues is shown once in each, with the same number.
/// </summary>
public sealed record MessageView
{
    /// <summary><c>Server\Queue\number</c>.</summary>
    public required MessageIdentity Identity { get; init; }

    /// <summary>The message itself; network message id in tracking.</summary>
    public MessageId Id { get; init; }

    /// <summary>The queue's next hop.</summary>
    public NextHopSolutionKey NextHop { get; init; }

    /// <summary>The queue it is in.</summary>
    public QueueIdentity Queue => Identity.Queue;

    public string Subject { get; init; } = "";

    /// <summary>With angle brackets.</summary>
    public string InternetMessageId { get; init; } = "";

    /// <summary>The reverse-path; <c>&lt;&gt;</c> for the null sender.</summary>
    public string FromAddress { get; init; } = "";

    /// <summary>The same: no message here is made as a side effect of another but a DSN, whose sender is null.</summary>
    public string OriginalFromAddress => FromAddress;

    public MessageStatus Status { get; init; }

    /// <summary>Bytes.</summary>
    public long Size { get; init; }

    /// <summary><c>Pickup</c>, <c>Replay</c>, <c>DSN</c>, <c>SMTP:connector</c> or X-Source.</summary>
    public string MessageSourceName { get; init; } = "";

    /// <summary>Null when unknown.</summary>
    public string? SourceIP { get; init; }

    /// <summary>Spam confidence level, -1 to 9. -1: nothing here filters spam.</summary>
    public int SCL { get; init; } = -1;

    public DateTimeOffset DateReceived { get; init; }

    /// <summary>Null for poison, which never expires.</summary>
    public DateTimeOffset? ExpirationTime { get; init; }

    /// <summary>Of the queue, or of the message when it is deferred or poison; null when there is none.</summary>
    public string? LastError { get; init; }

    /// <summary>Routing has no transient failures here.</summary>
    public string DeferReason { get; init; } = "None";

    /// <summary>Retries of its queue since the last success.</summary>
    public int RetryCount { get; init; }

    /// <summary>How urgent it is now; normal while priority queuing is off.</summary>
    public DeliveryPriority Priority { get; init; } = DeliveryPriority.Normal;

    /// <summary>Originating: everything here is handed in.</summary>
    public string Directionality { get; init; } = "Originating";

    /// <summary>From acceptance to the moment of the query.</summary>
    public TimeSpan MessageLatency { get; init; }

    /// <summary>Recipients in this queue; also when they are not shown.</summary>
    public int RecipientCount { get; init; }

    /// <summary>Only with -IncludeRecipientInfo.</summary>
    public ImmutableArray<MessageRecipientView> Recipients { get; init; } = [];
}
