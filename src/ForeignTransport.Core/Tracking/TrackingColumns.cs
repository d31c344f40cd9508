using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Tracking;

/// <summary>
/// Which field stands where in the rows of a log. Logs of other releases have fewer fields, so a reader goes by the
/// <c>#Fields</c> line of each file.
/// </summary>
public sealed class TrackingColumns
{
    private const string Prefix = "#Fields:";

    private readonly FrozenDictionary<string, int> _positions;

    private TrackingColumns(ImmutableArray<string> names)
    {
        Names = names;
        _positions = names.Select((name, index) => (name, index)).ToFrozenDictionary(pair => pair.name, pair => pair.index, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The thirty fields that this release writes.</summary>
    public static TrackingColumns Current { get; } = new(
    [
        "date-time", "client-ip", "client-hostname", "server-ip", "server-hostname", "source-context", "connector-id", "source", "event-id",
        "internal-message-id", "message-id", "network-message-id", "recipient-address", "recipient-status", "total-bytes", "recipient-count",
        "related-recipient-address", "reference", "message-subject", "sender-address", "return-path", "message-info", "directionality",
        "tenant-id", "original-client-ip", "original-server-ip", "custom-data", "transport-traffic-type", "log-id", "schema-version"
    ]);

    /// <summary>The names, in the order of the row.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>Reads a <c>#Fields</c> line. It must name each field once, and date-time, source and event-id at least.</summary>
    public static bool TryParse(string line, [NotNullWhen(true)] out TrackingColumns? columns, [NotNullWhen(false)] out TransportError? error)
    {
        ArgumentNullException.ThrowIfNull(line);
        columns = null;
        error = null;
        if (!line.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            error = ErrorCatalogue.TrackingRowMalformed.With("the line does not begin with #Fields:");
            return false;
        }

        ImmutableArray<string> names = [.. line[Prefix.Length..].Split(',', StringSplitOptions.TrimEntries)];
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Length)
        {
            error = ErrorCatalogue.TrackingRowMalformed.With("the #Fields line names a field twice");
            return false;
        }

        foreach (var required in (ReadOnlySpan<string>)["date-time", "source", "event-id"])
        {
            if (!names.Contains(required, StringComparer.OrdinalIgnoreCase))
            {
                error = ErrorCatalogue.TrackingRowMalformed.With($"the #Fields line does not name {required}");
                return false;
            }
        }

        columns = new TrackingColumns(names);
        return true;
    }

    /// <summary>The <c>#Fields</c> line.</summary>
    public override string ToString() => $"{Prefix} {string.Join(',', Names)}";

    /// <summary>The value of a field in a row of these columns; empty where this log does not have it.</summary>
    internal string Value(IReadOnlyList<string> row, string name) => _positions.TryGetValue(name, out var position) ? row[position] : "";
}
