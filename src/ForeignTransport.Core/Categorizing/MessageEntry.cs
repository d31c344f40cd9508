using System.Collections.Immutable;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Categorizing;

/// <summary>A message that a partition owns, from acceptance to its last outcome. Changed by events only.</summary>
public sealed class MessageEntry
{
    private readonly List<StagedFile> _staged = [];

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
        IEnumerable<MessageHold>? holds = null,
        IEnumerable<FailedWork>? failures = null)
    {
        var entry = new MessageEntry(message)
        {
            LastOrdinal = lastOrdinal,
            DsnCount = dsnCount,
            DelayReported = delayReported,
            ClaimedBy = claimedBy
        };
        foreach (var (recipient, state) in entry.Recipients.Zip(recipients))
        {
            recipient.Outcome = state.Outcome;
            recipient.Diagnostic = state.Diagnostic;
            recipient.DecidedAt = state.DecidedAt;
            recipient.OwedDsn = state.OwedDsn;
            recipient.PossiblyDelivered = state.PossiblyDelivered;
        }

        entry._staged.AddRange(staged);
        entry._holds = holds?.ToList() is { Count: > 0 } held ? held : null;
        entry._failures = failures?.ToList() is { Count: > 0 } failed ? failed : null;
        return entry;
    }

    /// <summary>What was accepted.</summary>
    public QueuedMessage Message { get; }

    /// <summary>The envelope's recipients, then those refused on submission.</summary>
    public ImmutableArray<RecipientEntry> Recipients { get; }

    /// <summary>Files that are staged and not yet known to be published.</summary>
    public IReadOnlyList<StagedFile> Staged => _staged;

    /// <summary>The recipients that are held; each is in one of them at most.</summary>
    public IReadOnlyList<MessageHold> Holds => _holds ?? [];

    /// <summary>True when any recipient is held.</summary>
    public bool IsHeld => _holds is not null;

    /// <summary>What failed unexpectedly since the message was accepted or last released.</summary>
    public IReadOnlyList<FailedWork> Failures => _failures ?? [];

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

    /// <summary>The hold of a recipient; null when it is not held.</summary>
    public MessageHold? HoldOf(int recipient)
    {
        if (_holds is not null)
        {
            foreach (var hold in _holds)
            {
                if (hold.Recipients.Contains(recipient))
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

    /// <summary>Numbers a drop that is being planned. Not journaled: a number that was never staged may be used again.</summary>
    internal int NextOrdinal() => ++LastOrdinal;

    internal void Stage(StagedFile file)
    {
        // A drop that is staged anew replaces every earlier one that served any of its recipients.
        _staged.RemoveAll(earlier => earlier.Recipients.Any(file.Recipients.Contains));
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

    /// <summary>Nothing stands any more for a recipient that failed: a staged file that nobody could publish in time.</summary>
    internal void UnstageFor(int recipient) => _staged.RemoveAll(file => file.Recipients.Contains(recipient));

    internal void Hold(MessageHold hold)
    {
        foreach (var recipient in hold.Recipients)
        {
            Unhold(recipient);
        }

        (_holds ??= []).Add(hold);
    }

    internal void Unhold(int recipient)
    {
        if (_holds is null)
        {
            return;
        }

        for (var i = _holds.Count - 1; i >= 0; i--)
        {
            var rest = _holds[i].Recipients.Remove(recipient);
            if (rest.IsEmpty)
            {
                _holds.RemoveAt(i);
            }
            else
            {
                _holds[i] = _holds[i] with { Recipients = rest };
            }
        }

        if (_holds.Count == 0)
        {
            _holds = null;
        }
    }

    internal void NoteFailure(FailedWork failure)
    {
        if (failure.Fault.Length == 0 || !Failures.Any(known => known.Fault == failure.Fault))
        {
            (_failures ??= []).Add(failure);
        }
    }

    internal void ForgetFailures() => _failures = null;

    /// <summary>True when a staged file already stands for this recipient.</summary>
    public bool IsStaged(int recipient)
    {
        foreach (var file in _staged)
        {
            if (file.Recipients.Contains(recipient))
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

/// <summary>The changing part of a recipient, as a snapshot keeps it.</summary>
public sealed record RecipientState(
    RecipientOutcome Outcome, string? Diagnostic, DateTimeOffset? DecidedAt, DsnKind? OwedDsn, bool PossiblyDelivered = false);
