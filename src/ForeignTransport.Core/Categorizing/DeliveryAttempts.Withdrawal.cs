using ForeignTransport.Core.Delivery;

namespace ForeignTransport.Core.Categorizing;

/// <summary>What becomes of staged files whose message expires, or is held, while they wait for their publication.</summary>
/// <remarks>
/// <para>
/// From the first time a server was asked to publish a file until one has answered, the file may be in the Drop directory or not. Nothing is
/// decided about its recipients in that time: a failure would be untrue when the file appeared, a second file would be a duplicate. So a file is
/// not given up here. It is taken back there: the server that is asked next renames it to a name that nobody publishes. Of that rename and the one
/// that publishes only one finds the file, whoever else was asked before and however late that one is. What the other side finds is the truth, and
/// stays to be found by whoever asks again: the withdrawn file is removed only when nothing in the journal claims it any more.
/// </para>
/// <code>
/// the process ends after          the next incarnation asks, and is told
/// the command left                withdrawn, or published before: whichever rename came first
/// the file was withdrawn          withdrawn: the name it has now is found
/// the answer left                 the same
/// RecipientsFailed is journaled   nothing: the file is a stray, and swept
/// </code>
/// <para>
/// Only when nobody can tell (<see cref="DeliveryAttempt.NobodyCanTell"/>), and the connector is to wait, the recipients fail without an
/// answer when their message expires, and what is said of them is that this is not known.
/// </para>
/// </remarks>
public sealed partial class DeliveryAttempts
{
    /// <summary>True when a server that is asked to publish this file is to take it back instead.</summary>
    /// <remarks>Only of files whose publication had to wait: what goes on its way undisturbed is delivered.</remarks>
    public bool IsToWithdraw(DeliveryAttempt attempt, StagedDrop drop, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        ArgumentNullException.ThrowIfNull(drop);
        return attempt.Retry is not null && (IsHeld(drop) || IsExpired(drop, now));
    }

    /// <summary>Files of messages that expired, and of which nobody can tell whether they were published.</summary>
    internal IReadOnlyList<FailedRecipient> Expire(DateTimeOffset now)
    {
        var failed = new List<FailedRecipient>();
        foreach (var attempt in UnderWay.Where(attempt => attempt is { AwaitsAnswer: false, NobodyCanTell: true }).ToList())
        {
            var expired = attempt.Drops.Where(drop => IsExpired(drop, now)).ToList();
            if (expired.Count == 0)
            {
                continue;
            }

            failed.AddRange(expired.SelectMany(drop => drop.Recipients.Select(position => FailureInDoubt(drop, position))));
            var before = attempt.MessageCount;
            attempt.Drops = [.. attempt.Drops.Except(expired)];
            CountLeft(attempt, before - attempt.MessageCount, now);
            if (attempt.Drops.Count == 0)
            {
                End(attempt);
            }
        }

        return failed;
    }

    /// <summary>What is suspended does not expire.</summary>
    private bool IsExpired(StagedDrop drop, DateTimeOffset now) =>
        state.Messages[drop.Message] is var entry && entry.Message.ExpiresAt <= now
        && (!entry.IsHeld || drop.Recipients.All(position => entry.HoldOf(position) is not { Stays: true }));

    private bool IsHeld(StagedDrop drop) =>
        state.Held.Contains(drop.Message) && state.Messages[drop.Message] is var entry && drop.Recipients.All(position => entry.HoldOf(position) is not null);

    private FailedRecipient FailureInDoubt(StagedDrop drop, int position)
    {
        var entry = state.Messages[drop.Message];
        return entry.HoldOf(position) is { } removal
            ? entry.RemovalOf(position, removal.Kind == HoldKind.RemovedWithNdr)
            : entry.FailureOf(position, StandardResponses.QueueExpiredInDoubt.ToString());
    }
}
