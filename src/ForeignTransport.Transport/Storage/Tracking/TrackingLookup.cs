using ForeignTransport.Core.Tracking;
using LinqToDB.Mapping;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>What a row is found by. Stored, so the numbers never change.</summary>
internal enum TrackingLookupKind
{
    Sender = 0,
    Recipient = 1,
    MessageId = 2,

    /// <summary>internal-message-id, which stands for network-message-id too.</summary>
    Number = 3,
    Reference = 4
}

/// <summary>An entry of <c>message_tracking_lookup</c> in <c>tracking.db</c>: where a row is that has this number.</summary>
[Table("message_tracking_lookup")]
internal sealed class TrackingLookupRow
{
    [Column("segment"), PrimaryKey(0)]
    public long Segment { get; set; }

    [Column("kind"), PrimaryKey(1)]
    public int Kind { get; set; }

    [Column("hash"), PrimaryKey(2)]
    public long Hash { get; set; }

    [Column("date_time"), PrimaryKey(3)]
    public long DateTime { get; set; }

    [Column("log_key"), PrimaryKey(4)]
    public long LogKey { get; set; }

    /// <summary>event-id of the row: who looks for one event of a busy sender reads no row of another.</summary>
    [Column("event_id"), NotNull]
    public string EventId { get; set; } = "";

    /// <summary>The entries of a row, without their segment.</summary>
    public static IEnumerable<(TrackingLookupKind Kind, long Hash)> Of(TrackingTableRow row)
    {
        if (row.SenderHash is { } sender)
        {
            yield return (TrackingLookupKind.Sender, sender);
        }

        if (row.MessageIdHash is { } messageId)
        {
            yield return (TrackingLookupKind.MessageId, messageId);
        }

        if (row.InternalMessageId is { } number)
        {
            yield return (TrackingLookupKind.Number, number);
        }

        if (row.ReferenceHash is { } reference)
        {
            yield return (TrackingLookupKind.Reference, reference);
        }

        foreach (var recipient in TrackingRow.SplitRecipients(row.Recipients ?? ""))
        {
            yield return (TrackingLookupKind.Recipient, TrackingHash.Of(recipient));
        }
    }
}

/// <summary>A row of <c>message_tracking_segment</c>: rows of the table that came one after the other.</summary>
[Table("message_tracking_segment")]
internal sealed class TrackingSegmentRow
{
    [Column("segment"), PrimaryKey]
    public long Segment { get; set; }

    /// <summary>The earliest time of its rows, in milliseconds.</summary>
    [Column("first_time")]
    public long FirstTime { get; set; }

    /// <summary>The latest time of its rows. A row may be recorded long after its time, so those of two segments overlap.</summary>
    [Column("last_time")]
    public long LastTime { get; set; }

    [Column("row_count")]
    public long RowCount { get; set; }
}
