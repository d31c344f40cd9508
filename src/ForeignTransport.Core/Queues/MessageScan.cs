using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Querying;

namespace ForeignTransport.Core.Queues;

/// <summary>The messages of one partition that a query asks for, in its order.</summary>
/// <param name="Messages">All of them, sorted.</param>
/// <param name="Place">How many come before the bookmark of the query.</param>
/// <param name="IsThere">True when the bookmark is one of them.</param>
public sealed record MessageScan(IReadOnlyList<MessageView> Messages, int Place, bool IsThere)
{
    /// <summary>Finds them.</summary>
    /// <param name="query">The query.</param>
    /// <param name="rows">What is in the queues.</param>
    /// <param name="server">Under whose name.</param>
    /// <param name="shared">The numbers of <see cref="QueueView.SharedNumbers"/>.</param>
    /// <param name="now">The moment of the rows.</param>
    public static MessageScan Of(MessageQuery query, IReadOnlyList<MessageRow> rows, string server, ImmutableHashSet<long> shared, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(rows);
        var listing = MessageListing.Of(query, rows, server, shared, now);
        var messages = listing.In(query.Order);
        if (query.Bookmark is not { } mark)
        {
            return new MessageScan(messages, 0, false);
        }

        // A bookmark that is in no queue any more stands where its number would; any other property of it is lost with it.
        var bookmark = listing.Of(mark.Number).FirstOrDefault(view => mark.Queue.Names(QueueView.Named(view.NextHop, shared, server)))
            ?? new MessageView { Identity = mark };
        var (place, isThere) = Paging.Find(messages, bookmark, query.Order);
        return new MessageScan(messages, place, isThere);
    }
}
