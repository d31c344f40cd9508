using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Querying;

namespace ForeignTransport.Core.Queues;

/// <summary>A query of queued messages: which, in which order, and which part of them.</summary>
/// <remarks>It can be read again from its <see cref="Text"/> wherever a part of the answer is found.</remarks>
public sealed class MessageQuery
{
    private readonly MessageIdentity? _identity;
    private readonly QueueIdentity _queue;
    private readonly Glob? _queueName;
    private readonly Filter<MessageView> _filter;

    private MessageQuery(
        MessageQueryText text, TimeZoneInfo zone, MessageIdentity? identity, QueueIdentity queue, Filter<MessageView> filter,
        SortOrder<MessageView> order, PageRequest page, MessageIdentity? bookmark)
    {
        (Text, Zone, _identity, _queue, _filter, Order, Page, Bookmark) = (text, zone, identity, queue, filter, order, page, bookmark);
        _queueName = queue.Kind == QueueIdentityKind.Name && queue.Name.Contains('*', StringComparison.Ordinal) ? Glob.Parse(queue.Name) : null;
        Server = identity?.Queue.Server ?? queue.Server ?? text.Server;
    }

    /// <summary>What was asked.</summary>
    public MessageQueryText Text { get; }

    /// <summary>Where dates without an offset are local.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The server that the administrator named; null for the one that answers.</summary>
    public string? Server { get; }

    /// <summary>The order; message number and queue come last.</summary>
    public SortOrder<MessageView> Order { get; }

    /// <summary>True when <see cref="Matches"/> can refuse any.</summary>
    public bool HasFilter => !_filter.IsEmpty;

    /// <summary>Which part is shown.</summary>
    public PageRequest Page { get; }

    /// <summary>The message at which the page begins; null for none.</summary>
    public MessageIdentity? Bookmark { get; }

    /// <summary>Parses a query.</summary>
    /// <param name="text">The parameters.</param>
    /// <param name="zone">Where dates without an offset are local.</param>
    /// <param name="query">The query.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryParse(
        MessageQueryText text, TimeZoneInfo zone, [NotNullWhen(true)] out MessageQuery? query, [NotNullWhen(false)] out TransportError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        query = null;
        MessageIdentity? identity = null;
        MessageIdentity? bookmark = null;
        var page = new PageRequest { BookmarkIndex = text.BookmarkIndex, IncludeBookmark = text.IncludeBookmark, SearchForward = text.SearchForward };
        if (text.Identity is { } one && !MessageIdentity.TryParse(one, out identity, out error))
        {
            return Refuse("Identity", ref error);
        }

        if (!QueueIdentity.TryParse(text.Queue ?? "*", out var queue, out error))
        {
            return Refuse("Queue", ref error);
        }

        if (!MessageProperties.Table.TryParseFilter(text.Filter ?? "", zone, out var filter, out error))
        {
            return Refuse("Filter", ref error);
        }

        if (!MessageProperties.Table.TryParseSortOrder(text.SortOrder, out var order, out error))
        {
            return Refuse("SortOrder", ref error);
        }

        if (text.BookmarkObject is { } place && !MessageIdentity.TryParse(place, out bookmark, out error))
        {
            return Refuse("BookmarkObject", ref error);
        }

        if (text.ResultSize is { } limit)
        {
            if (!PageRequest.TryParseResultSize(limit, out var size, out error))
            {
                return Refuse("ResultSize", ref error);
            }

            page = page with { ResultSize = size };
        }

        error = Conflict(text, identity, queue);
        query = error is null ? new MessageQuery(text, zone, identity, queue, filter, order, page, bookmark) : null;
        return error is null;
    }

    /// <summary>True when messages of the queue can be among those that are asked for.</summary>
    /// <param name="queue">The queue, under the name of any server.</param>
    public bool Names(QueueView queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return (_queueName?.Matches(queue.NextHopDomain) ?? _queue.Names(queue)) && (_identity is null || _identity.Queue.Names(queue));
    }

    /// <summary>True when the number of a message can be that of one that is asked for: cheaper than <see cref="Matches"/>.</summary>
    public bool Names(long number) => _identity is null || _identity.Number == number;

    /// <summary>True when the filter lets the message through.</summary>
    public bool Matches(MessageView message) => _filter.Matches(message);

    private static TransportError? Conflict(MessageQueryText text, MessageIdentity? identity, QueueIdentity queue)
    {
        if (text is { BookmarkIndex: not null, BookmarkObject: not null })
        {
            return ErrorCatalogue.InvalidParameter.With("BookmarkObject: it cannot be given together with BookmarkIndex") with { Parameter = "BookmarkObject" };
        }

        if (text.Identity is not null && (text.Filter is not null || text.Queue is not null))
        {
            return ErrorCatalogue.InvalidParameter.With("Identity: it cannot be given together with Filter or Queue") with { Parameter = "Identity" };
        }

        return (identity?.Queue.Server ?? queue.Server) is { } server && text.Server is { } other && !server.Equals(other, StringComparison.OrdinalIgnoreCase)
            ? ErrorCatalogue.InvalidParameter.With($"Server '{other}': the identity names server '{server}'") with { Parameter = "Server" }
            : null;
    }

    private static bool Refuse(string parameter, ref TransportError error)
    {
        error = error with { Parameter = parameter };
        return false;
    }
}
