using System.Collections.Immutable;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Categorizing;

/// <summary>What an administrator does with messages and queues.</summary>
public sealed partial class CategorizerPartition
{
    /// <summary>Decides about a command for messages. What it removes is out of its queue when this returns, and accounted for by the caller.</summary>
    /// <param name="command">The command.</param>
    /// <param name="copies">The messages, each in one queue.</param>
    /// <param name="now">The current time.</param>
    /// <param name="whatIf">Decide only.</param>
    public MessageDecision Decide(MessageCommand command, IReadOnlyList<MessageCopy> copies, DateTimeOffset now, bool whatIf = false)
    {
        ArgumentNullException.ThrowIfNull(copies);
        var outcomes = new Dictionary<MessageCopy, MessageCommandOutcome>(copies.Count);
        var failed = ImmutableArray.CreateBuilder<FailedRecipient>();
        var held = ImmutableArray.CreateBuilder<HeldMessage>();
        var released = ImmutableArray.CreateBuilder<ReleasedMessage>();
        foreach (var queue in copies.Distinct().GroupBy(copy => copy.Queue))
        {
            var messages = queue.Select(copy => copy.Message).ToHashSet();
            var waiting = Together(Waiting(queue.Key).Where(item => messages.Contains(item.Message)));
            var delivered = Together(Attempts.UnderWay.Where(attempt => attempt.NextHop == queue.Key).SelectMany(attempt => attempt.Drops)
                .Where(drop => messages.Contains(drop.Message)).Select(drop => new QueueItem(drop.Message, drop.Recipients, 0)));
            var gone = new HashSet<MessageId>();
            foreach (var copy in queue)
            {
                if (!State.Messages.TryGetValue(copy.Message, out var entry))
                {
                    outcomes[copy] = MessageCommandOutcome.Gone;
                    continue;
                }

                var found = new Found(
                    entry, queue.Key, Queues.Parked.Find(copy.Message, queue.Key)?.Recipients ?? [],
                    waiting.GetValueOrDefault(copy.Message) ?? [], delivered.GetValueOrDefault(copy.Message) ?? []);
                outcomes[copy] = queue.Key == NextHopSolutionKey.Submission
                    ? command == MessageCommand.Resume ? MessageCommandOutcome.Unchanged : MessageCommandOutcome.Refused
                    : found.IsNowhere ? MessageCommandOutcome.Gone
                    : command switch
                    {
                        MessageCommand.Suspend => Suspend(found, held),
                        MessageCommand.Resume => Resume(found, released),
                        _ => Remove(found, command == MessageCommand.RemoveWithNdr, failed, held, released)
                    };
                if (command is MessageCommand.Remove or MessageCommand.RemoveWithNdr && outcomes[copy] == MessageCommandOutcome.Removed)
                {
                    gone.Add(copy.Message);
                }
            }

            if (!whatIf && gone.Count > 0)
            {
                TakeOut(queue.Key, gone);
                Rates.Left(queue.Key, now, gone.Count);
            }
        }

        return new MessageDecision(
            [.. copies.Select(copy => new MessageCopyOutcome(copy, outcomes[copy]))],
            failed.Count == 0 ? null : new RecipientsFailed(now, failed.DrainToImmutable()),
            held.Count == 0 ? null : new MessagesHeld(held.DrainToImmutable()),
            released.Count == 0 ? null : new MessagesReleased(released.DrainToImmutable()));
    }

    /// <summary>What has become of a copy that was to be suspended, now that this is durable: it may have left the queue meanwhile.</summary>
    public MessageCommandOutcome SuspendedNow(MessageCopy copy) =>
        Queues.Parked.Find(copy.Message, copy.Queue) is not null ? MessageCommandOutcome.Suspended
        : State.Held.Contains(copy.Message) ? MessageCommandOutcome.PendingSuspend
        : MessageCommandOutcome.Gone;

    /// <summary>Retry-Queue: what waits for a retry is tried now.</summary>
    /// <param name="key">The queue.</param>
    /// <param name="now">The current time.</param>
    /// <returns>True when anything waited.</returns>
    public bool RetryQueue(NextHopSolutionKey key, DateTimeOffset now)
    {
        var waits = false;
        if (Queues.Find(key) is { Retry: not null } queue)
        {
            queue.RetryNow(now);
            waits = true;
        }

        foreach (var attempt in Attempts.UnderWay.Where(attempt => attempt.NextHop == key))
        {
            if (attempt is { AwaitsAnswer: false, Retry: { } retry })
            {
                attempt.Retry = retry with { NextRetryTime = now };
                waits = true;
            }
        }

        return waits;
    }

    /// <summary>
    /// Retry-Queue -Resubmit: what waits in the queue and is not suspended is taken out, to be looked up and routed anew
    /// (<see cref="DeliveryAttempts.TakeReturned"/>).
    /// </summary>
    /// <returns>Them.</returns>
    public IReadOnlyList<QueueItem> ResubmitQueue(NextHopSolutionKey key)
    {
        var items = Resubmitted(
        [
            .. Queues.Drain(key),
            .. Queues.Deferred.Take(deferred => deferred.Queue == key).Select(deferred => deferred.Item)
        ]);
        Attempts.Return(items);
        return items;
    }

    private static MessageCommandOutcome Suspend(Found found, ImmutableArray<HeldMessage>.Builder held)
    {
        if (found.Queue == NextHopSolutionKey.PoisonMessage)
        {
            return MessageCommandOutcome.Refused;
        }

        var recipients = found.Moving.RemoveAll(position => found.Entry.HoldOf(position) is { Kind: HoldKind.Suspended });
        if (recipients.IsEmpty)
        {
            return MessageCommandOutcome.Unchanged;
        }

        held.Add(new HeldMessage(found.Entry.Message.Id, new MessageHold(HoldKind.Suspended, found.Queue, recipients)));
        return found.Waiting.IsEmpty ? MessageCommandOutcome.PendingSuspend : MessageCommandOutcome.Suspended;
    }

    private static MessageCommandOutcome Resume(Found found, ImmutableArray<ReleasedMessage>.Builder released)
    {
        ImmutableArray<int> recipients = [.. found.Parked, .. found.Delivered.Where(position => found.Entry.HoldOf(position) is not null)];
        if (recipients.IsEmpty)
        {
            return MessageCommandOutcome.Unchanged;
        }

        released.Add(new ReleasedMessage(found.Entry.Message.Id, recipients));
        return MessageCommandOutcome.Resumed;
    }

    private static MessageCommandOutcome Remove(
        Found found, bool withNdr,
        ImmutableArray<FailedRecipient>.Builder failed, ImmutableArray<HeldMessage>.Builder held, ImmutableArray<ReleasedMessage>.Builder released)
    {
        var entry = found.Entry;
        var kind = withNdr ? HoldKind.RemovedWithNdr : HoldKind.Removed;
        var delivered = found.Delivered.RemoveAll(position => entry.HoldOf(position)?.Kind == kind);
        if (!delivered.IsEmpty)
        {
            held.Add(new HeldMessage(entry.Message.Id, new MessageHold(kind, found.Queue, delivered)));
        }

        ImmutableArray<int> here = [.. found.Parked, .. found.Waiting];
        failed.AddRange(here.Where(position => entry.Recipients[position].Outcome == RecipientOutcome.Pending)
            .Select(position => entry.RemovalOf(position, withNdr)));
        ImmutableArray<int> reports = [.. here.Where(position => entry.Recipients[position].Outcome != RecipientOutcome.Pending)];
        if (!reports.IsEmpty)
        {
            released.Add(new ReleasedMessage(entry.Message.Id, reports, WaivesDsn: true));
        }

        return !here.IsEmpty ? MessageCommandOutcome.Removed
            : !delivered.IsEmpty ? MessageCommandOutcome.PendingRemove
            : MessageCommandOutcome.Unchanged;
    }

    /// <summary>Everything of a queue that is not parked and not being delivered.</summary>
    private IEnumerable<QueueItem> Waiting(NextHopSolutionKey key) =>
        (key == NextHopSolutionKey.Unreachable
            ? Queues.Unreachable.Select(unreachable => unreachable.Item)
            : Queues.Find(key)?.Waiting ?? [])
        .Concat(Queues.Deferred.All.Where(deferred => deferred.Queue == key).Select(deferred => deferred.Item));

    private void TakeOut(NextHopSolutionKey key, HashSet<MessageId> messages)
    {
        Queues.Remove(key, item => messages.Contains(item.Message));
        Queues.Deferred.Take(deferred => deferred.Queue == key && messages.Contains(deferred.Item.Message));
        foreach (var message in messages)
        {
            // A report that could not be made stays where it is until that is given up in the journal.
            if (Queues.Parked.Find(message, key) is { } parked
                && parked.Recipients.Any(position => State.Messages[message].Recipients[position].Outcome == RecipientOutcome.Pending))
            {
                var item = Queues.Parked.Take(message, key)!;
                var reports = item.Recipients.RemoveAll(position => State.Messages[message].Recipients[position].Outcome == RecipientOutcome.Pending);
                if (!reports.IsEmpty)
                {
                    Queues.Parked.Add(key, item with { Recipients = reports });
                }
            }
        }
    }

    private static Dictionary<MessageId, ImmutableArray<int>?> Together(IEnumerable<QueueItem> items)
    {
        var recipients = new Dictionary<MessageId, ImmutableArray<int>?>();
        foreach (var item in items)
        {
            recipients[item.Message] = [.. recipients.GetValueOrDefault(item.Message) ?? [], .. item.Recipients];
        }

        return recipients;
    }

    /// <summary>Where the recipients of a message in one queue are.</summary>
    private readonly record struct Found(
        MessageEntry Entry, NextHopSolutionKey Queue, ImmutableArray<int> Parked, ImmutableArray<int> Waiting, ImmutableArray<int> Delivered)
    {
        public bool IsNowhere => Parked.IsEmpty && Waiting.IsEmpty && Delivered.IsEmpty;

        /// <summary>What is not parked.</summary>
        public ImmutableArray<int> Moving => [.. Waiting.Concat(Delivered).Order()];
    }
}
