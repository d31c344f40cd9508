using System.Text.Json.Nodes;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Server.Api.Queues;

/// <summary>A queue as a JSON document, and its schema.</summary>
internal static class QueueDocument
{
    public static JsonObject Schema => Schemas.Object(
        ("identity", Schemas.Text(@"`Server\number`, or `Server\Submission`, `Server\Unreachable`, `Server\Poison`.")),
        ("deliveryType", Schemas.Choice("", [.. Enum.GetNames<DeliveryType>()])),
        ("nextHopDomain", Schemas.Text("An address type such as `FAX`, a domain, or a connector.")),
        ("tlsDomain", Schemas.Text("Reserved: empty.")),
        ("nextHopConnector", Schemas.Text("The GUID of the connector; zeros for none.")),
        ("status", Schemas.Choice("Retry as long as anything in it waits for a retry.", [.. Enum.GetNames<QueueStatus>()])),
        ("messageCount", Schemas.Number("Messages that wait and messages that are being delivered.")),
        ("lastError", Schemas.OptionalText("Why it waits; null when it does not.")),
        ("retryCount", Schemas.Number("Retries since the last success.")),
        ("lastRetryTime", Schemas.Time()),
        ("nextRetryTime", Schemas.Time()),
        ("firstRetryTime", Schemas.Time("The first failure since the last success.")),
        ("deferredMessageCount", Schemas.Number("0: routing has no transient failures.")),
        ("lockedMessageCount", Schemas.Number("Reserved: 0.")),
        ("messageCountsPerPriority", Schemas.Array(Schemas.Number(), "Messages that do not wait for a retry: High, Normal, Low, None.")),
        ("deferredMessageCountsPerPriority", Schemas.Array(Schemas.Number(), "Messages that wait for a retry: High, Normal, Low, None.")),
        ("riskLevel", Schemas.Text("Reserved: Normal.")),
        ("outboundIPPool", Schemas.Number("Reserved: 0.")),
        ("nextHopCategory", Schemas.Choice("", [.. Enum.GetNames<NextHopCategory>()])),
        ("incomingRate", Schemas.Rate("Messages a second, the mean of the last minute.")),
        ("outgoingRate", Schemas.Rate("Messages a second, the mean of the last minute.")),
        ("velocity", Schemas.Rate("outgoingRate less incomingRate: negative while the queue grows.")),
        ("overrideSource", Schemas.Text("Reserved: empty.")),
        ("priorityDescriptions", Schemas.Array(Schemas.Text(), "High, Normal, Low, None.")));

    /// <summary>Writes a queue.</summary>
    public static JsonObject Of(QueueView queue) => new()
    {
        ["identity"] = queue.Identity.ToString(),
        ["deliveryType"] = queue.DeliveryType.ToString(),
        ["nextHopDomain"] = queue.NextHopDomain,
        ["tlsDomain"] = queue.TlsDomain,
        ["nextHopConnector"] = queue.NextHopConnector.ToString(),
        ["status"] = queue.Status.ToString(),
        ["messageCount"] = queue.MessageCount,
        ["lastError"] = queue.LastError,
        ["retryCount"] = queue.RetryCount,
        ["lastRetryTime"] = Time(queue.LastRetryTime),
        ["nextRetryTime"] = Time(queue.NextRetryTime),
        ["firstRetryTime"] = Time(queue.FirstRetryTime),
        ["deferredMessageCount"] = queue.DeferredMessageCount,
        ["lockedMessageCount"] = queue.LockedMessageCount,
        ["messageCountsPerPriority"] = new JsonArray([.. queue.MessageCountsPerPriority.Select(count => JsonValue.Create(count))]),
        ["deferredMessageCountsPerPriority"] = new JsonArray([.. queue.DeferredMessageCountsPerPriority.Select(count => JsonValue.Create(count))]),
        ["riskLevel"] = queue.RiskLevel,
        ["outboundIPPool"] = queue.OutboundIPPool,
        ["nextHopCategory"] = queue.NextHopCategory.ToString(),
        ["incomingRate"] = queue.IncomingRate,
        ["outgoingRate"] = queue.OutgoingRate,
        ["velocity"] = queue.Velocity,
        ["overrideSource"] = queue.OverrideSource,
        ["priorityDescriptions"] = new JsonArray([.. queue.PriorityDescriptions.Select(name => JsonValue.Create(name))])
    };

    private static string? Time(DateTimeOffset? time) => time is { } known ? ObjectDocument.Time(known) : null;
}
