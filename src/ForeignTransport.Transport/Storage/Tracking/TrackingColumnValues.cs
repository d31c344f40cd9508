using System.Collections.Immutable;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>A column as the writers see it: text or a number.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Text">The text in a row; null for a number.</param>
/// <param name="Number">The number in a row; null for text.</param>
internal sealed record TrackingColumnValue(string Name, Func<TrackingTableRow, string?>? Text, Func<TrackingTableRow, long?>? Number);

/// <summary>The columns of <c>message_tracking</c>, in the order in which both databases are told their values.</summary>
internal static class TrackingColumnValues
{
    public static ImmutableArray<TrackingColumnValue> All { get; } =
    [
        Number("date_time", row => row.DateTime),
        Number("log_key", row => row.LogKey),
        Text("event_id", row => row.EventId),
        Text("source", row => row.Source),
        Text("server_key", row => row.ServerKey),
        Text("traffic_type", row => row.TrafficType),
        Number("internal_message_id", row => row.InternalMessageId),
        Number("message_id_hash", row => row.MessageIdHash),
        Number("sender_hash", row => row.SenderHash),
        Number("reference_hash", row => row.ReferenceHash),
        Text("network_message_id", row => row.NetworkMessageId),
        Text("message_id", row => row.MessageId),
        Text("recipients", row => row.Recipients),
        Text("recipient_status", row => row.RecipientStatus),
        Number("total_bytes", row => row.TotalBytes),
        Number("recipient_count", row => row.RecipientCount),
        Text("message_subject", row => row.MessageSubject),
        Text("subject_key", row => row.SubjectKey),
        Text("sender", row => row.Sender),
        Text("return_path", row => row.ReturnPath),
        Text("client_ip", row => row.ClientIp),
        Text("client_hostname", row => row.ClientHostname),
        Text("server_ip", row => row.ServerIp),
        Text("server_hostname", row => row.ServerHostname),
        Text("source_context", row => row.SourceContext),
        Text("connector_id", row => row.ConnectorId),
        Text("related_recipient", row => row.RelatedRecipient),
        Text("reference", row => row.Reference),
        Text("message_info", row => row.MessageInfo),
        Text("directionality", row => row.Directionality),
        Text("original_client_ip", row => row.OriginalClientIp),
        Text("original_server_ip", row => row.OriginalServerIp),
        Text("custom_data", row => row.CustomData)
    ];

    public static ImmutableArray<string> Names { get; } = [.. All.Select(column => column.Name)];

    private static TrackingColumnValue Text(string name, Func<TrackingTableRow, string?> read) => new(name, read, null);

    private static TrackingColumnValue Number(string name, Func<TrackingTableRow, long?> read) => new(name, null, read);
}
