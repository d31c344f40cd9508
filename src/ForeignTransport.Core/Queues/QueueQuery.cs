using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Querying;

namespace ForeignTransport.Core.Queues;

/// <summary>The parameters of Get-Queue as text; null and empty where one is not given.</summary>
public sealed record QueueQueryText
{
    public string? Identity { get; init; }

    public string? Server { get; init; }

    public string? Filter { get; init; }

    public IReadOnlyList<string> Include { get; init; } = [];

    public IReadOnlyList<string> Exclude { get; init; } = [];

    public IReadOnlyList<string> SortOrder { get; init; } = [];

    public string? ResultSize { get; init; }

    public int? BookmarkIndex { get; init; }

    public string? BookmarkObject { get; init; }

    public bool IncludeBookmark { get; init; } = true;

    public bool SearchForward { get; init; } = true;
}

/// <summary>A query of queues: which, in which order, and which part of them.</summary>
public sealed class QueueQuery
{
    private readonly QueueIdentity _identity;
    private readonly Filter<QueueView> _filter;
    private readonly QueueKinds _include;
    private readonly QueueKinds _exclude;
    private readonly SortOrder<QueueView> _order;
    private readonly PageRequest _page;
    private readonly QueueIdentity? _bookmark;

    private QueueQuery(
        QueueIdentity identity, Filter<QueueView> filter, QueueKinds include, QueueKinds exclude, SortOrder<QueueView> order, PageRequest page,
        QueueIdentity? bookmark, string? server)
    {
        (_identity, _filter, _include, _exclude, _order, _page, _bookmark) = (identity, filter, include, exclude, order, page, bookmark);
        Server = server;
    }

    /// <summary>The server that the administrator named; null for the one that answers.</summary>
    public string? Server { get; }

    /// <summary>Parses a query.</summary>
    /// <param name="text">The parameters.</param>
    /// <param name="zone">Where dates without an offset are local.</param>
    /// <param name="query">The query.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryParse(
        QueueQueryText text, TimeZoneInfo zone, [NotNullWhen(true)] out QueueQuery? query, [NotNullWhen(false)] out TransportError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        query = null;
        var page = new PageRequest { BookmarkIndex = text.BookmarkIndex, IncludeBookmark = text.IncludeBookmark, SearchForward = text.SearchForward };
        QueueIdentity? bookmark = null;
        if (!QueueIdentity.TryParse(text.Identity ?? "*", out var identity, out error))
        {
            return Refuse("Identity", ref error);
        }

        if (!QueueProperties.Table.TryParseFilter(text.Filter ?? "", zone, out var filter, out error))
        {
            return Refuse("Filter", ref error);
        }

        if (!QueueKinds.TryParse("Include", text.Include, out var include, out error))
        {
            return Refuse("Include", ref error);
        }

        if (!QueueKinds.TryParse("Exclude", text.Exclude, out var exclude, out error))
        {
            return Refuse("Exclude", ref error);
        }

        if (!QueueProperties.Table.TryParseSortOrder(text.SortOrder, out var order, out error))
        {
            return Refuse("SortOrder", ref error);
        }

        if (text.BookmarkObject is { } place && !QueueIdentity.TryParse(place, out bookmark, out error))
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

        error = Conflict(text, identity);
        query = error is null ? new QueueQuery(identity, filter, include, exclude, order, page, bookmark, identity.Server ?? text.Server) : null;
        return error is null;
    }

    /// <summary>The queues that are asked for. Exclude goes before Include.</summary>
    /// <param name="queues">All queues, under the name of <see cref="Server"/>.</param>
    public Page<QueueView> Select(IEnumerable<QueueView> queues)
    {
        var chosen = queues
            .Where(queue => _identity.Names(queue)
                && !_exclude.Hold(queue)
                && (_include.IsEmpty || _include.Hold(queue))
                && _filter.Matches(queue))
            .Order(_order)
            .ToList();
        if (_bookmark is null)
        {
            return Paging.At(chosen, _page);
        }

        var bookmark = chosen.Find(queue => _bookmark.Names(queue)) ?? new QueueView { Identity = _bookmark with { Server = Server ?? chosen.FirstOrDefault()?.Identity.Server } };
        return Paging.At(chosen, _page, bookmark, _order);
    }

    /// <summary>The one queue that an identity names.</summary>
    /// <param name="identity">The identity; its server is not looked at.</param>
    /// <param name="queues">All queues, under the name of its server.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="error">There is none, or there are several.</param>
    public static bool TryFind(
        QueueIdentity identity, IEnumerable<QueueView> queues, [NotNullWhen(true)] out QueueView? queue, [NotNullWhen(false)] out TransportError? error)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var named = queues.Where(identity.Names).OrderBy(found => found.Identity).ToList();
        queue = named.Count == 1 ? named[0] : null;
        error = named.Count switch
        {
            0 => ErrorCatalogue.ObjectNotFound.With($"Queue '{identity}'"),
            1 => null,
            _ => ErrorCatalogue.QueueNotUnique.With($"'{identity}' names {string.Join(", ", named.Take(10).Select(found => found.Identity))}")
        };
        return queue is not null;
    }

    private static TransportError? Conflict(QueueQueryText text, QueueIdentity identity)
    {
        if (text is { BookmarkIndex: not null, BookmarkObject: not null })
        {
            return ErrorCatalogue.InvalidParameter.With("BookmarkObject: it cannot be given together with BookmarkIndex") with { Parameter = "BookmarkObject" };
        }

        // Identity and Server are of different parameter sets; the same server twice is no contradiction.
        return identity.Server is { } server && text.Server is { } other && !server.Equals(other, StringComparison.OrdinalIgnoreCase)
            ? ErrorCatalogue.InvalidParameter.With($"Server '{other}': the identity names server '{server}'") with { Parameter = "Server" }
            : null;
    }

    private static bool Refuse(string parameter, ref TransportError error)
    {
        error = error with { Parameter = parameter };
        return false;
    }
}
