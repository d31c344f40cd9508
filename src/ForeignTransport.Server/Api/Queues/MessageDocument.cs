using System.Text.Json.Nodes;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Server.Api.Queues;

/// <summary>A message in a queue as a JSON document, and its schema.</summary>
internal static class MessageDocument
{
    public static JsonObject Schema => Schemas.Object(
        ("identity", Schemas.Text(@"`Server\Queue\number`.")),
        ("queue", Schemas.Text("The identity of the queue.")),
        ("subject", Schemas.Text()),
        ("internetMessageId", Schemas.Text("The Message-ID, with angle brackets.")),
        ("fromAddress", Schemas.Text("The originator; `<>` for the null reverse-path.")),
        ("originalFromAddress", Schemas.Text()),
        ("status", Schemas.Choice("", [.. Enum.GetNames<MessageStatus>()])),
        ("size", Schemas.Number("Bytes.")),
        ("messageSourceName", Schemas.Text("`Pickup`, `Replay`, `DSN`, or what handed it in.")),
        ("sourceIP", Schemas.OptionalText("Null when it is not known.")),
        ("scl", Schemas.Number("Spam confidence level: -1, nothing here filters spam.")),
        ("dateReceived", Schemas.Time()),
        ("expirationTime", Schemas.Time("Null for poison, which never expires.")),
        ("lastError", Schemas.OptionalText("Why it waits; null when it does not.")),
        ("deferReason", Schemas.Text("None: routing has no transient failures.")),
        ("retryCount", Schemas.Number("Retries of its queue since the last success.")),
        ("priority", Schemas.Choice("", "Low", "Normal", "High")),
        ("directionality", Schemas.Text()),
        ("messageLatency", Schemas.Text("From acceptance to this answer, `d.hh:mm:ss`.")),
        ("recipientCount", Schemas.Number("Recipients that it has in this queue.")),
        ("recipients", Schemas.Array(
            Schemas.Object(
                ("address", Schemas.Text()),
                ("type", Schemas.Text("External.")),
                ("finalDestination", Schemas.Text("The GUID of the connector, or `<No Matching Connector>`.")),
                ("status", Schemas.Choice("", [.. Enum.GetNames<MessageRecipientStatus>()])),
                ("lastError", Schemas.Text("Empty when nothing is known."))),
            "Only with `includeRecipientInfo=true`.")),
        ("networkMessageId", Schemas.Text("The id of the message, as in names of files and in the log.")));

    /// <summary>Writes a message.</summary>
    public static JsonObject Of(MessageView message) => new()
    {
        ["identity"] = message.Identity.ToString(),
        ["queue"] = message.Queue.ToString(),
        ["subject"] = message.Subject,
        ["internetMessageId"] = message.InternetMessageId,
        ["fromAddress"] = message.FromAddress,
        ["originalFromAddress"] = message.OriginalFromAddress,
        ["status"] = message.Status.ToString(),
        ["size"] = message.Size,
        ["messageSourceName"] = message.MessageSourceName,
        ["sourceIP"] = message.SourceIP,
        ["scl"] = message.SCL,
        ["dateReceived"] = ObjectDocument.Time(message.DateReceived),
        ["expirationTime"] = message.ExpirationTime is { } expires ? ObjectDocument.Time(expires) : null,
        ["lastError"] = message.LastError,
        ["deferReason"] = message.DeferReason,
        ["retryCount"] = message.RetryCount,
        ["priority"] = message.Priority.ToString(),
        ["directionality"] = message.Directionality,
        ["messageLatency"] = message.MessageLatency.ToString("c"),
        ["recipientCount"] = message.RecipientCount,
        ["recipients"] = new JsonArray([.. message.Recipients.Select(Recipient)]),
        ["networkMessageId"] = message.Id.ToString()
    };

    private static JsonObject Recipient(MessageRecipientView recipient) => new()
    {
        ["address"] = recipient.Address,
        ["type"] = MessageRecipientView.Type,
        ["finalDestination"] = recipient.FinalDestination,
        ["status"] = recipient.Status.ToString(),
        ["lastError"] = recipient.LastError
    };
}
