using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Tracking;

/// <summary>Reads the rows of one tracking log.</summary>
/// <param name="columns">The columns of that log, from its <c>#Fields</c> line.</param>
public sealed class TrackingRowReader(TrackingColumns columns)
{
    /// <summary>
    /// Reads one line, without its line end. The error names the field that cannot be read; its text is not repeated, because it may be
    /// of any length.
    /// </summary>
    public bool TryRead(string line, [NotNullWhen(true)] out TrackingRecord? record, [NotNullWhen(false)] out TransportError? error)
    {
        ArgumentNullException.ThrowIfNull(line);
        record = null;
        if (!TrySplit(line, out var values))
        {
            error = ErrorCatalogue.TrackingRowMalformed.With("a quote is out of place");
            return false;
        }

        if (values.Count != columns.Names.Length)
        {
            error = ErrorCatalogue.TrackingRowMalformed.With(
                string.Create(CultureInfo.InvariantCulture, $"{values.Count} fields instead of {columns.Names.Length}"));
            return false;
        }

        var row = new Row(values, columns);
        var read = Read(row);
        error = row.BadField is { } field ? ErrorCatalogue.TrackingRowMalformed.With($"{field} is not readable") : null;
        record = error is null ? read : null;
        return error is null;
    }

    private static TrackingRecord Read(Row row) => new()
    {
        Timestamp = row.Required("date-time", Time),
        ClientIp = row.Text("client-ip"),
        ClientHostname = row.Text("client-hostname"),
        ServerIp = row.Text("server-ip"),
        ServerHostname = row.Text("server-hostname"),
        SourceContext = row.Text("source-context"),
        ConnectorId = row.Text("connector-id"),
        Source = row.Required<TrackingSource>("source", text => TrackingNames.TryParse(text, out TrackingSource source) ? source : null),
        EventId = row.Required<TrackingEventId>("event-id", text => TrackingNames.TryParse(text, out TrackingEventId eventId) ? eventId : null),
        InternalMessageId = row.Optional("internal-message-id", Number),
        MessageId = row.Text("message-id"),
        NetworkMessageId = row.Optional("network-message-id", NetworkMessageId),
        Recipients = TrackingList.SplitAddresses(row.Text("recipient-address")),
        RecipientStatus = TrackingList.SplitStatuses(row.Text("recipient-status")),
        TotalBytes = row.Optional("total-bytes", Number),
        RecipientCount = row.Optional<int>("recipient-count", text => Number(text) is { } number and >= 0 and <= int.MaxValue ? (int)number : null),
        RelatedRecipientAddress = row.Text("related-recipient-address"),
        Reference = row.Text("reference"),
        MessageSubject = row.Text("message-subject"),
        Sender = row.Text("sender-address"),
        ReturnPath = row.Text("return-path"),
        MessageInfo = row.Text("message-info"),
        Directionality = row.Optional("directionality", Directionality),
        TenantId = row.Text("tenant-id"),
        OriginalClientIp = row.Text("original-client-ip"),
        OriginalServerIp = row.Text("original-server-ip"),
        CustomData = row.Text("custom-data"),
        TransportTrafficType = row.Text("transport-traffic-type"),
        LogId = row.Optional<Guid>("log-id", text => Guid.TryParse(text, out var id) ? id : null),
        SchemaVersion = row.Text("schema-version")
    };

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, TrackingRow.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>With or without hyphens: documents show one form, real rows the other.</summary>
    private static MessageId? NetworkMessageId(string text) =>
        MessageId.TryParse(text.Replace("-", "", StringComparison.Ordinal), out var id) ? id : null;

    private static TrackingDirectionality? Directionality(string text) =>
        char.IsAsciiLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out TrackingDirectionality directionality) ? directionality : null;

    /// <summary>Splits at commas outside of quotes; within quotes a doubled quote is one. False when a quote stands or is missing where it may not.</summary>
    private static bool TrySplit(string line, out List<string> values)
    {
        values = [];
        var position = 0;
        while (true)
        {
            if (position < line.Length && line[position] == '"')
            {
                if (!TryReadQuoted(line, ref position, out var quoted))
                {
                    return false;
                }

                values.Add(quoted);
            }
            else
            {
                var comma = line.IndexOf(',', position);
                var value = line[position..(comma < 0 ? line.Length : comma)];
                if (value.Contains('"', StringComparison.Ordinal))
                {
                    return false;
                }

                values.Add(value);
                position += value.Length;
            }

            if (position == line.Length)
            {
                return true;
            }

            position++;
        }
    }

    private static bool TryReadQuoted(string line, ref int position, out string value)
    {
        var text = new StringBuilder();
        for (position++; position < line.Length; position++)
        {
            if (line[position] != '"')
            {
                text.Append(line[position]);
            }
            else if (position + 1 < line.Length && line[position + 1] == '"')
            {
                text.Append('"');
                position++;
            }
            else
            {
                position++;
                value = text.ToString();
                return position == line.Length || line[position] == ',';
            }
        }

        value = "";
        return false;
    }

    /// <summary>The fields of one line by name, and the first of them that could not be read.</summary>
    private sealed class Row(List<string> values, TrackingColumns columns)
    {
        public string? BadField { get; private set; }

        public string Text(string field) => columns.Value(values, field);

        public T Required<T>(string field, Func<string, T?> read)
            where T : struct
        {
            if (read(Text(field)) is { } value)
            {
                return value;
            }

            BadField ??= field;
            return default;
        }

        public T? Optional<T>(string field, Func<string, T?> read)
            where T : struct => Text(field).Length == 0 ? null : Required(field, read);
    }
}
