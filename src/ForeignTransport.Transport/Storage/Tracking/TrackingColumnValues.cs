using System.Collections.Immutable;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>A column as the writers see it.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="IsNumber">bigint; else text.</param>
/// <param name="Read">The value in a row: text, long, or null.</param>
internal sealed record TrackingColumnValue(string Name, bool IsNumber, Func<TrackingTableRow, object?> Read);

/// <summary>The columns of <c>message_tracking</c>, in the order in which both databases are told their values.</summary>
internal static class TrackingColumnValues
{
    public static ImmutableArray<TrackingColumnValue> All { get; } =
    [
        new("date_time", true, row => row.DateTime),
        new("log_key", true, row => row.LogKey),
        new("event_id", false, row => row.EventId),
        new("source", false, row => row.Source),
        new("server_key", false, row => row.ServerKey),
        new("traffic_type", false, row => row.TrafficType),
        new("internal_message_id", true, row => row.InternalMessageId),
        new("message_id_hash", true, row => row.MessageIdHash),
        new("sender_hash", true, row => row.SenderHash),
        new("reference_hash", true, row => row.ReferenceHash),
        new("network_message_id", false, row => row.NetworkMessageId),
        new("message_id", false, row => row.MessageId),
        new("recipients", false, row => row.Recipients),
        new("recipient_status", false, row => row.RecipientStatus),
        new("total_bytes", true, row => row.TotalBytes),
        new("recipient_count", true, row => row.RecipientCount is { } count ? (long)count : null),
        new("message_subject", false, row => row.MessageSubject),
        new("subject_key", false, row => row.SubjectKey),
        new("sender", false, row => row.Sender),
        new("return_path", false, row => row.ReturnPath),
        new("client_ip", false, row => row.ClientIp),
        new("client_hostname", false, row => row.ClientHostname),
        new("server_ip", false, row => row.ServerIp),
        new("server_hostname", false, row => row.ServerHostname),
        new("source_context", false, row => row.SourceContext),
        new("connector_id", false, row => row.ConnectorId),
        new("related_recipient", false, row => row.RelatedRecipient),
        new("reference", false, row => row.Reference),
        new("message_info", false, row => row.MessageInfo),
        new("directionality", false, row => row.Directionality),
        new("original_client_ip", false, row => row.OriginalClientIp),
        new("original_server_ip", false, row => row.OriginalServerIp),
        new("custom_data", false, row => row.CustomData)
    ];

    public static ImmutableArray<string> Names { get; } = [.. All.Select(column => column.Name)];
}
