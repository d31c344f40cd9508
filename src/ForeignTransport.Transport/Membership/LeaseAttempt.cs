using System.Collections.Immutable;

namespace ForeignTransport.Transport.Membership;

/// <summary>What one attempt at a lease found.</summary>
/// <param name="Won">The epoch under which this incarnation holds it; null when it does not.</param>
/// <param name="Fenced">Incarnations that were fenced with it.</param>
/// <param name="IsMember">False when this incarnation may not hold it: it has not joined, or it is fenced.</param>
/// <param name="Owner">Who has it, or had it last; null when nobody ever had.</param>
/// <param name="Epoch">Counts the changes of owner.</param>
/// <param name="Expires">Until when, by the clock of the database; a later time under the same owner is a renewal.</param>
internal sealed record LeaseAttempt(long? Won, ImmutableArray<string> Fenced, bool IsMember, string? Owner, long Epoch, DateTime Expires)
{
    /// <summary>True when the owner seen before lives: it, or one after it, has written since.</summary>
    public bool ShowsLifeSince(LeaseAttempt earlier) => Owner != earlier.Owner || Epoch != earlier.Epoch || Expires > earlier.Expires;
}
