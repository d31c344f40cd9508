using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Tracking;

/// <summary>
/// Writes a tracking event as one line of a log, in the columns of <see cref="TrackingColumns.Current"/>: comma-separated, quoted where
/// needed. <see cref="TrackingRowReader"/> reads the same record from it, but for control characters, which are written as blanks,
/// and fractions of a millisecond.
/// </summary>
public static class TrackingRow
{
    internal const string TimeFormat = LastErrorText.TimeFormat;

    /// <summary>The line, without a line end and without any other control character.</summary>
    public static string Format(TrackingRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var line = new StringBuilder(512);
        line.Append(Time(record.Timestamp));
        Append(line, record.ClientIp);
        Append(line, record.ClientHostname);
        Append(line, record.ServerIp);
        Append(line, record.ServerHostname);
        Append(line, record.SourceContext);
        Append(line, record.ConnectorId);
        Append(line, record.Source.Name());
        Append(line, record.EventId.Name());
        Append(line, record.InternalMessageId?.ToString(CultureInfo.InvariantCulture));
        Append(line, record.MessageId);
        Append(line, record.NetworkMessageId is { } id ? Hyphenated(id) : "");
        Append(line, TrackingList.JoinAddresses(record.Recipients));
        Append(line, TrackingList.JoinStatuses(record.RecipientStatus));
        Append(line, record.TotalBytes?.ToString(CultureInfo.InvariantCulture));
        Append(line, record.RecipientCount?.ToString(CultureInfo.InvariantCulture));
        Append(line, record.RelatedRecipientAddress);
        Append(line, record.Reference);
        Append(line, record.MessageSubject);
        Append(line, record.Sender);
        Append(line, record.ReturnPath);
        Append(line, record.MessageInfo);
        Append(line, record.Directionality?.ToString());
        Append(line, record.TenantId);
        Append(line, record.OriginalClientIp);
        Append(line, record.OriginalServerIp);
        Append(line, record.CustomData);
        Append(line, record.TransportTrafficType);
        Append(line, record.LogId?.ToString("D"));
        Append(line, record.SchemaVersion);
        return line.ToString();
    }

    /// <summary>The recipient-address field.</summary>
    public static string Recipients(TrackingRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return TrackingList.JoinAddresses(record.Recipients);
    }

    /// <summary>The recipient-status field.</summary>
    public static string Statuses(TrackingRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return TrackingList.JoinStatuses(record.RecipientStatus);
    }

    /// <summary>Reads what <see cref="Recipients"/> wrote.</summary>
    public static ImmutableArray<string> SplitRecipients(string field) => TrackingList.SplitAddresses(field);

    /// <summary>Reads what <see cref="Statuses"/> wrote.</summary>
    public static ImmutableArray<string> SplitStatuses(string field) => TrackingList.SplitStatuses(field);

    /// <summary>A time as rows write it: UTC, milliseconds, Z.</summary>
    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>A network message id as rows write it: a hyphenated lower-case GUID.</summary>
    public static string Hyphenated(MessageId id)
    {
        var hex = id.ToString();
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }

    private static void Append(StringBuilder line, string? value)
    {
        line.Append(',');
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        var quoted = value.AsSpan().ContainsAny(',', '"');
        if (quoted)
        {
            line.Append('"');
        }

        foreach (var c in value)
        {
            line.Append(char.IsControl(c) ? ' ' : c);
            if (c == '"')
            {
                line.Append('"');
            }
        }

        if (quoted)
        {
            line.Append('"');
        }
    }
}
