using System.Collections.Immutable;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Categorizing;

/// <summary>A message that a partition owns, from acceptance to its last outcome. Changed by events only.</summary>
public sealed class MessageEntry
{
    private readonly List<StagedFile> _staged = [];
    private readonly List<AwaitingFile> _awaiting = [];

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
        IEnumerable<AwaitingFile>? awaiting = null)
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
        entry._awaiting.AddRange(awaiting ?? []);
        return entry;
    }

    /// <summary>What was accepted.</summary>
    public QueuedMessage Message { get; }

    /// <summary>The envelope's recipients, then those refused on submission.</summary>
    public ImmutableArray<RecipientEntry> Recipients { get; }

    /// <summary>Files that are staged and not yet known to be published.</summary>
    public IReadOnlyList<StagedFile> Staged => _staged;

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

    /// <summary>Nothing stands any more for a recipient that failed: a file that nobody could publish, or that nobody confirmed in time.</summary>
    internal void UnstageFor(int recipient)
    {
        _staged.RemoveAll(file => file.Recipients.Contains(recipient));
        _awaiting.RemoveAll(awaiting => awaiting.File.Recipients.Contains(recipient));
    }

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
    RecipientOutcome Outcome, string? Diagnostic, DateTimeOffset? DecidedAt, DsnKind? OwedDsn, bool PossiblyDelivered = false);
