using System.Collections.Immutable;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Categorizing;

/// <summary>What is suspended, and what failed in a way that nobody foresaw.</summary>
public sealed partial class CategorizerPartition
{
    /// <summary>What of each message cannot be reported, while that is being journaled.</summary>
    private readonly Dictionary<MessageId, MessageHold> _unreportable = [];

    /// <summary>
    /// Decides about messages work on which failed since it was last asked: below the threshold each waits by itself for MessageRetryInterval, at
    /// the threshold it is poison. Where the process ended it is tried as soon as that is journaled: most ends are nobody's fault, and it is
    /// handled alone from then on. Not before: an end that is told again before it is known as counted would be counted twice.
    /// </summary>
    /// <returns>What must be journaled, in this order. Either can be null.</returns>
    public (WorkFailed? Failed, MessagesHeld? Poisoned) DecideFaults(DateTimeOffset now)
    {
        var faulted = Attempts.TakeFaulted();
        if (faulted.Count == 0)
        {
            return (null, null);
        }

        var failed = ImmutableArray.CreateBuilder<FailedWork>();
        var poisoned = ImmutableArray.CreateBuilder<HeldMessage>();
        foreach (var (queue, item, fault, reason) in faulted)
        {
            var error = LastErrorText.Format(ErrorCatalogue.MessageWorkFailed.With(reason), now);
            var isCounted = IsCounted(item.Message, fault);
            Queues.Deferred.Add(new DeferredItem(queue, item, isCounted ? now : now + Settings.MessageRetryInterval, error));
            if (!isCounted)
            {
                Count(item.Message, item.Recipients, fault, reason, failed, poisoned);
            }
        }

        return (failed.Count == 0 ? null : new WorkFailed(failed.DrainToImmutable()),
            poisoned.Count == 0 ? null : new MessagesHeld(poisoned.DrainToImmutable()));
    }

    /// <summary>Making a DSN failed in a way that nobody foresaw: it is tried again, or its message is poison.</summary>
    /// <param name="original">The message that it is about.</param>
    /// <param name="kind">What it was to say.</param>
    /// <param name="recipients">Positions of the recipients that it was to report.</param>
    /// <param name="fault">Identifies the failure, when it can be told twice; else empty.</param>
    /// <param name="reason">What failed.</param>
    /// <returns>What must be journaled, in this order. Either can be null.</returns>
    public (WorkFailed? Failed, MessagesHeld? Poisoned) DsnFaulted(
        MessageId original, DsnKind kind, ImmutableArray<int> recipients, string fault, string reason)
    {
        if (kind == DsnKind.Delayed)
        {
            // Nothing is owed: the message itself goes on.
            _debts.GiveUpDelay(original);
            return (null, null);
        }

        if (!State.Messages.ContainsKey(original) || IsCounted(original, fault))
        {
            _debts.Interrupted(original);
            return (null, null);
        }

        var failed = ImmutableArray.CreateBuilder<FailedWork>(1);
        var poisoned = ImmutableArray.CreateBuilder<HeldMessage>(1);
        Count(original, recipients, fault, reason, failed, poisoned);
        if (poisoned.Count == 0)
        {
            _debts.Interrupted(original);
        }
        else
        {
            // It is composed no more, also while that is being journaled.
            _unreportable[original] = poisoned[0].Hold;
        }

        return (failed.Count == 0 ? null : new WorkFailed(failed.DrainToImmutable()),
            poisoned.Count == 0 ? null : new MessagesHeld(poisoned.DrainToImmutable()));
    }

    /// <summary>Takes out what has waited by itself for long enough: it must be routed.</summary>
    public IReadOnlyList<QueueItem> TakeDeferred(DateTimeOffset now) =>
        [.. Queues.Deferred.Take(deferred => deferred.Until <= now).Select(deferred => deferred.Item)];

    /// <summary>A failure of an earlier life of the process is told by whoever remembers it, perhaps more than once.</summary>
    private bool IsCounted(MessageId message, string fault) =>
        fault.Length > 0 && State.Messages[message].Failures.Any(known => known.Fault == fault);

    private bool IsPoisonous(MessageId message) =>
        State.Messages.TryGetValue(message, out var entry) && entry.Failures.Count >= Settings.PoisonThreshold;

    private void Count(
        MessageId message, ImmutableArray<int> recipients, string fault, string reason,
        ImmutableArray<FailedWork>.Builder failed, ImmutableArray<HeldMessage>.Builder poisoned)
    {
        if (Settings.PoisonThreshold is null && fault.Length == 0)
        {
            return;
        }

        // An end of the process is noted in any case: it is told until it is.
        failed.Add(new FailedWork(message, fault, reason));
        if (State.Messages[message].Failures.Count + failed.Count(other => other.Message == message) >= Settings.PoisonThreshold)
        {
            poisoned.Add(new HeldMessage(message, new MessageHold(HoldKind.Poison, NextHopSolutionKey.PoisonMessage, [.. recipients.Order()], reason)));
        }
    }

    /// <summary>Puts the suspended recipients of an item where they stay.</summary>
    /// <param name="item">The item, which is in no place now.</param>
    /// <param name="entry">Its message.</param>
    /// <param name="failed">Takes the recipients that were removed; null to leave them in the item.</param>
    /// <returns>The rest; null when there is none.</returns>
    private QueueItem? Park(QueueItem item, MessageEntry entry, ImmutableArray<FailedRecipient>.Builder? failed = null)
    {
        var rest = ImmutableArray.CreateBuilder<int>(item.Recipients.Length);
        var parked = new List<(NextHopSolutionKey Queue, ImmutableArray<int>.Builder Recipients)>(1);
        foreach (var position in item.Recipients)
        {
            switch (entry.HoldOf(position))
            {
                case { Stays: true } hold:
                    Group(parked, hold.Queue).Add(position);
                    break;
                case { } removal when failed is not null:
                    failed.Add(entry.RemovalOf(position, removal.Kind == HoldKind.RemovedWithNdr));
                    break;
                default:
                    rest.Add(position);
                    break;
            }
        }

        foreach (var (queue, recipients) in parked)
        {
            recipients.Sort();
            Queues.Parked.Add(queue, item with { Recipients = recipients.DrainToImmutable() });
        }

        return rest.Count == 0 ? null : item with { Recipients = rest.DrainToImmutable() };
    }

    /// <summary>Takes what is held now out of the queues it waits in; what is being delivered is held when it comes back.</summary>
    private void Park(MessagesHeld held)
    {
        foreach (var queue in held.Messages.GroupBy(message => message.Hold.Kind == HoldKind.Poison ? default : message.Hold.Queue))
        {
            var messages = queue.Select(message => message.Message).ToHashSet();
            var waiting = queue.Key == default
                ? Queues.Deferred.Take(deferred => messages.Contains(deferred.Item.Message)).Select(deferred => deferred.Item)
                : Queues.Remove(queue.Key, item => messages.Contains(item.Message)).Concat(
                    Queues.Deferred.Take(deferred => deferred.Queue == queue.Key && messages.Contains(deferred.Item.Message)).Select(deferred => deferred.Item));
            foreach (var item in waiting)
            {
                var rest = State.Messages.TryGetValue(item.Message, out var entry) && entry.IsHeld ? Park(item, entry) : item;
                Attempts.Return(rest is null ? [] : [rest]);
            }
        }

        foreach (var message in held.Messages)
        {
            if (State.Messages.TryGetValue(message.Message, out var entry))
            {
                ParkUnfinishedReports(entry);
                if (_unreportable.TryGetValue(message.Message, out var hold) && ReferenceEquals(hold, message.Hold))
                {
                    _unreportable.Remove(message.Message);
                    _debts.Interrupted(message.Message);
                    _debts.Note(message.Message);
                }
            }
        }
    }

    /// <summary>Parks recipients that have their outcome, and of which only a DSN is left that could not be made.</summary>
    private void ParkUnfinishedReports(MessageEntry entry)
    {
        if (!entry.IsHeld)
        {
            return;
        }

        foreach (var hold in entry.Holds.Where(hold => hold.Kind == HoldKind.Poison))
        {
            var decided = hold.Recipients.RemoveAll(position => entry.Recipients[position].Outcome == RecipientOutcome.Pending);
            if (!decided.IsEmpty)
            {
                Queues.Parked.Add(hold.Queue, new QueueItem(entry.Message.Id, decided, entry.Message.Size) { Priority = Settings.PriorityOf(entry.Message) });
            }
        }
    }

    /// <summary>Takes out what is being released or held in another way; to be called before the state forgets where it was held.</summary>
    private List<QueueItem> TakeParked(IEnumerable<(MessageId Message, ImmutableArray<int> Recipients)> messages)
    {
        var items = new List<QueueItem>();
        foreach (var (message, recipients) in messages)
        {
            if (!State.Messages.TryGetValue(message, out var entry))
            {
                continue;
            }

            var moved = recipients.ToHashSet();
            foreach (var hold in entry.Holds.Where(hold => hold.Recipients.Any(moved.Contains)))
            {
                if (Queues.Parked.Take(message, hold.Queue) is { } item)
                {
                    // A poison message that is resumed goes through the whole categorizer again.
                    items.Add(item with { IsResubmitted = hold.Kind == HoldKind.Poison });
                }
            }
        }

        return items;
    }

    /// <summary>Puts what was taken out where it belongs now: back, or to what must be routed.</summary>
    private void ParkAnew(List<QueueItem> items)
    {
        foreach (var item in items)
        {
            if (State.Messages.TryGetValue(item.Message, out var entry) && Park(item, entry) is { } rest)
            {
                var pending = rest.Recipients.RemoveAll(position => entry.Recipients[position].Outcome != RecipientOutcome.Pending);
                Attempts.Return(pending.IsEmpty ? [] : [rest with { Recipients = pending }]);
            }
        }
    }
}
