using System.Globalization;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Tracking;

namespace ForeignTransport.Server.Api.Tracking;

/// <summary>A row of message tracking as JSON, under the property names of Get-MessageTrackingLog.</summary>
internal static class TrackingDocument
{
    public static JsonNode Schema => Schemas.Object(
        ("timestamp", Schemas.Time("When it happened.")),
        ("clientIp", Schemas.Text()),
        ("clientHostname", Schemas.Text("Who submitted: a client, or this server for a directory.")),
        ("serverIp", Schemas.Text()),
        ("serverHostname", Schemas.Text("The server where it happened.")),
        ("sourceContext", Schemas.Text("What only the source knows: a file, an error.")),
        ("connectorId", Schemas.Text("The connector.")),
        ("source", Schemas.Choice("What caused it.", [.. Enum.GetValues<TrackingSource>().Select(source => source.Name())])),
        ("eventId", Schemas.Choice("What happened.", [.. Enum.GetValues<TrackingEventId>().Select(id => id.Name())])),
        ("internalMessageId", new JsonObject { ["type"] = new JsonArray("integer", "null"), ["description"] = "The number of the message." }),
        ("messageId", Schemas.Text("The Message-ID.")),
        ("networkMessageId", Schemas.OptionalText()),
        ("recipients", Schemas.Array(Schemas.Text())),
        ("recipientStatus", Schemas.Array(Schemas.Text())),
        ("totalBytes", new JsonObject { ["type"] = new JsonArray("integer", "null") }),
        ("recipientCount", new JsonObject { ["type"] = new JsonArray("integer", "null") }),
        ("relatedRecipientAddress", Schemas.Text()),
        ("reference", Schemas.Array(Schemas.Text())),
        ("messageSubject", Schemas.Text("Empty where subjects are not recorded.")),
        ("sender", Schemas.Text("Address in the Sender header, else in From.")),
        ("returnPath", Schemas.Text("The envelope sender.")),
        ("directionality", Schemas.OptionalText()),
        ("tenantId", Schemas.Text()),
        ("originalClientIp", Schemas.Text()),
        ("originalServerIp", Schemas.Text()),
        ("messageInfo", Schemas.Text()),
        ("messageLatency", Schemas.OptionalText()),
        ("messageLatencyType", Schemas.Choice("", TrackingLatency.None, TrackingLatency.EndToEnd)),
        ("eventData", Schemas.Array(Schemas.Object(("key", Schemas.Text()), ("value", Schemas.Text())))),
        ("transportTrafficType", Schemas.Text()),
        ("logId", Schemas.OptionalText()),
        ("schemaVersion", Schemas.Text()));

    public static JsonObject Show(TrackingRecord row)
    {
        var latency = TrackingLatency.Of(row);
        return new JsonObject
        {
            ["timestamp"] = ObjectDocument.Time(row.Timestamp),
            ["clientIp"] = row.ClientIp,
            ["clientHostname"] = row.ClientHostname,
            ["serverIp"] = row.ServerIp,
            ["serverHostname"] = row.ServerHostname,
            ["sourceContext"] = row.SourceContext,
            ["connectorId"] = row.ConnectorId,
            ["source"] = row.Source.Name(),
            ["eventId"] = row.EventId.Name(),
            ["internalMessageId"] = row.InternalMessageId,
            ["messageId"] = row.MessageId,
            ["networkMessageId"] = row.NetworkMessageId is { } id ? TrackingRow.Hyphenated(id) : null,
            ["recipients"] = Texts(row.Recipients),
            ["recipientStatus"] = Texts(row.RecipientStatus),
            ["totalBytes"] = row.TotalBytes,
            ["recipientCount"] = row.RecipientCount,
            ["relatedRecipientAddress"] = row.RelatedRecipientAddress,
            ["reference"] = row.Reference.Length == 0 ? [] : Texts([row.Reference]),
            ["messageSubject"] = row.MessageSubject,
            ["sender"] = row.Sender,
            ["returnPath"] = row.ReturnPath,
            ["directionality"] = row.Directionality?.ToString(),
            ["tenantId"] = row.TenantId,
            ["originalClientIp"] = row.OriginalClientIp,
            ["originalServerIp"] = row.OriginalServerIp,
            ["messageInfo"] = row.MessageInfo,
            ["messageLatency"] = latency?.ToString("c", CultureInfo.InvariantCulture),
            ["messageLatencyType"] = latency is null ? TrackingLatency.None : TrackingLatency.EndToEnd,
            ["eventData"] = new JsonArray(
                [.. TrackingLatency.EventData(row.CustomData).Select(pair => new JsonObject { ["key"] = pair.Name, ["value"] = pair.Value })]),
            ["transportTrafficType"] = row.TransportTrafficType,
            ["logId"] = row.LogId?.ToString("D", CultureInfo.InvariantCulture),
            ["schemaVersion"] = row.SchemaVersion
        };
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}
