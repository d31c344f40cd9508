using System.Collections.Immutable;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Categorizing;

/// <summary>What is resubmitted: its recipients are looked up in the directory again, before they are routed.</summary>
/// <remarks>
/// <para>
/// Resubmitted is what Retry-Queue -Resubmit takes out of a queue, what was in Retry for MaxIdleTimeBeforeResubmit, what leaves Unreachable because
/// of a configuration change, and a poison message that is resumed. Only recipients that wait are looked up: one that has its outcome keeps
/// it, one that a file stands for is that file's, and one that may have been delivered stays where it was sent. A group that was expanded has its
/// outcome; its members are asked about, each for itself.
/// </para>
/// <code>
/// a recipient is              and the process ends there
/// in its queue                back in it; the mark is in memory, so it is routed and not looked up
/// resubmitted (marked)        the same; also while Submission is suspended, where it waits
/// looked up, not journaled    the same: nobody has heard of what was found
/// journaled                   as the directory said; routed from there. Nothing is looked up again
/// in its next queue           the same
/// </code>
/// <para>
/// A message is looked up by one event at a time. What else of it is resubmitted meanwhile waits for that event: else two of them could each bring
/// the same new recipient.
/// </para>
/// </remarks>
public sealed partial class CategorizerPartition
{
    /// <summary>So many messages are in one event at most: a queue of a hundred thousand would make one that no journal takes.</summary>
    private const int LookUpBatch = 500;

    // Recipients that are being looked up, by message; those of the same messages that wait for that.
    private readonly Dictionary<MessageId, QueueItem> _lookedUp = [];
    private readonly List<QueueItem> _waitingForLookUp = [];

    /// <summary>Messages whose new recipients are being journaled, with those that wait for that: they are in Submission, and in no queue of <see cref="Queues"/>.</summary>
    public IEnumerable<QueueItem> LookedUp => _lookedUp.Values.Concat(_waitingForLookUp);

    /// <summary>
    /// Looks up resubmitted messages. Those that the directory changes are to be journaled; when that has been applied, what is left of them, and who
    /// came instead, is to be routed (<see cref="DeliveryAttempts.TakeReturned"/>).
    /// </summary>
    /// <param name="items">Messages that are to be routed, after <see cref="Resolve"/>; those that are to be journaled first are taken out.</param>
    /// <param name="organization">The directory.</param>
    /// <param name="now">The current time.</param>
    /// <returns>What is to be journaled, in this order; mostly nothing.</returns>
    public IReadOnlyList<RecipientsResolved> LookUpAgain(List<QueueItem> items, OrganizationState organization, DateTimeOffset now)
    {
        if (!items.Exists(item => item.IsResubmitted))
        {
            return [];
        }

        var resolved = new List<ResolvedMessage>();
        var marked = QueueItem.Together([.. items.Where(item => item.IsResubmitted)]);
        items.RemoveAll(item => item.IsResubmitted);
        foreach (var item in marked)
        {
            if (_lookedUp.ContainsKey(item.Message))
            {
                _waitingForLookUp.Add(item);
                continue;
            }

            var entry = State.Messages[item.Message];
            var asked = item.Recipients.RemoveAll(position => entry.HoldOf(position) is not null || entry.Recipients[position].PossiblyDelivered);
            if (asked.IsEmpty || MessageResolution.Again(entry, asked, organization) is not { } message)
            {
                items.Add(item with { IsResubmitted = false });
                continue;
            }

            resolved.Add(message);
            _lookedUp.Add(item.Message, item with { IsResubmitted = false });
        }

        return [.. resolved.Chunk(LookUpBatch).Select(batch => new RecipientsResolved(now, [.. batch]))];
    }

    private static IReadOnlyList<QueueItem> Resubmitted(IReadOnlyList<QueueItem> items) => [.. items.Select(item => item with { IsResubmitted = true })];

    /// <summary>What a look-up found is durable: those of its recipients that are left, and those that it brought, are to be routed.</summary>
    private void EndLookUp(ResolvedMessage resolved)
    {
        if (!_lookedUp.Remove(resolved.Message, out var item))
        {
            return;
        }

        var waiting = _waitingForLookUp.FindAll(other => other.Message == resolved.Message);
        _waitingForLookUp.RemoveAll(other => other.Message == resolved.Message);
        if (!State.Messages.TryGetValue(resolved.Message, out var entry))
        {
            // All of them failed or stood for others, and nobody is told.
            return;
        }

        ImmutableArray<int> left =
        [
            .. item.Recipients
                .Concat(Enumerable.Range(entry.Recipients.Length - resolved.Appended.Length, resolved.Appended.Length))
                .Where(position => entry.Recipients[position].Outcome == RecipientOutcome.Pending)
        ];
        Attempts.Return([.. waiting, .. left.IsEmpty ? [] : (IEnumerable<QueueItem>)[item with { Recipients = left }]]);
    }
}
