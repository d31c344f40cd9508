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
        return Cut(sorted, Window(sorted.Count, request));
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
        var (place, isThere) = Find(sorted, bookmark, order);
        return Cut(sorted, Window(sorted.Count, request, place, isThere));
    }

    /// <summary>How many come before an object, and whether it is there itself.</summary>
    /// <param name="sorted">Everything, in its order.</param>
    /// <param name="bookmark">The object.</param>
    /// <param name="order">The order of the list.</param>
    public static (int Place, bool IsThere) Find<T>(IReadOnlyList<T> sorted, T bookmark, IComparer<T> order)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        ArgumentNullException.ThrowIfNull(order);
        var (place, end) = (0, sorted.Count);
        while (place < end)
        {
            var middle = place + ((end - place) / 2);
            (place, end) = order.Compare(sorted[middle], bookmark) < 0 ? (middle + 1, end) : (place, middle);
        }

        return (place, place < sorted.Count && order.Compare(sorted[place], bookmark) == 0);
    }

    /// <summary>The part of a list that a request means; positions count from 0.</summary>
    /// <param name="total">The length of the list.</param>
    /// <param name="request">Which part.</param>
    public static (int First, int Count) Window(int total, PageRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        // Without a bookmark the search begins at the end it comes from.
        return request.BookmarkIndex switch
        {
            null => request.SearchForward ? Fit(total, request, 0) : Fit(total, request, total - (long)request.ResultSize),
            <= 0 => Fit(total, request, 0),
            { } index => Window(total, request, (long)index - 1, isThere: true)
        };
    }

    /// <summary>What is between two objects is where the second one is: forward it begins there, backward it ends before.</summary>
    /// <param name="total">The length of the list.</param>
    /// <param name="request">Which part.</param>
    /// <param name="place">How many come before the bookmark.</param>
    /// <param name="isThere">True when the bookmark itself is in the list.</param>
    public static (int First, int Count) Window(int total, PageRequest request, long place, bool isThere)
    {
        ArgumentNullException.ThrowIfNull(request);
        var shown = isThere && request.IncludeBookmark;
        return request.SearchForward
            ? Fit(total, request, place + (isThere && !shown ? 1 : 0))
            : Fit(total, request, Math.Min(place + (shown ? 1 : 0), total) - request.ResultSize);
    }

    /// <summary>Past the end it is the last full page, before the beginning the first one.</summary>
    private static (int First, int Count) Fit(int total, PageRequest request, long start)
    {
        var first = (int)Math.Max(0, Math.Min(start, total - (long)request.ResultSize));
        return (first, Math.Min(request.ResultSize, total - first));
    }

    private static Page<T> Cut<T>(IReadOnlyList<T> sorted, (int First, int Count) window) =>
        new([.. sorted.Skip(window.First).Take(window.Count)], sorted.Count, window.Count == 0 ? 0 : window.First + 1);
}
