using ForeignTransport.Core.Tracking;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>The searches, in the words of both databases. What callers send travels as parameters only.</summary>
/// <remarks>
/// In PostgreSQL each kind of filter begins at an index that is in the order of time behind the value, so that the newest rows come first and the
/// search ends when it has enough: sender, Message-ID, number of the message, reference, server, and the recipients in a table of their own.
/// Everything else is looked for in the order of time. What is different in SQLite says <see cref="SqliteTrackingSearch"/>.
/// </remarks>
internal static class TrackingQueries
{
    /// <summary>The newest rows that match, the newest first, in a table with indexes.</summary>
    public static async Task<IReadOnlyList<TrackingRecord>> SearchAsync(
        DataConnection session, TrackingFilter filter, CancellationToken cancellationToken)
    {
        if (FindsNothing(filter))
        {
            return [];
        }

        if (filter.Recipients.IsDefaultOrEmpty)
        {
            return Newest(await InOrderOfTimeAsync(session, filter, cancellationToken), filter);
        }

        var found = new List<TrackingTableRow>();
        // One after the other: each is a walk along an index, which several at once are not.
        foreach (var hash in filter.Recipients.Select(recipient => TrackingHash.Of(recipient)).Distinct())
        {
            var positions = Within(session.GetTable<TrackingRecipientRow>().Where(recipient => recipient.Hash == hash), filter);
            var rows = Matching(session.GetTable<TrackingTableRow>(), filter);
            found.AddRange(await positions
                .SelectMany(
                    recipient => rows.Where(row => row.DateTime == recipient.DateTime && row.LogKey == recipient.LogKey),
                    (recipient, row) => new { recipient.DateTime, recipient.LogKey, Row = row })
                .OrderByDescending(pair => pair.DateTime).ThenByDescending(pair => pair.LogKey)
                .Take(filter.Size)
                .Select(pair => pair.Row)
                .ToListAsync(cancellationToken));
        }

        return Newest(found, filter);
    }

    /// <summary>Whether no row can match: all have the same transport-traffic-type, and no index would find that out quickly.</summary>
    public static bool FindsNothing(TrackingFilter filter) =>
        filter.TransportTrafficType is { } type && !type.Equals(TrackingEvents.TrafficType, StringComparison.OrdinalIgnoreCase);

    /// <summary>The newest rows that match, whatever index the database finds best.</summary>
    public static Task<List<TrackingTableRow>> InOrderOfTimeAsync(DataConnection session, TrackingFilter filter, CancellationToken cancellationToken)
    {
        // Keys first: an index may have all that is asked for, and then only the rows that are found are read.
        var keys = Ordered(Matching(session.GetTable<TrackingTableRow>(), filter)).Take(filter.Size).Select(row => new { row.DateTime, row.LogKey });
        return keys
            .SelectMany(
                key => session.GetTable<TrackingTableRow>().Where(row => row.DateTime == key.DateTime && row.LogKey == key.LogKey),
                (_, row) => row)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The newest of the rows that were found, once each, and only those that match letter by letter.</summary>
    public static IReadOnlyList<TrackingRecord> Newest(IEnumerable<TrackingTableRow> found, TrackingFilter filter) =>
    [
        .. found.DistinctBy(row => (row.DateTime, row.LogKey))
            .OrderByDescending(row => row.DateTime).ThenByDescending(row => row.LogKey)
            .Select(row => row.ToRecord())
            .Where(filter.Matches)
            .Take(filter.Size)
    ];

    /// <summary>The oldest rows of a server, or of servers that are none of those named.</summary>
    public static async Task<List<TrackingTableRow>> OldestAsync(
        DataConnection session, DateTimeOffset before, string? server, IReadOnlyCollection<string> except, int limit, CancellationToken cancellationToken)
    {
        var end = before.ToUnixTimeMilliseconds();
        var rows = session.GetTable<TrackingTableRow>().Where(row => row.DateTime < end);
        if (server is not null)
        {
            var key = server.ToLowerInvariant();
            rows = rows.Where(row => row.ServerKey == key);
        }
        else
        {
            var keys = except.Select(name => name.ToLowerInvariant()).ToList();
            rows = rows.Where(row => row.ServerKey == null || !keys.Contains(row.ServerKey));
        }

        return await rows.OrderBy(row => row.DateTime).ThenBy(row => row.LogKey).Take(limit).ToListAsync(cancellationToken);
    }

    private static IOrderedQueryable<TrackingTableRow> Ordered(IQueryable<TrackingTableRow> rows) =>
        rows.OrderByDescending(row => row.DateTime).ThenByDescending(row => row.LogKey);

    /// <summary>Entries whose rows can be within the time that is asked for.</summary>
    public static IQueryable<TrackingRecipientRow> Within(IQueryable<TrackingRecipientRow> entries, TrackingFilter filter)
    {
        var (from, to) = Span(filter);
        return entries.Where(entry => entry.DateTime >= from && entry.DateTime <= to);
    }

    /// <inheritdoc cref="Within(IQueryable{TrackingRecipientRow}, TrackingFilter)" />
    public static IQueryable<TrackingLookupRow> Within(IQueryable<TrackingLookupRow> entries, TrackingFilter filter)
    {
        var (from, to) = Span(filter);
        return entries.Where(entry => entry.DateTime >= from && entry.DateTime <= to);
    }

    /// <summary>Segments that have rows within the time that is asked for.</summary>
    public static IQueryable<TrackingSegmentRow> Within(IQueryable<TrackingSegmentRow> segments, TrackingFilter filter)
    {
        var (from, to) = Span(filter);
        return segments.Where(segment => segment.LastTime >= from && segment.FirstTime <= to);
    }

    /// <summary>Rows that match, but for what the table cannot decide (<see cref="TrackingFilter.Matches"/>).</summary>
    public static IQueryable<TrackingTableRow> Matching(IQueryable<TrackingTableRow> rows, TrackingFilter filter)
    {
        var (from, to) = Span(filter);
        if (from > long.MinValue)
        {
            rows = rows.Where(row => row.DateTime >= from);
        }

        if (to < long.MaxValue)
        {
            rows = rows.Where(row => row.DateTime <= to);
        }

        if (filter.Before is { } before)
        {
            // Beside what Span says, which is what the index understands.
            var (time, number) = (before.Milliseconds, before.Number);
            rows = rows.Where(row => row.DateTime < time || row.LogKey < number);
        }

        if (filter.Server is { } server)
        {
            var key = server.ToLowerInvariant();
            rows = rows.Where(row => row.ServerKey == key);
        }

        if (filter.EventId is { } eventId)
        {
            var name = eventId.Name();
            rows = rows.Where(row => row.EventId == name);
        }

        if (filter.Source is { } source)
        {
            var name = source.Name();
            rows = rows.Where(row => row.Source == name);
        }

        if (filter.Sender is { } sender)
        {
            var hash = TrackingHash.Of(sender);
            rows = rows.Where(row => row.SenderHash == hash);
        }

        if (filter.MessageId is { } messageId)
        {
            var hash = TrackingHash.OfMessageId(messageId);
            rows = rows.Where(row => row.MessageIdHash == hash);
        }

        if ((filter.InternalMessageId ?? (filter.NetworkMessageId is { } id ? InternalMessageId.Of(id) : null)) is { } internalId)
        {
            rows = rows.Where(row => row.InternalMessageId == internalId);
        }

        if (filter.Reference is { } reference)
        {
            var hash = TrackingHash.Of(reference);
            rows = rows.Where(row => row.ReferenceHash == hash);
        }

        if (filter.TransportTrafficType is not null)
        {
            rows = rows.Where(row => row.TrafficType == TrackingEvents.TrafficType);
        }

        if (filter.MessageSubject is { Length: > 0 } subject)
        {
            var key = subject.ToLowerInvariant();
            rows = rows.Where(row => row.SubjectKey!.Contains(key));
        }

        return rows;
    }

    /// <summary>The first and the last millisecond in which a row can be.</summary>
    private static (long From, long To) Span(TrackingFilter filter)
    {
        var end = filter.End is { } time ? Milliseconds(time) - 1 : long.MaxValue;
        return (filter.Start is { } start ? Milliseconds(start) : long.MinValue, Math.Min(end, filter.Before?.Milliseconds ?? long.MaxValue));
    }

    /// <summary>The first whole millisecond that is not before the time: rows have no fractions.</summary>
    private static long Milliseconds(DateTimeOffset time)
    {
        var whole = time.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(whole) < time ? whole + 1 : whole;
    }
}
