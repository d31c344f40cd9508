using ForeignTransport.Core.Tracking;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace ForeignTransport.Transport.Storage.Tracking;

/// <summary>Searches in <c>tracking.db</c>: by the entries of its segments where the filter has something that rows are found by.</summary>
internal static class SqliteTrackingSearch
{
    /// <summary>Segments of one query at most; the first query looks at one, each next at twice as many.</summary>
    private const int MostSegments = 64;

    /// <summary>The newest rows that match, the newest first.</summary>
    public static async Task<IReadOnlyList<TrackingRecord>> RunAsync(
        DataConnection session, TrackingFilter filter, CancellationToken cancellationToken)
    {
        if (TrackingQueries.FindsNothing(filter))
        {
            return [];
        }

        var wanted = Wanted(filter);
        if (wanted.Hashes.Count == 0)
        {
            return TrackingQueries.Newest(await TrackingQueries.InOrderOfTimeAsync(session, filter, cancellationToken), filter);
        }

        var segments = await TrackingQueries.Within(session.GetTable<TrackingSegmentRow>(), filter).ToListAsync(cancellationToken);
        segments.Sort((left, right) => right.LastTime.CompareTo(left.LastTime));
        var found = new List<TrackingTableRow>();
        var (next, count) = (0, 1);
        while (next < segments.Count && !IsComplete(found, filter.Size, segments[next].LastTime))
        {
            var group = segments.Skip(next).Take(count).Select(segment => segment.Segment).ToList();
            next += count;
            count = Math.Min(count * 2, MostSegments);
            foreach (var hash in wanted.Hashes)
            {
                // One after the other: each is a walk along the table, which several at once are not.
                found.AddRange(await FindAsync(session, group, wanted.Kind, hash, filter, cancellationToken));
            }
        }

        return TrackingQueries.Newest(found, filter);
    }

    /// <summary>What to look for: the kind of which the fewest rows have the same.</summary>
    private static (TrackingLookupKind Kind, IReadOnlyList<long> Hashes) Wanted(TrackingFilter filter) => filter switch
    {
        { InternalMessageId: { } number } => (TrackingLookupKind.Number, [number]),
        { NetworkMessageId: { } id } => (TrackingLookupKind.Number, [InternalMessageId.Of(id)]),
        { MessageId: { } messageId } => (TrackingLookupKind.MessageId, [TrackingHash.OfMessageId(messageId)]),
        { Reference: { } reference } => (TrackingLookupKind.Reference, [TrackingHash.Of(reference)]),
        { Recipients: { IsDefaultOrEmpty: false } recipients } =>
            (TrackingLookupKind.Recipient, [.. recipients.Select(recipient => TrackingHash.Of(recipient)).Distinct()]),
        { Sender: { } sender } => (TrackingLookupKind.Sender, [TrackingHash.Of(sender)]),
        _ => (default, [])
    };

    private static async Task<List<TrackingTableRow>> FindAsync(DataConnection session, List<long> segments, TrackingLookupKind kind, long hash,
        TrackingFilter filter, CancellationToken cancellationToken)
    {
        var number = (int)kind;
        var entries = TrackingQueries.Within(
            session.GetTable<TrackingLookupRow>().Where(entry => segments.Contains(entry.Segment) && entry.Kind == number && entry.Hash == hash), filter);
        if (filter.EventId is { } eventId)
        {
            var name = eventId.Name();
            entries = entries.Where(entry => entry.EventId == name);
        }

        var rows = TrackingQueries.Matching(session.GetTable<TrackingTableRow>(), filter);
        return await entries
            .SelectMany(
                entry => rows.Where(row => row.DateTime == entry.DateTime && row.LogKey == entry.LogKey),
                (entry, row) => new { entry.DateTime, entry.LogKey, Row = row })
            .OrderByDescending(pair => pair.DateTime).ThenByDescending(pair => pair.LogKey)
            .Take(filter.Size)
            .Select(pair => pair.Row)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Whether no row of what is left, none of it later than the time, can be among the newest.</summary>
    private static bool IsComplete(List<TrackingTableRow> found, int size, long latest)
    {
        if (found.Count < size)
        {
            return false;
        }

        // A row that has two of the recipients was found twice.
        var times = found.DistinctBy(row => (row.DateTime, row.LogKey)).Select(row => row.DateTime).OrderDescending().ToList();
        return times.Count >= size && times[size - 1] > latest;
    }
}
