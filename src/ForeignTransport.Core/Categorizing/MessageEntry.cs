using System.Collections.Immutable;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Categorizing;

/// <summary>A message that a partition owns, from acceptance to its last outcome. Changed by events only.</summary>
public sealed class MessageEntry
{
    private readonly List<StagedFile> _staged = [];
    private readonly List<AwaitingFile> _awaiting = [];

    // Most messages are never held and never fail: two references are what they pay for it.
    private List<MessageHold>? _holds;
    private List<FailedWork>? _failures;

    internal MessageEntry(QueuedMessage message)
    {
        Message = message;
        ClaimedBy = message.ClaimedBy;
        Recipients =
        [
            .. message.Envelope.Recipients.Select(recipient => new RecipientEntry(recipient)),
            .. message.Refused.Select(refused => new RecipientEntry(
                new EnvelopeRecipient(refused.Address, refused.Notify, refused.OriginalRecipient))
            {
                Outcome = RecipientOutcome.Failed,
                Diagnostic = refused.Diagnostic,
                DecidedAt = message.ReceivedAt,
                OwedDsn = DsnPolicy.IsDue(DsnKind.Failed, refused.Notify, message.Envelope.HasNullReversePath) ? DsnKind.Failed : null
            })
        ];
    }

    /// <summary>Rebuilds an entry from a snapshot.</summary>
    public static MessageEntry Restore(
        QueuedMessage message,
        IEnumerable<RecipientState> recipients,
        IEnumerable<StagedFile> staged,
        int lastOrdinal,
        int dsnCount,
        bool delayReported,
        string? claimedBy,
        ResolvedRecipients? resolved = null,
        IEnumerable<MessageHold>? holds = null,
        IEnumerable<FailedWork>? failures = null,
        IEnumerable<AwaitingFile>? awaiting = null)
    {
        var entry = new MessageEntry(message)
        {
            LastOrdinal = lastOrdinal,
            DsnCount = dsnCount,
            DelayReported = delayReported,
            ClaimedBy = claimedBy
        };
        if (resolved is not null)
        {
            entry.WasResolved = entry.IsResolved = true;
            entry.Rewrite(resolved.Rewritten);
            entry.Append(resolved.Appended);
        }

        foreach (var (recipient, state) in entry.Recipients.Zip(recipients))
        {
            recipient.Outcome = state.Outcome;
            recipient.Diagnostic = state.Diagnostic;
            recipient.DecidedAt = state.DecidedAt;
            recipient.OwedDsn = state.OwedDsn;
            recipient.PossiblyDelivered = state.PossiblyDelivered;
            recipient.LookUpAddress = state.LookUpAddress;
        }

        entry._staged.AddRange(staged);
        entry._holds = holds?.Select(InOrder).ToList() is { Count: > 0 } held ? held : null;
        entry._failures = failures?.ToList() is { Count: > 0 } failed ? failed : null;
        entry._awaiting.AddRange(awaiting ?? []);
        return entry;
    }

    /// <summary>What was accepted.</summary>
    public QueuedMessage Message { get; }

    /// <summary>The envelope's recipients, then those refused on submission, then those that resolution added.</summary>
    public ImmutableArray<RecipientEntry> Recipients { get; private set; }

    /// <summary>True once the directory changed the recipients; journaled.</summary>
    public bool WasResolved { get; private set; }

    /// <summary>
    /// True when the recipients are not looked up again: the directory changed them, or it did not and the message went on its way. The latter is
    /// not journaled: after a crash a message of which nothing has been done yet is looked up once more.
    /// </summary>
    public bool IsResolved { get; internal set; }

    /// <summary>Files that are staged and not yet known to be published.</summary>
    public IReadOnlyList<StagedFile> Staged => _staged;

    /// <summary>The recipients that are held; each is in one of them at most.</summary>
    public IReadOnlyList<MessageHold> Holds => _holds ?? [];

    /// <summary>True when any recipient is held.</summary>
    public bool IsHeld => _holds is not null;

    /// <summary>What failed unexpectedly since the message was accepted or last released.</summary>
    public IReadOnlyList<FailedWork> Failures => _failures ?? [];

    /// <summary>Files that are published, and that the gateway has not confirmed.</summary>
    public IReadOnlyList<AwaitingFile> Awaiting => _awaiting;

    /// <summary>The highest drop number used so far.</summary>
    public int LastOrdinal { get; private set; }

    /// <summary>How many DSNs about this message were accepted; numbers the next one.</summary>
    public int DsnCount { get; internal set; }

    /// <summary>The server whose claim file for this id may still exist; null when there is none, or no longer.</summary>
    public string? ClaimedBy { get; internal set; }

    /// <summary>True once the sender was told of the delay.</summary>
    public bool DelayReported { get; internal set; }

    /// <summary>True when nothing is left to do: every recipient decided, no DSN owed.</summary>
    public bool IsComplete
    {
        get
        {
            foreach (var recipient in Recipients)
            {
                if (recipient.Outcome == RecipientOutcome.Pending || recipient.OwedDsn is not null)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>What resolution made of the recipients, for a snapshot; null when it changed none.</summary>
    public ResolvedRecipients? Resolved => !WasResolved
        ? null
        : new ResolvedRecipients(
            [
                .. Enumerable.Range(0, Message.Envelope.Recipients.Length)
                    .Where(position => Recipients[position].Recipient != Message.Envelope.Recipients[position])
                    .Select(position => new RewrittenRecipient(position, Recipients[position].Recipient))
            ],
            [.. Recipients.Skip(Message.Envelope.Recipients.Length + Message.Refused.Length).Select(entry => entry.Recipient)]);

    /// <summary>True while nothing has been done for any recipient of the envelope: it can still be resolved.</summary>
    internal bool IsUntouched
    {
        get
        {
            for (var position = 0; position < Message.Envelope.Recipients.Length; position++)
            {
                if (Recipients[position] is { Outcome: not RecipientOutcome.Pending } or { PossiblyDelivered: true })
                {
                    return false;
                }
            }

            // What is held in a queue was routed before, under what the directory said then.
            return _staged.Count == 0 && _awaiting.Count == 0 && !WasResolved && Holds.All(hold => hold.Queue == NextHopSolutionKey.Submission);
        }
    }

    /// <summary>True of a recipient that was refused on submission.</summary>
    internal bool IsRefused(int position) =>
        position >= Message.Envelope.Recipients.Length && position < Message.Envelope.Recipients.Length + Message.Refused.Length;

    /// <summary>
    /// A recipient as the directory is asked about it: one of the envelope as the sender wrote it, one that was added under its own address in the
    /// organization, as far as that is known.
    /// </summary>
    internal EnvelopeRecipient AskedOf(int position) => position < Message.Envelope.Recipients.Length
        ? Message.Envelope.Recipients[position]
        : Recipients[position] is { LookUpAddress: { } address, Recipient: var recipient } ? recipient with { Address = address }
        : Recipients[position].Recipient;

    /// <summary>The envelope for some of the recipients, who all have the same reverse-path (<see cref="ByReversePath"/>).</summary>
    public Envelope EnvelopeOf(ImmutableArray<int> recipients) => !WasResolved && recipients.Length == Message.Envelope.Recipients.Length
        ? Message.Envelope
        : Message.Envelope.For([.. recipients.Select(position => Recipients[position].Recipient)]);

    /// <summary>Who is told of these recipients in the place of the originator; null for the originator.</summary>
    public string? ReportToOf(ImmutableArray<int> recipients) => recipients.IsEmpty ? null : Recipients[recipients[0]].Recipient.ReportTo;

    /// <summary>Recipients in the groups that can share an envelope, each in its order.</summary>
    internal IEnumerable<ImmutableArray<int>> ByReversePath(ImmutableArray<int> recipients)
    {
        if (recipients.IsEmpty)
        {
            return [];
        }

        var first = ReportToOf(recipients);
        return recipients.All(position => Recipients[position].Recipient.ReportTo == first)
            ? [recipients]
            : recipients.GroupBy(position => Recipients[position].Recipient.ReportTo).Select(group => group.ToImmutableArray());
    }

    /// <summary>Takes what resolution made of the recipients; their outcomes are the caller's.</summary>
    internal void Resolve(ImmutableArray<RewrittenRecipient> rewritten, ImmutableArray<NewRecipient> appended)
    {
        WasResolved = IsResolved = true;
        Rewrite(rewritten);
        Recipients = Recipients.AddRange(appended.Select(added => new RecipientEntry(added.Recipient) { LookUpAddress = added.LookUpAddress }));
    }

    private void Rewrite(ImmutableArray<RewrittenRecipient> rewritten)
    {
        foreach (var (position, recipient) in rewritten)
        {
            Recipients[position].Recipient = recipient;
        }
    }

    private void Append(IEnumerable<EnvelopeRecipient> appended) =>
        Recipients = Recipients.AddRange(appended.Select(recipient => new RecipientEntry(recipient)));

    /// <summary>The hold of a recipient; null when it is not held.</summary>
    public MessageHold? HoldOf(int recipient)
    {
        if (_holds is not null)
        {
            foreach (var hold in _holds)
            {
                if (hold.Recipients.BinarySearch(recipient) >= 0)
                {
                    return hold;
                }
            }
        }

        return null;
    }

    /// <summary>The failure of a recipient that an administrator removed.</summary>
    internal FailedRecipient RemovalOf(int recipient, bool withNdr)
    {
        var failure = FailureOf(recipient, StandardResponses.QueueAdmin.ToString());
        return failure with { OwesDsn = withNdr && failure.OwesDsn };
    }

    /// <summary>The failure of a recipient, with whether its sender is owed a DSN.</summary>
    internal FailedRecipient FailureOf(int recipient, string diagnostic) => new(Message.Id, recipient, diagnostic, DsnPolicy.IsDue(
        DsnKind.Failed, Recipients[recipient].Recipient.Notify, Message.Envelope.HasNullReversePath));

    /// <summary>The failure of a recipient whose message expired before anything was dropped for it, or after something that nobody knows the fate of.</summary>
    internal FailedRecipient ExpiryOf(int recipient) => FailureOf(recipient, (Recipients[recipient].PossiblyDelivered
        ? StandardResponses.QueueExpiredInDoubt
        : StandardResponses.QueueExpired).ToString());

    /// <summary>Numbers a drop that is being planned. Not journaled: a number that was never staged may be used again.</summary>
    internal int NextOrdinal() => ++LastOrdinal;

    internal void Stage(StagedFile file)
    {
        // A drop that is staged anew replaces every earlier one that served any of its recipients.
        if (_staged.Count > 0)
        {
            // A copy for a large group has a thousand recipients, and there are many copies.
            var served = file.Recipients.ToHashSet();
            _staged.RemoveAll(earlier => earlier.Recipients.Any(served.Contains));
        }

        _staged.Add(file);
        LastOrdinal = Math.Max(LastOrdinal, file.Ordinal);
    }

    internal StagedFile? Unstage(int ordinal)
    {
        var index = _staged.FindIndex(file => file.Ordinal == ordinal);
        if (index < 0)
        {
            return null;
        }

        var file = _staged[index];
        _staged.RemoveAt(index);
        return file;
    }

    /// <summary>Nothing stands any more for a recipient that failed: a file that nobody could publish, or that nobody confirmed in time.</summary>
    internal void UnstageFor(int recipient)
    {
        _staged.RemoveAll(file => file.Recipients.Contains(recipient));
        _awaiting.RemoveAll(awaiting => awaiting.File.Recipients.Contains(recipient));
    }

    internal void Hold(MessageHold hold)
    {
        Unhold(hold.Recipients);
        (_holds ??= []).Add(InOrder(hold));
    }

    internal void Unhold(ImmutableArray<int> recipients)
    {
        if (_holds is null)
        {
            return;
        }

        // A message to a group has thousands of them: none is looked for in a list.
        var released = recipients.Length == 1 ? null : recipients.ToHashSet();
        for (var i = _holds.Count - 1; i >= 0; i--)
        {
            var held = _holds[i].Recipients;
            var rest = released is not null ? held.RemoveAll(released.Contains)
                : held.BinarySearch(recipients[0]) is >= 0 and var place ? held.RemoveAt(place)
                : held;
            if (rest.IsEmpty)
            {
                _holds.RemoveAt(i);
            }
            else if (rest.Length < held.Length)
            {
                _holds[i] = _holds[i] with { Recipients = rest };
            }
        }

        if (_holds.Count == 0)
        {
            _holds = null;
        }
    }

    private static MessageHold InOrder(MessageHold hold) => hold with { Recipients = hold.Recipients.Sort() };

    internal void NoteFailure(FailedWork failure)
    {
        if (failure.Fault.Length == 0 || !Failures.Any(known => known.Fault == failure.Fault))
        {
            (_failures ??= []).Add(failure);
        }
    }

    internal void ForgetFailures() => _failures = null;

    /// <summary>A staged file is published, and a receipt is awaited.</summary>
    internal void Await(StagedFile file, DateTimeOffset publishedAt) => _awaiting.Add(new AwaitingFile(file, publishedAt));

    /// <summary>Nothing is awaited any more of a file; null when nothing was.</summary>
    internal StagedFile? EndAwaiting(int ordinal)
    {
        var index = _awaiting.FindIndex(awaiting => awaiting.File.Ordinal == ordinal);
        if (index < 0)
        {
            return null;
        }

        var file = _awaiting[index].File;
        _awaiting.RemoveAt(index);
        return file;
    }

    /// <summary>True when a file already stands for this recipient, staged or published and not confirmed.</summary>
    public bool IsStaged(int recipient)
    {
        foreach (var file in _staged)
        {
            if (file.Recipients.Contains(recipient))
            {
                return true;
            }
        }

        foreach (var awaiting in _awaiting)
        {
            if (awaiting.File.Recipients.Contains(recipient))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A file that waits in a staging directory for its final name.</summary>
public sealed record StagedFile(
    Guid Connector, string Server, string Directory, string Marker, int Ordinal, string FileName, ImmutableArray<int> Recipients);

/// <summary>A file that is in a Drop directory, or was until the gateway took it, and that the gateway has not confirmed.</summary>
/// <param name="File">The file.</param>
/// <param name="PublishedAt">Since when it is there.</param>
public sealed record AwaitingFile(StagedFile File, DateTimeOffset PublishedAt);

/// <summary>The changing part of a recipient, as a snapshot keeps it.</summary>
public sealed record RecipientState(
    RecipientOutcome Outcome, string? Diagnostic, DateTimeOffset? DecidedAt, DsnKind? OwedDsn, bool PossiblyDelivered = false)
{
    /// <summary><see cref="RecipientEntry.LookUpAddress"/>.</summary>
    public string? LookUpAddress { get; init; }
}

/// <summary>What resolution made of the recipients of a message, as a snapshot keeps it.</summary>
/// <param name="Rewritten">Recipients of the envelope with another address.</param>
/// <param name="Appended">Recipients that were added.</param>
public sealed record ResolvedRecipients(ImmutableArray<RewrittenRecipient> Rewritten, ImmutableArray<EnvelopeRecipient> Appended);
