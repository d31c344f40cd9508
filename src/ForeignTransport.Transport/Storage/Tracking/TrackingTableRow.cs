using ForeignTransport.Core.Tracking;
using LinqToDB.Mapping;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>
/// A row of <c>message_tracking</c>: the fields of the log, and beside some of them what they are searched by. An empty field is null. Fields that
/// are the same in every row (tenant-id, schema-version) are not stored, and log-id is the key.
/// </summary>
[Table("message_tracking")]
internal sealed class TrackingTableRow
{
    [Column("date_time"), PrimaryKey(0)]
    public long DateTime { get; set; }

    [Column("log_key"), PrimaryKey(1)]
    public long LogKey { get; set; }

    [Column("client_ip")]
    public string? ClientIp { get; set; }

    [Column("client_hostname")]
    public string? ClientHostname { get; set; }

    [Column("server_ip")]
    public string? ServerIp { get; set; }

    [Column("server_hostname")]
    public string? ServerHostname { get; set; }

    /// <summary>server_hostname in lower case.</summary>
    [Column("server_key")]
    public string? ServerKey { get; set; }

    [Column("source_context")]
    public string? SourceContext { get; set; }

    [Column("connector_id")]
    public string? ConnectorId { get; set; }

    [Column("source"), NotNull]
    public string Source { get; set; } = "";

    [Column("event_id"), NotNull]
    public string EventId { get; set; } = "";

    /// <summary>Follows from network_message_id, and stands for it in the index.</summary>
    [Column("internal_message_id")]
    public long? InternalMessageId { get; set; }

    [Column("message_id")]
    public string? MessageId { get; set; }

    [Column("message_id_hash")]
    public long? MessageIdHash { get; set; }

    /// <summary>32 digits.</summary>
    [Column("network_message_id")]
    public string? NetworkMessageId { get; set; }

    /// <summary>Joined with <c>;</c>; each of them has a row in <c>message_tracking_recipient</c>.</summary>
    [Column("recipients")]
    public string? Recipients { get; set; }

    [Column("recipient_status")]
    public string? RecipientStatus { get; set; }

    [Column("total_bytes")]
    public long? TotalBytes { get; set; }

    [Column("recipient_count")]
    public int? RecipientCount { get; set; }

    [Column("related_recipient")]
    public string? RelatedRecipient { get; set; }

    [Column("reference")]
    public string? Reference { get; set; }

    [Column("reference_hash")]
    public long? ReferenceHash { get; set; }

    [Column("message_subject")]
    public string? MessageSubject { get; set; }

    /// <summary>message_subject in lower case.</summary>
    [Column("subject_key")]
    public string? SubjectKey { get; set; }

    [Column("sender")]
    public string? Sender { get; set; }

    [Column("sender_hash")]
    public long? SenderHash { get; set; }

    [Column("return_path")]
    public string? ReturnPath { get; set; }

    [Column("message_info")]
    public string? MessageInfo { get; set; }

    [Column("directionality")]
    public string? Directionality { get; set; }

    [Column("original_client_ip")]
    public string? OriginalClientIp { get; set; }

    [Column("original_server_ip")]
    public string? OriginalServerIp { get; set; }

    [Column("custom_data")]
    public string? CustomData { get; set; }

    [Column("traffic_type")]
    public string? TrafficType { get; set; }

    /// <summary>The row of a record.</summary>
    public static TrackingTableRow Of(TrackingRecord record)
    {
        var key = TrackingKey.FromLogId(record.LogId ?? throw new ArgumentException("A row of the table has a log-id.", nameof(record)));
        return new TrackingTableRow
        {
            DateTime = key.Milliseconds,
            LogKey = key.Number,
            ClientIp = Text(record.ClientIp),
            ClientHostname = Text(record.ClientHostname),
            ServerIp = Text(record.ServerIp),
            ServerHostname = Text(record.ServerHostname),
            ServerKey = Text(record.ServerHostname)?.ToLowerInvariant(),
            SourceContext = Text(record.SourceContext),
            ConnectorId = Text(record.ConnectorId),
            Source = record.Source.Name(),
            EventId = record.EventId.Name(),
            InternalMessageId = record.InternalMessageId,
            MessageId = Text(record.MessageId),
            MessageIdHash = record.MessageId.Length == 0 ? null : TrackingHash.OfMessageId(record.MessageId),
            NetworkMessageId = record.NetworkMessageId?.ToString(),
            Recipients = Text(TrackingRow.Recipients(record)),
            RecipientStatus = Text(TrackingRow.Statuses(record)),
            TotalBytes = record.TotalBytes,
            RecipientCount = record.RecipientCount,
            RelatedRecipient = Text(record.RelatedRecipientAddress),
            Reference = Text(record.Reference),
            ReferenceHash = record.Reference.Length == 0 ? null : TrackingHash.Of(record.Reference),
            MessageSubject = Text(record.MessageSubject),
            SubjectKey = Text(record.MessageSubject)?.ToLowerInvariant(),
            Sender = Text(record.Sender),
            SenderHash = record.Sender.Length == 0 ? null : TrackingHash.Of(record.Sender),
            ReturnPath = Text(record.ReturnPath),
            MessageInfo = Text(record.MessageInfo),
            Directionality = record.Directionality?.ToString(),
            OriginalClientIp = Text(record.OriginalClientIp),
            OriginalServerIp = Text(record.OriginalServerIp),
            CustomData = Text(record.CustomData),
            TrafficType = Text(record.TransportTrafficType)
        };
    }

    /// <summary>The record of this row.</summary>
    public TrackingRecord ToRecord()
    {
        var key = new TrackingKey(DateTime, LogKey);
        return new TrackingRecord
        {
            Timestamp = key.Time,
            ClientIp = ClientIp ?? "",
            ClientHostname = ClientHostname ?? "",
            ServerIp = ServerIp ?? "",
            ServerHostname = ServerHostname ?? "",
            SourceContext = SourceContext ?? "",
            ConnectorId = ConnectorId ?? "",
            Source = TrackingNames.TryParse(Source, out TrackingSource source) ? source : default,
            EventId = TrackingNames.TryParse(EventId, out TrackingEventId eventId) ? eventId : default,
            InternalMessageId = InternalMessageId,
            MessageId = MessageId ?? "",
            NetworkMessageId = Core.Messages.MessageId.TryParse(NetworkMessageId, out var id) ? id : null,
            Recipients = TrackingRow.SplitRecipients(Recipients ?? ""),
            RecipientStatus = TrackingRow.SplitStatuses(RecipientStatus ?? ""),
            TotalBytes = TotalBytes,
            RecipientCount = RecipientCount,
            RelatedRecipientAddress = RelatedRecipient ?? "",
            Reference = Reference ?? "",
            MessageSubject = MessageSubject ?? "",
            Sender = Sender ?? "",
            ReturnPath = ReturnPath ?? "",
            MessageInfo = MessageInfo ?? "",
            Directionality = Enum.TryParse<TrackingDirectionality>(Directionality, out var direction) ? direction : null,
            OriginalClientIp = OriginalClientIp ?? "",
            OriginalServerIp = OriginalServerIp ?? "",
            CustomData = CustomData ?? "",
            TransportTrafficType = TrafficType ?? "",
            LogId = key.LogId,
            SchemaVersion = TrackingScope.SchemaVersion
        };
    }

    /// <summary>Empty is null, and no zero byte: PostgreSQL has no such text.</summary>
    private static string? Text(string text) =>
        text.Length == 0 ? null : text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', ' ') : text;
}

/// <summary>A row of <c>message_tracking_recipient</c>: one recipient of one row, by its number.</summary>
[Table("message_tracking_recipient")]
internal sealed class TrackingRecipientRow
{
    [Column("hash"), PrimaryKey(0)]
    public long Hash { get; set; }

    [Column("date_time"), PrimaryKey(1)]
    public long DateTime { get; set; }

    [Column("log_key"), PrimaryKey(2)]
    public long LogKey { get; set; }
}
