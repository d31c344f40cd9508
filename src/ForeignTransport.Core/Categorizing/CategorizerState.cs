using System.Collections.Immutable;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Categorizing;

/// <summary>
/// The durable state of one categorizer partition: a deterministic fold of its events.
/// </summary>
/// <remarks>
/// It is changed in place, by <see cref="Apply"/> only: a partition can hold hundreds of thousands of messages and one event touches
/// a hundred of them. It reads no clock and draws no randomness, so replaying the journal rebuilds it exactly.
/// </remarks>
public sealed class CategorizerState
{
    private readonly Dictionary<MessageId, MessageEntry> _messages = [];
    private readonly Dictionary<MessageId, string> _remembered = [];
    private readonly HashSet<MessageId> _held = [];
    private readonly HashSet<MessageId> _awaiting = [];

    /// <summary>Messages with work left, by id.</summary>
    public IReadOnlyDictionary<MessageId, MessageEntry> Messages => _messages;

    /// <summary>
    /// Completed ids whose claim file may still exist, with the server that claimed them. A repeated submission of such an id is
    /// answered like the first one.
    /// </summary>
    public IReadOnlyDictionary<MessageId, string> Remembered => _remembered;

    /// <summary>The messages of which recipients are held.</summary>
    public IReadOnlySet<MessageId> Held => _held;

    /// <summary>True when this id was accepted and has not been forgotten.</summary>
    public bool Knows(MessageId id) => _messages.ContainsKey(id) || _remembered.ContainsKey(id);

    /// <summary>Folds one event into the state.</summary>
    /// <returns>The messages that this event completed: their content may be released.</returns>
    /// <exception cref="InvalidOperationException">The event does not fit the state: the journal is damaged or of a later release.</exception>
    public IReadOnlyList<MessageId> Apply(CategorizerEvent happened)
    {
        List<MessageId>? completed = null;
        switch (happened)
        {
            case MessagesAccepted accepted:
                foreach (var message in accepted.Messages)
                {
                    Add(message);
                    CompleteIfDone(message.Id, ref completed);
                }

                break;
            case DropsStaged staged:
                foreach (var drop in staged.Drops)
                {
                    Entry(drop.Message).Stage(new StagedFile(
                        staged.Connector, staged.Server, staged.Directory, staged.Marker, drop.Ordinal, drop.FileName, drop.Recipients));
                }

                break;
            case DropsPublished published:
                // Of two files that were let go together the first may have ended the message.
                foreach (var drop in published.Drops.Where(drop => completed?.Contains(drop.Message) != true))
                {
                    Publish(drop, published.At);
                    CompleteIfDone(drop.Message, ref completed);
                }

                break;
            case DropsAwaiting awaiting:
                foreach (var drop in awaiting.Drops)
                {
                    var entry = Entry(drop.Message);
                    entry.Await(entry.Unstage(drop.Ordinal) ?? throw NeverStaged(drop), awaiting.At);
                    _awaiting.Add(drop.Message);
                }

                break;
            case ReceiptsTaken taken:
                foreach (var receipt in taken.Receipts)
                {
                    TakeReceipt(receipt, taken.At);
                    CompleteIfDone(receipt.Drop.Message, ref completed);
                }

                break;
            case DropsAbandoned abandoned:
                foreach (var drop in abandoned.Drops)
                {
                    Abandon(drop);
                }

                break;
            case RecipientsFailed failed:
                Unhold(failed.Recipients);
                foreach (var recipient in failed.Recipients.DistinctBy(recipient => (recipient.Message, recipient.Recipient)))
                {
                    Fail(recipient, failed.At);
                }

                foreach (var message in failed.Recipients.Select(recipient => recipient.Message).Distinct())
                {
                    CompleteIfDone(message, ref completed);
                }

                break;
            case DsnAccepted dsn:
                Report(dsn);
                CompleteIfDone(dsn.Original, ref completed);
                CompleteIfDone(dsn.Dsn.Id, ref completed);
                break;
            case RecipientsResolved resolved:
                foreach (var message in resolved.Messages)
                {
                    Resolve(message, resolved.At);
                    CompleteIfDone(message.Message, ref completed);
                }

                break;
            case MessagesHeld held:
                foreach (var message in held.Messages)
                {
                    Hold(message);
                }

                break;
            case MessagesReleased released:
                foreach (var message in released.Messages)
                {
                    Free(message);
                    CompleteIfDone(message.Message, ref completed);
                }

                break;
            case WorkFailed work:
                foreach (var failure in work.Messages)
                {
                    // It may have come to its end while this was being journaled.
                    _messages.GetValueOrDefault(failure.Message)?.NoteFailure(failure);
                }

                break;
            default:
                throw new InvalidOperationException($"Unknown categorizer event {happened.GetType().Name}.");
        }

        return completed ?? [];
    }

    /// <summary>The submitter has deleted the claim files of these ids: no repetition can come any more.</summary>
    /// <remarks>Not journaled: what is remembered too long costs a few bytes, and the submitter says it again after a restart.</remarks>
    public void ForgetClaims(IEnumerable<MessageId> ids)
    {
        foreach (var id in ids)
        {
            if (!_remembered.Remove(id) && _messages.TryGetValue(id, out var entry))
            {
                entry.ClaimedBy = null;
            }
        }
    }

    /// <summary>The server has resolved every claim file it had before this moment.</summary>
    public void ForgetClaims(string server, DateTimeOffset claimedBefore)
    {
        var resolved = _remembered
            .Where(pair => pair.Key.CreatedAt < claimedBefore && string.Equals(pair.Value, server, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair.Key)
            .ToList();
        resolved.ForEach(id => _remembered.Remove(id));
        foreach (var entry in _messages.Values)
        {
            if (entry.Message.Id.CreatedAt < claimedBefore && string.Equals(entry.ClaimedBy, server, StringComparison.OrdinalIgnoreCase))
            {
                entry.ClaimedBy = null;
            }
        }
    }

    /// <summary>Forgets what no submitter came back for: bounds the memory when a server never returns.</summary>
    public void ForgetOlderThan(DateTimeOffset limit)
    {
        foreach (var id in _remembered.Keys.Where(id => id.CreatedAt < limit).ToList())
        {
            _remembered.Remove(id);
        }
    }

    /// <summary>Takes a message out of a snapshot.</summary>
    public void Restore(MessageEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _messages.Add(entry.Message.Id, entry);
        if (entry.Awaiting.Count > 0)
        {
            _awaiting.Add(entry.Message.Id);
        }

        if (entry.IsHeld)
        {
            _held.Add(entry.Message.Id);
        }
    }

    /// <summary>Messages that have files to be confirmed; found without a look at the others, which are many.</summary>
    internal IEnumerable<MessageEntry> Awaiting
    {
        get
        {
            _awaiting.RemoveWhere(id => !_messages.TryGetValue(id, out var entry) || entry.Awaiting.Count == 0);
            return _awaiting.Select(id => _messages[id]);
        }
    }

    /// <summary>Takes a claim out of a snapshot.</summary>
    public void Remember(MessageId id, string server) => _remembered[id] = server;

    private MessageEntry Entry(MessageId id) =>
        _messages.TryGetValue(id, out var entry)
            ? entry
            : throw new InvalidOperationException($"Message {id} is not in this partition.");

    private void Add(QueuedMessage message)
    {
        if (!_messages.TryAdd(message.Id, new MessageEntry(message)))
        {
            throw new InvalidOperationException($"Message {message.Id} was accepted twice.");
        }
    }

    private void Publish(PublishedDrop drop, DateTimeOffset at)
    {
        var entry = Entry(drop.Message);
        var recipients = entry.Unstage(drop.Ordinal)?.Recipients
            ?? Undecided(entry, entry.EndAwaiting(drop.Ordinal) ?? throw NeverStaged(new DropKey(drop.Message, drop.Ordinal)));
        foreach (var position in recipients)
        {
            var recipient = entry.Recipients[position];
            Decide(recipient, RecipientOutcome.Relayed, at);
            if (drop.Relayed.Contains(position))
            {
                recipient.OwedDsn = DsnKind.Relayed;
            }
        }

        Unhold(entry, recipients);
    }

    /// <summary>A receipt about a file, or a message, that has come to its end otherwise changes nothing.</summary>
    private void TakeReceipt(TakenReceipt receipt, DateTimeOffset at)
    {
        if (!_messages.TryGetValue(receipt.Drop.Message, out var entry))
        {
            return;
        }

        if (entry.EndAwaiting(receipt.Drop.Ordinal) is not { } file)
        {
            if (receipt.Drop.Ordinal > entry.LastOrdinal)
            {
                throw NeverStaged(receipt.Drop);
            }

            return;
        }

        var undecided = Undecided(entry, file);
        foreach (var position in undecided)
        {
            var recipient = entry.Recipients[position];
            Decide(recipient, receipt.IsDelivered ? RecipientOutcome.Delivered : RecipientOutcome.Failed, at);
            recipient.Diagnostic = receipt.Diagnostic;
            if (receipt.Owed.Contains(position))
            {
                recipient.OwedDsn = receipt.IsDelivered ? DsnKind.Delivered : DsnKind.Failed;
            }
        }

        Unhold(entry, undecided);
    }

    /// <summary>
    /// The recipients of an awaited file that have no outcome. All of them, unless another file was published for them too: such a journal is
    /// read like any other, and the first outcome stands.
    /// </summary>
    private static ImmutableArray<int> Undecided(MessageEntry entry, StagedFile file) =>
        [.. file.Recipients.Where(position => entry.Recipients[position].Outcome == RecipientOutcome.Pending)];

    private static InvalidOperationException NeverStaged(DropKey drop) => new($"Drop {drop.Ordinal} of message {drop.Message} was never staged.");

    private void Abandon(AbandonedDrop drop)
    {
        var entry = Entry(drop.Message);
        entry.Unstage(drop.Ordinal);
        if (drop.PossiblyDelivered)
        {
            foreach (var position in drop.Recipients)
            {
                entry.Recipients[position].PossiblyDelivered = true;
            }
        }
    }

    private void Fail(FailedRecipient failed, DateTimeOffset at)
    {
        var entry = Entry(failed.Message);
        var recipient = entry.Recipients[failed.Recipient];
        if (recipient.Outcome != RecipientOutcome.Pending && entry.Awaiting.Any(awaiting => awaiting.File.Recipients.Contains(failed.Recipient)))
        {
            // Another file was published for it too, and decided about it.
            entry.UnstageFor(failed.Recipient);
            return;
        }

        Decide(recipient, RecipientOutcome.Failed, at);
        Unhold(entry, [failed.Recipient]);
        entry.UnstageFor(failed.Recipient);
        recipient.Diagnostic = failed.Diagnostic;
        recipient.OwedDsn = failed.OwesDsn ? DsnKind.Failed : null;
    }

    private void Resolve(ResolvedMessage resolved, DateTimeOffset at)
    {
        var entry = Entry(resolved.Message);
        if (entry.WasResolved)
        {
            foreach (var position in resolved.Rewritten.Select(item => item.Position).Concat(resolved.Expanded.Select(item => item.Position)))
            {
                if (entry.Recipients[position].Outcome != RecipientOutcome.Pending || entry.IsStaged(position))
                {
                    throw new InvalidOperationException($"Recipient {position} of message {resolved.Message} was resolved again and does not wait.");
                }
            }
        }

        var first = entry.Recipients.Length;
        entry.Resolve(resolved.Rewritten, resolved.Appended);
        foreach (var failed in resolved.Failed)
        {
            Fail(failed, at);
        }

        foreach (var expanded in resolved.Expanded)
        {
            Decide(entry.Recipients[expanded.Position], RecipientOutcome.Expanded, at);
            entry.Recipients[expanded.Position].OwedDsn = expanded.OwesDsn ? DsnKind.Expanded : null;
        }

        Unhold(entry, [.. resolved.Expanded.Select(expanded => expanded.Position)]);

        for (var ordinal = 0; ordinal < resolved.Appended.Length; ordinal++)
        {
            if (resolved.Appended[ordinal] is { Diagnostic: { } diagnostic, OwesDsn: var owes })
            {
                Fail(new FailedRecipient(resolved.Message, first + ordinal, diagnostic, owes), at);
            }
        }
    }

    private static void Decide(RecipientEntry recipient, RecipientOutcome outcome, DateTimeOffset at)
    {
        if (recipient.Outcome != RecipientOutcome.Pending)
        {
            throw new InvalidOperationException($"Recipient {recipient.Recipient.Address} has an outcome already.");
        }

        recipient.Outcome = outcome;
        recipient.DecidedAt = at;
    }

    private void Hold(HeldMessage held)
    {
        // What was being delivered when it was asked for can be done by now.
        if (!_messages.TryGetValue(held.Message, out var entry))
        {
            return;
        }

        var left = held.Hold.Recipients.RemoveAll(position => entry.Recipients[position].Outcome != RecipientOutcome.Pending
            && (held.Hold.Kind != HoldKind.Poison || entry.Recipients[position].OwedDsn is null));
        if (!left.IsEmpty)
        {
            entry.Hold(held.Hold with { Recipients = left });
            _held.Add(held.Message);
        }
    }

    private void Free(ReleasedMessage released)
    {
        if (!_messages.TryGetValue(released.Message, out var entry))
        {
            return;
        }

        entry.ForgetFailures();
        foreach (var position in released.Recipients)
        {
            // What was resumed just before is being composed now.
            if (released.WaivesDsn && entry.HoldOf(position) is not null)
            {
                entry.Recipients[position].OwedDsn = null;
            }
        }

        Unhold(entry, released.Recipients);
    }

    private void Unhold(ImmutableArray<FailedRecipient> failed)
    {
        if (_held.Count > 0)
        {
            foreach (var message in failed.GroupBy(recipient => recipient.Message))
            {
                Unhold(Entry(message.Key), [.. message.Select(recipient => recipient.Recipient)]);
            }
        }
    }

    private void Unhold(MessageEntry entry, ImmutableArray<int> recipients)
    {
        if (entry.IsHeld && !recipients.IsEmpty)
        {
            entry.Unhold(recipients);
            if (!entry.IsHeld)
            {
                _held.Remove(entry.Message.Id);
            }
        }
    }

    private void Report(DsnAccepted dsn)
    {
        // A delayed message may have been delivered while its delay DSN was being journaled: then only the DSN is left.
        if (_messages.TryGetValue(dsn.Original, out var entry))
        {
            entry.DsnCount++;
            entry.DelayReported |= dsn.Kind == DsnKind.Delayed;
            foreach (var position in dsn.Recipients)
            {
                if (entry.Recipients[position].OwedDsn == dsn.Kind)
                {
                    entry.Recipients[position].OwedDsn = null;
                }
            }
        }

        Add(dsn.Dsn);
    }

    private void CompleteIfDone(MessageId id, ref List<MessageId>? completed)
    {
        if (!_messages.TryGetValue(id, out var entry) || !entry.IsComplete)
        {
            return;
        }

        _messages.Remove(id);
        _held.Remove(id);
        if (entry.ClaimedBy is { } server)
        {
            _remembered[id] = server;
        }

        (completed ??= []).Add(id);
    }
}
