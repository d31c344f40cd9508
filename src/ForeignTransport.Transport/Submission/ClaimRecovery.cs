using System.Collections.Immutable;
using Akka.Actor;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;

namespace ForeignTransport.Transport.Submission;

/// <summary>
/// The claims that an earlier incarnation left in a directory: which partition was asked about which, and which are still open.
/// </summary>
/// <remarks>
/// When the last one is gone every partition is told that nothing claimed before this incarnation can come back. Not earlier: a partition
/// that forgets an id whose claim file still exists would accept it a second time. Nor of what is in hand now: of a directory that was away for
/// a moment batches can be submitted and not answered, and are submitted again.
/// </remarks>
internal sealed class ClaimRecovery(string claimant, DateTimeOffset startedAt)
{
    private readonly Dictionary<int, Dictionary<MessageId, SubmittedFile>> _asked = [];
    private readonly HashSet<MessageId> _open = [];
    private DateTimeOffset _limit = startedAt;
    private bool _started;
    private bool _finished;

    /// <summary>Notes the claims that were found.</summary>
    /// <param name="claims">What an earlier incarnation left.</param>
    /// <param name="held">What this incarnation has in hand: partitions go on to remember it, and what is younger.</param>
    /// <param name="partitions">How many partitions there are.</param>
    public void Start(IEnumerable<SubmittedFile> claims, IEnumerable<MessageId> held, int partitions)
    {
        _started = true;
        foreach (var id in held.Where(id => id.CreatedAt < _limit))
        {
            _limit = id.CreatedAt;
        }

        foreach (var claim in claims)
        {
            var id = claim.ClaimedAs!.Value;
            _open.Add(id);
            var partition = id.Partition(partitions);
            if (!_asked.TryGetValue(partition, out var asked))
            {
                _asked.Add(partition, asked = []);
            }

            asked[id] = claim;
        }
    }

    /// <summary>Claims that are not gone yet.</summary>
    public IEnumerable<MessageId> Open => _open;

    /// <summary>Nothing of an earlier incarnation is left, and the partitions were told.</summary>
    public bool IsFinished => _finished;

    /// <summary>What to ask the partitions that have not answered.</summary>
    public IReadOnlyList<CategorizerQueries.FindUnknown> Questions =>
        [.. _asked.Select(asked => new CategorizerQueries.FindUnknown(asked.Key, [.. asked.Value.Keys]))];

    /// <summary>Sorts an answer into claims whose message is journaled, and claims that must be taken in.</summary>
    public (IReadOnlyList<SubmittedFile> Known, IReadOnlyList<SubmittedFile> Unknown) Answered(CategorizerReplies.Unknown answer)
    {
        if (!_asked.Remove(answer.Partition, out var claims))
        {
            return ([], []);
        }

        var unknown = answer.Ids.ToHashSet();
        return ([.. claims.Values.Where(claim => !unknown.Contains(claim.ClaimedAs!.Value))],
            [.. claims.Values.Where(claim => unknown.Contains(claim.ClaimedAs!.Value))]);
    }

    /// <summary>These claim files are gone; tells the partitions when they were the last.</summary>
    public void Resolved(ImmutableArray<MessageId> ids, int partitions, IActorRef categorizer)
    {
        foreach (var id in ids)
        {
            _open.Remove(id);
        }

        if (!_started || _finished || _open.Count > 0)
        {
            return;
        }

        _finished = true;
        for (var partition = 0; partition < partitions; partition++)
        {
            categorizer.Tell(new CategorizerCommands.ResolveClaims(partition, claimant, _limit));
        }
    }
}
