using ForeignTransport.Core.Categorizing;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>
/// Decides when a partition saves a snapshot and what of its history may then be deleted.
/// </summary>
/// <remarks>
/// A snapshot is due when replaying the events since the last one would cost more than reading a snapshot, so that neither recovery nor
/// snapshots grow out of proportion. Rows above the last-but-one snapshot stay, and so do young rows: a writer that was paused must find
/// its sequence numbers taken (docs/architecture.md, fencing).
/// </remarks>
internal sealed class SnapshotSchedule
{
    private const int MinimumItems = 4_000;
    private static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly Queue<(long SequenceNumber, DateTimeOffset SavedAt)> _saved = new();
    private long _items;
    private long _itemsBefore;
    private bool _saving;
    private DateTimeOffset _notBefore;

    /// <summary>True while the last snapshot that was tried was not saved.</summary>
    public bool IsFailing { get; private set; }

    /// <summary>What may be deleted.</summary>
    /// <param name="EventsUpTo">Events up to and including this sequence number.</param>
    /// <param name="SnapshotsUpTo">Snapshots up to and including this sequence number.</param>
    public sealed record Obsolete(long EventsUpTo, long SnapshotsUpTo);

    /// <summary>Notes a journaled event. True, so that it can stand in a condition.</summary>
    public bool Count(CategorizerEvent happened)
    {
        _items += happened switch
        {
            MessagesAccepted accepted => accepted.Messages.Length,
            DropsStaged staged => staged.Drops.Length,
            DropsPublished published => published.Drops.Length,
            RecipientsFailed failed => failed.Recipients.Length,
            MessagesHeld held => held.Messages.Length,
            MessagesReleased released => released.Messages.Length,
            _ => 1
        };
        return true;
    }

    /// <summary>True when a snapshot should be saved now.</summary>
    /// <param name="messages">Messages in the state, which is what a snapshot costs.</param>
    /// <param name="now">The current time.</param>
    public bool Due(int messages, DateTimeOffset now) => !_saving && _items >= Math.Max(MinimumItems, 2L * messages) && now >= _notBefore;

    /// <summary>A snapshot is being saved.</summary>
    public void Started()
    {
        _saving = true;
        _itemsBefore = _items;
        _items = 0;
    }

    /// <summary>
    /// The snapshot was not saved: it is tried again in a while. At every event it would cost a copy of the whole state, and mostly for nothing.
    /// </summary>
    public void Failed(DateTimeOffset now)
    {
        _saving = false;
        _items += _itemsBefore;
        _notBefore = now + RetryAfter;
        IsFailing = true;
    }

    /// <summary>The state was read from a snapshot.</summary>
    /// <param name="sequenceNumber">Its last event.</param>
    /// <param name="savedAt">When it was saved, perhaps by another server a moment ago.</param>
    public void Restored(long sequenceNumber, DateTimeOffset savedAt) => _saved.Enqueue((sequenceNumber, savedAt));

    /// <summary>A snapshot is durable.</summary>
    /// <returns>What it makes obsolete; null when nothing.</returns>
    public Obsolete? Saved(long sequenceNumber, DateTimeOffset now)
    {
        _saving = false;
        IsFailing = false;
        _saved.Enqueue((sequenceNumber, now));
        Obsolete? obsolete = null;
        while (_saved.Count > 2 && now - _saved.Peek().SavedAt >= MinimumAge)
        {
            var oldest = _saved.Dequeue();
            obsolete = new Obsolete(oldest.SequenceNumber, oldest.SequenceNumber - 1);
        }

        return obsolete;
    }
}
