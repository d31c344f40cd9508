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

    /// <summary>Messages of which one tick says that they were found at start-up.</summary>
    private const int LoadedAtOnce = 500;

    private Queue<TrackingRecord> _replayed = new();
    private Queue<MessageId> _loaded = new();

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

    /// <summary>LOAD of the messages that were found, some at a time: there may be a million.</summary>
    private void TellLoaded()
    {
        if (_loaded.Count == 0 || _services.Tracking.Scope is not { } scope)
        {
            return;
        }

        var rows = new List<TrackingRecord>();
        for (var i = 0; i < LoadedAtOnce && _loaded.TryDequeue(out var id); i++)
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

    private static IEnumerable<EnvelopeRecipient> RecipientsOf(MessageEntry entry, IEnumerable<int> positions) =>
        positions.Select(position => entry.Recipients[position].Recipient);
}
