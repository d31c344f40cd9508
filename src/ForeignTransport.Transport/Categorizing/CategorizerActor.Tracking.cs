using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tracking;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>
/// The part of a partition that tells message tracking. What is journaled is told when it is durable, and told again when it is replayed; what is not
/// journaled (deferrals, what was found at start-up) is told once, or not at all if the server dies at that moment.
/// </summary>
internal sealed partial class CategorizerActor
{
    /// <summary>
    /// Rows of one replay that are told again: more than a partition makes in the moment in which rows are held. Sixteen partitions together stay
    /// below what the writer holds.
    /// </summary>
    private const int MaxReplayed = 1000;

    /// <summary>Messages of which one tick says that they were found at start-up, or were resubmitted: there may be a million.</summary>
    private const int ToldAtOnce = 500;

    private Queue<TrackingRecord> _replayed = new();
    private Queue<MessageId> _loaded = new();
    private readonly Queue<(QueueItem Item, DateTimeOffset At)> _resubmitted = new();

    /// <summary>The rows of an event, from the state before it.</summary>
    private IReadOnlyList<TrackingRecord> RowsOf(CategorizerEvent happened) =>
        _services.Tracking.Scope is { } scope ? JournalTracking.Of(happened, _partition.State.Messages, scope) : [];

    /// <summary>Keeps the newest rows of the replay: those that the last run may not have written.</summary>
    private void NoteReplayed(CategorizerEvent happened)
    {
        foreach (var row in RowsOf(happened))
        {
            if (_replayed.Count == MaxReplayed)
            {
                _replayed.Dequeue();
            }

            _replayed.Enqueue(row);
        }
    }

    private void TellReplayed()
    {
        _services.Tracking.Record([.. _replayed]);
        _replayed = new Queue<TrackingRecord>();
        if (_services.Tracking.Scope is not null)
        {
            _loaded = new Queue<MessageId>(
                _partition.State.Messages.Where(pair => CategorizerPartition.PendingItem(pair.Value) is not null).Select(pair => pair.Key));
            TellLoaded();
        }
    }

    /// <summary>LOAD of the messages that were found, some at a time.</summary>
    private void TellLoaded()
    {
        if (_loaded.Count == 0 || _services.Tracking.Scope is not { } scope)
        {
            return;
        }

        var rows = new List<TrackingRecord>();
        for (var i = 0; i < ToldAtOnce && _loaded.TryDequeue(out var id); i++)
        {
            if (_partition.State.Messages.TryGetValue(id, out var entry) && CategorizerPartition.PendingItem(entry) is { } item)
            {
                rows.Add(TrackingEvents.Loaded(
                    scope.Stamp(_recoveredAt, id, TrackingEventId.Load, 0), scope.Describe(entry.Message), RecipientsOf(entry, item.Recipients)));
            }
        }

        _services.Tracking.Record(rows);
    }

    /// <summary>DEFER of the messages of an attempt that were not staged.</summary>
    private void TellDeferred(DeliveryAttempt attempt, StagingResult result)
    {
        if (result.Deferred is not { } error || _services.Tracking.Scope is null)
        {
            return;
        }

        HashSet<DropKey> done = [.. result.Staged, .. result.Failed.Select(failed => failed.Drop)];
        TellDeferred(attempt.Connector, attempt.Drops.Where(drop => !done.Contains(new DropKey(drop.Message, drop.Ordinal))), error);
    }

    private void TellDeferred(Guid connector, IEnumerable<StagedDrop> drops, TransportError error)
    {
        if (_services.Tracking.Scope is not { } scope)
        {
            return;
        }

        var now = Now;
        var rows = new List<TrackingRecord>();
        foreach (var drop in drops)
        {
            if (_partition.State.Messages.TryGetValue(drop.Message, out var entry))
            {
                rows.Add(TrackingEvents.DeferredByGateway(
                    scope.Stamp(now, drop.Message, TrackingEventId.Defer, drop.Recipients[0]),
                    scope.Describe(entry.Message), RecipientsOf(entry, drop.Recipients), scope.ConnectorName(connector), error));
            }
        }

        _services.Tracking.Record(rows);
    }

    /// <summary>DEFER of what an attempt would have taken, had there been a server to ask: of as many as one takes, for a million may wait.</summary>
    private void TellWaiting(DeliveryQueue queue, Guid connector, TransportError error)
    {
        if (_services.Tracking.Scope is { } scope)
        {
            var now = Now;
            _services.Tracking.Record(
            [
                .. queue.Waiting.Take(_partition.Settings.BatchMessages).Select(item => TrackingEvents.DeferredByGateway(
                    DeferralOf(item, now, scope), scope.Describe(MessageOf(item)), RecipientsOf(item), scope.ConnectorName(connector), error))
            ]);
        }
    }

    /// <summary>DEFER/QUEUE of what goes back to the categorizer, some at a time.</summary>
    private void TellResubmitted(IReadOnlyList<QueueItem> items)
    {
        if (items.Count > 0 && _services.Tracking.Scope is not null)
        {
            var now = Now;
            foreach (var item in items)
            {
                _resubmitted.Enqueue((item, now));
            }

            TellResubmitted();
        }
    }

    private void TellResubmitted()
    {
        if (_resubmitted.Count == 0 || _services.Tracking.Scope is not { } scope)
        {
            _resubmitted.Clear();
            return;
        }

        var rows = new List<TrackingRecord>();
        for (var i = 0; i < ToldAtOnce && _resubmitted.TryDequeue(out var resubmitted); i++)
        {
            var (item, at) = resubmitted;

            // It may have come to its end meanwhile.
            if (_partition.State.Messages.ContainsKey(item.Message))
            {
                rows.Add(TrackingEvents.Resubmitted(DeferralOf(item, at, scope), scope.Describe(MessageOf(item)), RecipientsOf(item)));
            }
        }

        _services.Tracking.Record(rows);
    }

    private static TrackingStamp DeferralOf(QueueItem item, DateTimeOffset at, TrackingScope scope) =>
        scope.Stamp(at, item.Message, TrackingEventId.Defer, item.Recipients[0]);

    private QueuedMessage MessageOf(QueueItem item) => _partition.State.Messages[item.Message].Message;

    private IEnumerable<EnvelopeRecipient> RecipientsOf(QueueItem item) => RecipientsOf(_partition.State.Messages[item.Message], item.Recipients);

    /// <summary>DEFER/ROUTING of what has just arrived and waits in the Unreachable queue.</summary>
    private void TellUnreachable(IEnumerable<QueueItem> arrived)
    {
        if (_partition.Queues.Unreachable.Count == 0 || _services.Tracking.Scope is not { } scope)
        {
            return;
        }

        var now = Now;
        var rows = new List<TrackingRecord>();
        foreach (var item in arrived)
        {
            if (_partition.Queues.FindUnreachable(item.Message) is { } waiting && _partition.State.Messages.TryGetValue(item.Message, out var entry))
            {
                rows.Add(TrackingEvents.DeferredInRouting(
                    scope.Stamp(now, item.Message, TrackingEventId.Defer, waiting.Item.Recipients[0]),
                    scope.Describe(entry.Message), RecipientsOf(entry, waiting.Item.Recipients), waiting.LastError));
            }
        }

        _services.Tracking.Record(rows);
    }

    /// <summary>POISONMESSAGE of messages that have just been set aside.</summary>
    private void TellPoisoned(CategorizerEvent happened)
    {
        if (happened is not MessagesHeld held || _services.Tracking.Scope is not { } scope)
        {
            return;
        }

        var now = Now;
        _services.Tracking.Record(
        [
            .. from message in held.Messages
               where message.Hold.Kind == HoldKind.Poison && _partition.State.Messages.ContainsKey(message.Message)
               let entry = _partition.State.Messages[message.Message]
               select TrackingEvents.Poisoned(
                   scope.Stamp(now, message.Message, TrackingEventId.PoisonMessage, message.Hold.Recipients[0]),
                   scope.Describe(entry.Message), RecipientsOf(entry, message.Hold.Recipients), message.Hold.Reason)
        ]);
    }

    /// <summary>POISONMESSAGE of messages that are about to leave the poison queue, released or removed.</summary>
    private void TellNoLongerPoison(CategorizerEvent happened)
    {
        var leaving = happened switch
        {
            MessagesReleased released => released.Messages.SelectMany(message => message.Recipients.Select(position => (message.Message, Position: position, Reason: "Released"))),
            RecipientsFailed failed => failed.Recipients.Select(recipient => (recipient.Message, Position: recipient.Recipient, Reason: "Removed")),
            _ => []
        };
        if (_services.Tracking.Scope is not { } scope)
        {
            return;
        }

        var now = Now;
        var rows = new List<TrackingRecord>();
        foreach (var message in leaving.GroupBy(gone => gone.Message))
        {
            if (_partition.State.Messages.TryGetValue(message.Key, out var entry)
                && message.Where(gone => entry.HoldOf(gone.Position) is { Kind: HoldKind.Poison }).ToList() is { Count: > 0 } poison)
            {
                // Not the part of the row that told that it came in: both may be of one millisecond.
                rows.Add(TrackingEvents.Poisoned(
                    scope.Stamp(now, message.Key, TrackingEventId.PoisonMessage, -1 - poison[0].Position),
                    scope.Describe(entry.Message), RecipientsOf(entry, poison.Select(gone => gone.Position)), poison[0].Reason));
            }
        }

        _services.Tracking.Record(rows);
    }

    private static IEnumerable<EnvelopeRecipient> RecipientsOf(MessageEntry entry, IEnumerable<int> positions) =>
        positions.Select(position => entry.Recipients[position].Recipient);
}
