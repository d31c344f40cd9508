using System.Globalization;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Cuts the page that a bookmark names out of all queues.</summary>
internal static class QueuePage
{
    /// <summary>The page after a bookmark, or the last full one where there is less; with searchForward false the page before it, or the first full one.</summary>
    /// <param name="all">In the order of the answer.</param>
    /// <param name="size">Null for everything.</param>
    /// <param name="bookmark">The position of the bookmark from 0; null for none.</param>
    /// <param name="includeBookmark">Whether the bookmark itself is shown.</param>
    /// <param name="searchForward">False for the page before the bookmark.</param>
    public static IEnumerable<T> Cut<T>(IReadOnlyList<T> all, int? size, int? bookmark, bool includeBookmark, bool searchForward)
    {
        var length = Math.Min(size ?? all.Count, all.Count);
        var start = searchForward
            ? (bookmark is { } first ? first + (includeBookmark ? 0 : 1) : 0)
            : (bookmark is { } last ? last + (includeBookmark ? 1 : 0) : all.Count) - length;
        return all.Skip(Math.Max(0, Math.Min(start, all.Count - length))).Take(length);
    }

    /// <summary>Where a queue stands; when it is gone, the next one after it.</summary>
    public static int PositionOf(IReadOnlyList<string> identities, string bookmark)
    {
        for (var position = 0; position < identities.Count; position++)
        {
            if (identities[position].Equals(bookmark, StringComparison.OrdinalIgnoreCase))
                return position;
        }

        for (var position = 0; position < identities.Count; position++)
        {
            if (Compare(identities[position], bookmark) > 0)
                return position;
        }

        return identities.Count;
    }

    /// <summary>By server, then by number: <c>Hub01\9</c> stands before <c>Hub01\10</c>.</summary>
    private static int Compare(string left, string right)
    {
        var (mine, theirs) = (left.LastIndexOf('\\'), right.LastIndexOf('\\'));
        var order = string.Compare(left.Substring(0, mine + 1), right.Substring(0, theirs + 1), StringComparison.OrdinalIgnoreCase);
        if (order != 0)
            return order;
        var (first, second) = (left.Substring(mine + 1), right.Substring(theirs + 1));
        return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var other)
            ? number.CompareTo(other)
            : string.Compare(first, second, StringComparison.OrdinalIgnoreCase);
    }
}
