using System.Collections.Immutable;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Categorizing;

/// <summary>
/// The DSNs that a partition owes to senders: which are due, and which are being composed. In memory; the debts themselves are in the
/// state, and a report of a delay is due again until it is accepted.
/// </summary>
internal sealed class DsnDebts(CategorizerState state)
{
    private readonly Dictionary<MessageId, MessageId> _composing = [];
    private readonly HashSet<MessageId> _owing = [];
    private readonly HashSet<MessageId> _delayed = [];
    private readonly HashSet<MessageId> _givenUp = [];

    /// <summary>True when this id is that of a DSN being composed, or of one that will be.</summary>
    public bool IsOwed(MessageId dsn) => _composing.ContainsValue(dsn) || _owing.Any(original => IsOwedAs(original, dsn));

    /// <summary>Looks whether anything is owed about a message.</summary>
    public void Note(MessageId id)
    {
        if (state.Messages.TryGetValue(id, out var entry) && Owed(entry) is not null)
        {
            _owing.Add(id);
        }
        else
        {
            _owing.Remove(id);
        }
    }

    /// <summary>A DSN about a message was accepted.</summary>
    public void Paid(MessageId original)
    {
        _composing.Remove(original);
        Note(original);
    }

    /// <summary>These messages are complete: nobody waits for them any more.</summary>
    public void Forget(IReadOnlyList<MessageId> completed)
    {
        foreach (var id in completed)
        {
            _delayed.Remove(id);
            _givenUp.Remove(id);
        }
    }

    /// <summary>Notes the messages whose sender must be told of a delay.</summary>
    public void NoteDelays(DateTimeOffset now, PartitionSettings settings)
    {
        foreach (var entry in state.Messages.Values)
        {
            if (IsDelayed(entry, now, settings) && !_givenUp.Contains(entry.Message.Id))
            {
                _delayed.Add(entry.Message.Id);
            }
        }
    }

    /// <summary>The next DSN to compose; null when none is owed that is not being composed.</summary>
    public OwedDsn? Next()
    {
        foreach (var id in _owing)
        {
            if (!_composing.ContainsKey(id) && state.Messages.TryGetValue(id, out var entry) && Owed(entry) is { } owed)
            {
                return Compose(entry, owed.Kind, position => IsOwed(entry, position, owed.Kind, owed.ReportTo) && entry.HoldOf(position) is null);
            }
        }

        foreach (var id in _delayed)
        {
            // Much can have happened since it was noted.
            if (!_composing.ContainsKey(id) && state.Messages.TryGetValue(id, out var entry) && !entry.DelayReported
                && entry.Recipients.Any(recipient => WantsDelayDsn(entry, recipient)))
            {
                return Compose(entry, DsnKind.Delayed, position => WantsDelayDsn(entry, entry.Recipients[position]));
            }
        }

        return null;
    }

    /// <summary>The delay of a message is not reported: making the report failed in a way that nobody foresaw.</summary>
    public void GiveUpDelay(MessageId original)
    {
        _composing.Remove(original);
        _givenUp.Add(original);
    }

    /// <summary>A DSN could not be composed or stored now; it is still owed.</summary>
    public void Interrupted(MessageId original) => _composing.Remove(original);

    private OwedDsn Compose(MessageEntry entry, DsnKind kind, Func<int, bool> reports)
    {
        _delayed.Remove(entry.Message.Id);
        var recipients = ImmutableArray.CreateBuilder<int>();
        for (var position = 0; position < entry.Recipients.Length; position++)
        {
            if (reports(position))
            {
                recipients.Add(position);
            }
        }

        var positions = recipients.DrainToImmutable();
        var dsnId = OwedDsn.IdOf(entry, kind, positions);
        _composing.Add(entry.Message.Id, dsnId);
        return new OwedDsn(entry, kind, positions, dsnId);
    }

    /// <summary>
    /// The first kind of DSN that is owed of a message and not held back, because making it failed too often, and to whom: a manager is told of the
    /// members of its group, the originator of everybody else.
    /// </summary>
    private static (DsnKind Kind, string? ReportTo)? Owed(MessageEntry entry)
    {
        for (var position = 0; position < entry.Recipients.Length; position++)
        {
            if (entry.Recipients[position] is { OwedDsn: { } kind, Recipient.ReportTo: var reportTo } && entry.HoldOf(position) is null)
            {
                return (kind, reportTo);
            }
        }

        return null;
    }

    private bool IsOwedAs(MessageId original, MessageId dsn) =>
        // A derived id has the time of its original.
        original.CreatedAt == dsn.CreatedAt
        && state.Messages.TryGetValue(original, out var entry)
        && entry.Recipients.FirstOrDefault(recipient => recipient.OwedDsn is not null) is { OwedDsn: { } kind, Recipient.ReportTo: var reportTo }
        && OwedDsn.IdOf(
            entry, kind, Enumerable.Range(0, entry.Recipients.Length).Where(position => IsOwed(entry, position, kind, reportTo))) == dsn;

    private static bool IsOwed(MessageEntry entry, int position, DsnKind kind, string? reportTo) =>
        entry.Recipients[position].OwedDsn == kind && entry.Recipients[position].Recipient.ReportTo == reportTo;

    private static bool IsDelayed(MessageEntry entry, DateTimeOffset now, PartitionSettings settings)
    {
        if (entry.DelayReported || now - entry.Message.ReceivedAt < settings.DelayNotificationTimeoutOf(entry.Message) || entry.Message.ExpiresAt <= now
            || entry.Holds.Any(hold => hold.Kind == HoldKind.Poison) || !settings.IsDelayReported(entry.Message))
        {
            return false;
        }

        foreach (var recipient in entry.Recipients)
        {
            if (WantsDelayDsn(entry, recipient))
            {
                return true;
            }
        }

        return false;
    }

    private static bool WantsDelayDsn(MessageEntry entry, RecipientEntry recipient) =>
        recipient.Outcome == RecipientOutcome.Pending
        && DsnPolicy.IsDue(DsnKind.Delayed, recipient.Recipient.Notify, entry.Message.Envelope.HasNullReversePath);
}
