using System.Collections.Immutable;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// Who may act for the cluster, decided from what was read under the membership lock. The rules keep one invariant: all incarnations that
/// are joined and not fenced belong to one cluster.
/// </summary>
internal static class EntryRules
{
    /// <summary>
    /// An incarnation may found when nobody else acts: the others left, were fenced, or are stale and are fenced by the same transaction.
    /// </summary>
    /// <param name="rows">All rows.</param>
    /// <param name="self">The incarnation that asks.</param>
    /// <param name="isStale">Who was watched long enough without a heartbeat.</param>
    public static EntryDecision MayFound(IReadOnlyCollection<MemberRow> rows, string self, Func<MemberRow, bool> isStale)
    {
        if (IsBarred(rows, self))
        {
            return EntryDecision.Barred;
        }

        var others = rows.Where(row => row.IsActing && row.Incarnation != self).ToList();
        return others.All(isStale)
            ? new EntryDecision(EntryVerdict.Granted, [.. others.Select(row => row.Incarnation)], "")
            : new EntryDecision(EntryVerdict.Refused, [], $"{string.Join(", ", others.Where(row => !isStale(row)))} acts for the cluster");
    }

    /// <summary>
    /// An incarnation that gossip has moved up may act when the cluster it is in is that of everybody who acts: its settled members are
    /// registered and not fenced, or it sits on the side that lost; and everybody who acts is in its gossip, or there are two clusters.
    /// Who acts, is not in its gossip and is stale left or crashed without signing off, and is fenced by the same transaction.
    /// </summary>
    /// <param name="rows">All rows.</param>
    /// <param name="self">The incarnation that asks.</param>
    /// <param name="view">Its gossip.</param>
    /// <param name="isStale">Who was watched long enough without a heartbeat.</param>
    public static EntryDecision MayAct(IReadOnlyCollection<MemberRow> rows, string self, ClusterView view, Func<MemberRow, bool> isStale)
    {
        if (IsBarred(rows, self))
        {
            return EntryDecision.Barred;
        }

        var registered = rows.Where(row => !row.IsFenced && row.Address is not null).Select(row => row.Address!.Value).ToHashSet();
        var strangers = view.Settled.Where(member => !registered.Contains(member)).ToList();
        if (strangers.Count > 0)
        {
            return new EntryDecision(EntryVerdict.Refused, [], $"{string.Join(", ", strangers)} in this cluster is fenced or has another database");
        }

        var unseen = rows.Where(row => row.IsActing && row.Incarnation != self && !(row.Address is { } address && view.Present.Contains(address))).ToList();
        return unseen.All(isStale)
            ? new EntryDecision(EntryVerdict.Granted, [.. unseen.Select(row => row.Incarnation)], "")
            : new EntryDecision(EntryVerdict.Refused, [], $"{string.Join(", ", unseen.Where(row => !isStale(row)))} is in another cluster");
    }

    private static bool IsBarred(IEnumerable<MemberRow> rows, string self) => !rows.Any(row => row.Incarnation == self && !row.IsFenced);
}

/// <summary>An answer to an incarnation that asks to act for the cluster.</summary>
/// <param name="Verdict">Yes, not now, or never.</param>
/// <param name="Fence">Whom to fence with a yes.</param>
/// <param name="Reason">Why not, for the log.</param>
internal sealed record EntryDecision(EntryVerdict Verdict, ImmutableArray<string> Fence, string Reason)
{
    public static readonly EntryDecision Barred = new(EntryVerdict.Barred, [], "this incarnation is fenced");
}

/// <summary>Kinds of answer.</summary>
internal enum EntryVerdict
{
    /// <summary>It may act from the commit on.</summary>
    Granted,

    /// <summary>Not as things are.</summary>
    Refused,

    /// <summary>It is fenced, and never may.</summary>
    Barred
}
