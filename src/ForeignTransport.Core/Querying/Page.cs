namespace ForeignTransport.Core.Querying;

/// <summary>A part of a list.</summary>
/// <param name="Items">What is shown.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="FirstIndex">The position of the first item that is shown, from 1; 0 when there is none.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, int FirstIndex);

/// <summary>Cuts pages out of sorted lists.</summary>
public static class Paging
{
    /// <summary>The page at a position.</summary>
    /// <param name="sorted">Everything, in its order.</param>
    /// <param name="request">Which part.</param>
    public static Page<T> At<T>(IReadOnlyList<T> sorted, PageRequest request)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        ArgumentNullException.ThrowIfNull(request);
        // Positions count from 0 here; without a bookmark the search begins at the end it comes from.
        return request.BookmarkIndex switch
        {
            null => request.SearchForward ? Cut(sorted, request, 0) : Cut(sorted, request, sorted.Count - request.ResultSize),
            <= 0 => Cut(sorted, request, 0),
            { } index => From(sorted, request, (long)index - 1, isThere: true)
        };
    }

    /// <summary>The page at an object; where it is gone, at the place where it would be.</summary>
    /// <param name="sorted">Everything, in its order.</param>
    /// <param name="request">Which part; its BookmarkIndex does not count.</param>
    /// <param name="bookmark">The object.</param>
    /// <param name="order">The order of the list.</param>
    public static Page<T> At<T>(IReadOnlyList<T> sorted, PageRequest request, T bookmark, IComparer<T> order)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(order);
        var place = 0;
        while (place < sorted.Count && order.Compare(sorted[place], bookmark) < 0)
        {
            place++;
        }

        return From(sorted, request, place, isThere: place < sorted.Count && order.Compare(sorted[place], bookmark) == 0);
    }

    /// <summary>What is between two objects is where the second one is: forward it begins there, backward it ends before.</summary>
    private static Page<T> From<T>(IReadOnlyList<T> sorted, PageRequest request, long place, bool isThere)
    {
        var shown = isThere && request.IncludeBookmark;
        return request.SearchForward
            ? Cut(sorted, request, place + (isThere && !shown ? 1 : 0))
            : Cut(sorted, request, Math.Min(place + (shown ? 1 : 0), sorted.Count) - request.ResultSize);
    }

    /// <summary>Past the end it is the last full page, before the beginning the first one.</summary>
    private static Page<T> Cut<T>(IReadOnlyList<T> sorted, PageRequest request, long start)
    {
        var first = (int)Math.Max(0, Math.Min(start, sorted.Count - (long)request.ResultSize));
        var count = Math.Min(request.ResultSize, sorted.Count - first);
        return new Page<T>([.. sorted.Skip(first).Take(count)], sorted.Count, count == 0 ? 0 : first + 1);
    }
}
