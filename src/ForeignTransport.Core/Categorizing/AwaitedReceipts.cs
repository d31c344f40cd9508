using System.Collections.Immutable;
using ForeignTransport.Core.Delivery;

namespace ForeignTransport.Core.Categorizing;

/// <summary>
/// The published files of a partition that gateways have to confirm: what becomes of receipts, of files that are not confirmed in time, and of those
/// whose connector asks for none any more.
/// </summary>
/// <remarks>
/// Nothing here is journaled by itself: methods return the event to be journaled. Until it is applied its files are taken: whatever else would
/// decide about them is told to come back.
/// </remarks>
public sealed class AwaitedReceipts(CategorizerState state)
{
    private readonly HashSet<DropKey> _deciding = [];
    private readonly HashSet<DropKey> _reported = [];

    /// <summary>Every file that is awaited.</summary>
    public IEnumerable<(DropKey Drop, AwaitingFile File)> All =>
        state.Awaiting.SelectMany(entry => entry.Awaiting
            .Where(file => IsOpen(entry, file.File))
            .Select(file => (new DropKey(entry.Message.Id, file.File.Ordinal), file)));

    /// <summary>Sorts receipts.</summary>
    /// <param name="receipts">Those that came together. When they contradict one another the failure counts: a sender told wrongly of a failure asks; one told wrongly of success does not.</param>
    /// <param name="now">The current time.</param>
    /// <returns>What must be journaled, or null; and what became of each, true only once that is journaled.</returns>
    public (ReceiptsTaken? Taken, ImmutableArray<ReceiptVerdict> Verdicts) Take(IReadOnlyList<GatewayReceipt> receipts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        var taken = new Dictionary<DropKey, TakenReceipt>();
        foreach (var receipt in receipts.OrderBy(receipt => receipt.IsDelivered))
        {
            if (JudgeOf(receipt) == ReceiptJudgement.Recorded && !_deciding.Contains(receipt.Drop) && FileOf(receipt) is { } file)
            {
                taken.TryAdd(receipt.Drop, Decide(receipt, file));
            }
        }

        var verdicts = receipts.Select(receipt => new ReceiptVerdict(
            receipt, taken.ContainsKey(receipt.Drop) ? ReceiptJudgement.Recorded : JudgeOf(receipt))).ToImmutableArray();
        _deciding.UnionWith(taken.Keys);
        return (taken.Count == 0 ? null : new ReceiptsTaken(now, [.. taken.Values]), verdicts);
    }

    /// <summary>Files whose connector asks for no receipts any more: they are relayed, as they would have been without.</summary>
    /// <param name="isWanted">Whether a connector asks for receipts.</param>
    /// <param name="relayDsnRequired">The RelayDsnRequired of a connector.</param>
    /// <param name="now">The current time.</param>
    /// <returns>What must be journaled; null when there are none.</returns>
    public DropsPublished? Release(Func<Guid, bool> isWanted, Func<Guid, bool> relayDsnRequired, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        ArgumentNullException.ThrowIfNull(relayDsnRequired);
        var released = All
            .Where(awaited => !_deciding.Contains(awaited.Drop) && !isWanted(awaited.File.File.Connector))
            .Select(awaited => new PublishedDrop(
                awaited.Drop.Message,
                awaited.Drop.Ordinal,
                relayDsnRequired(awaited.File.File.Connector) ? Due(DsnKind.Relayed, awaited.Drop, awaited.File.File) : []))
            .ToImmutableArray();
        _deciding.UnionWith(released.Select(drop => new DropKey(drop.Message, drop.Ordinal)));
        return released.IsEmpty ? null : new DropsPublished(now, released);
    }

    /// <summary>The files that nobody confirmed in their connector's time, each once.</summary>
    /// <param name="timeout">The ReceiptTimeout of a connector.</param>
    /// <param name="now">The current time.</param>
    public IReadOnlyList<AwaitingFile> TakeOverdue(Func<Guid, TimeSpan> timeout, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(timeout);
        return [.. All.Where(awaited => now - awaited.File.PublishedAt >= timeout(awaited.File.File.Connector) && _reported.Add(awaited.Drop)).Select(awaited => awaited.File)];
    }

    /// <summary>How many files are awaited, and how many of them for longer than their connector allows.</summary>
    /// <param name="timeout">The ReceiptTimeout of a connector.</param>
    /// <param name="now">The current time.</param>
    public ReceiptCounts Count(Func<Guid, TimeSpan> timeout, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(timeout);
        var files = All.Select(awaited => awaited.File).ToList();
        return new ReceiptCounts(files.Count, files.Count(file => now - file.PublishedAt >= timeout(file.File.Connector)));
    }

    /// <summary>The recipients of files that nobody confirmed before the message expired.</summary>
    internal IReadOnlyList<FailedRecipient> Expire(DateTimeOffset now)
    {
        var expired = All.Where(awaited => state.Messages[awaited.Drop.Message].Message.ExpiresAt <= now && _deciding.Add(awaited.Drop)).ToList();
        return
        [
            .. expired
                .SelectMany(awaited => awaited.File.File.Recipients.Select(position => (awaited.Drop.Message, Position: position)))
                .Distinct()
                .Where(recipient => state.Messages[recipient.Message].Recipients[recipient.Position].Outcome == RecipientOutcome.Pending)
                .Select(recipient => state.Messages[recipient.Message].FailureOf(recipient.Position, StandardResponses.ReceiptMissing.ToString()))
        ];
    }

    /// <summary>An event is folded: what it decided is awaited no more.</summary>
    internal void Applied(CategorizerEvent happened)
    {
        switch (happened)
        {
            case ReceiptsTaken taken:
                Forget(taken.Receipts.Select(receipt => receipt.Drop));
                break;
            case DropsPublished published when _deciding.Count > 0:
                Forget(published.Drops.Select(drop => new DropKey(drop.Message, drop.Ordinal)));
                break;
            case RecipientsFailed failed when _deciding.Count > 0:
                var messages = failed.Recipients.Select(recipient => recipient.Message).ToHashSet();
                Forget([.. _deciding.Where(drop => messages.Contains(drop.Message) && !IsAwaited(drop))]);
                break;
        }
    }

    private void Forget(IEnumerable<DropKey> drops)
    {
        foreach (var drop in drops)
        {
            _deciding.Remove(drop);
            _reported.Remove(drop);
        }
    }

    private bool IsAwaited(DropKey drop) =>
        state.Messages.TryGetValue(drop.Message, out var entry) && entry.Awaiting.Any(awaiting => awaiting.File.Ordinal == drop.Ordinal);

    /// <summary>A file is over when another one decided about all its recipients.</summary>
    private static bool IsOpen(MessageEntry entry, StagedFile file)
    {
        foreach (var position in file.Recipients)
        {
            if (entry.Recipients[position].Outcome == RecipientOutcome.Pending)
            {
                return true;
            }
        }

        return false;
    }

    private StagedFile? FileOf(GatewayReceipt receipt) =>
        state.Messages.TryGetValue(receipt.Drop.Message, out var entry)
            ? entry.Awaiting.FirstOrDefault(awaiting => awaiting.File.Ordinal == receipt.Drop.Ordinal && awaiting.File.FileName == receipt.FileName
                && IsOpen(entry, awaiting.File))?.File
            : null;

    /// <summary>What would become of a receipt by itself.</summary>
    private ReceiptJudgement JudgeOf(GatewayReceipt receipt)
    {
        if (!state.Messages.TryGetValue(receipt.Drop.Message, out var entry))
        {
            return ReceiptJudgement.Unknown;
        }

        if (entry.Staged.Any(file => file.Ordinal == receipt.Drop.Ordinal) || _deciding.Contains(receipt.Drop))
        {
            return ReceiptJudgement.Early;
        }

        return FileOf(receipt) is not null ? ReceiptJudgement.Recorded : ReceiptJudgement.Unknown;
    }

    private TakenReceipt Decide(GatewayReceipt receipt, StagedFile file) => receipt.IsDelivered
        ? new TakenReceipt(receipt.Drop, null, Due(DsnKind.Delivered, receipt.Drop, file))
        : new TakenReceipt(receipt.Drop, GatewayFailure.Diagnose(receipt.Reason).ToString(), Due(DsnKind.Failed, receipt.Drop, file));

    private ImmutableArray<int> Due(DsnKind kind, DropKey drop, StagedFile file)
    {
        var entry = state.Messages[drop.Message];
        return
        [
            .. file.Recipients.Where(position => DsnPolicy.IsDue(
                kind, entry.Recipients[position].Recipient.Notify, entry.Message.Envelope.HasNullReversePath))
        ];
    }
}
