using System.Collections.Immutable;
using Akka.Actor;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Serialization;

namespace ForeignTransport.Transport.Submission;

/// <summary>
/// The batches under way, from the moment their files are taken in hand until their claims are deleted: handed to their partition, and
/// handed to it again until it answers.
/// </summary>
internal sealed class SubmittedBatches(int partitions, IActorRef categorizer, TimeProvider time, IActorRef actor)
{
    /// <summary>How long a partition has to answer.</summary>
    public static readonly TimeSpan ResendInterval = TimeSpan.FromSeconds(5);

    private const int Limit = 12;

    /// <summary>A quarter of a frame (16 MiB); a message whose header is as large as it may be is smaller.</summary>
    private const long CommandBytes = 4 * 1024 * 1024;

    private readonly Dictionary<MessageId, Batch> _submitted = [];
    private int _underWay;

    /// <summary>How many are under way.</summary>
    public int UnderWay => _underWay;

    public bool IsFull => _underWay >= Limit;

    /// <summary>Nothing is under way.</summary>
    public bool IsEmpty => _underWay == 0;

    /// <summary>Messages that were submitted and not yet answered for.</summary>
    public HashSet<MessageId> Ids => [.. _submitted.Values.SelectMany(batch => batch.Command.Messages).Select(message => message.Id)];

    /// <summary>Counts a batch whose files are taken in hand.</summary>
    public void Begin() => _underWay++;

    /// <summary>The claims of a batch are deleted, or there were none.</summary>
    public void End() => _underWay = Math.Max(0, _underWay - 1);

    /// <summary>Hands over what has become of a batch that was begun: one command for each partition that has a part of it.</summary>
    public void Submit(ImmutableArray<ClaimedMessage> accepted)
    {
        End();
        foreach (var claimed in accepted.GroupBy(claimed => claimed.Message.Id.Partition(partitions)).SelectMany(InFrames))
        {
            Begin();
            var batch = new Batch(
                new CategorizerCommands.Submit(claimed[0].Message.Id.Partition(partitions), [.. claimed.Select(claim => claim.Message)]),
                [.. claimed.Select(claim => claim.ClaimPath)],
                time.GetUtcNow());
            _submitted[batch.Command.Messages[0].Id] = batch;
            categorizer.Tell(batch.Command);
        }
    }

    /// <summary>Cuts what one partition gets into commands that fit into a frame of the transport, for the partition may be on another server.</summary>
    private static IEnumerable<List<ClaimedMessage>> InFrames(IEnumerable<ClaimedMessage> messages)
    {
        var frame = new List<ClaimedMessage>();
        var bytes = 0L;
        foreach (var message in messages)
        {
            var size = WireSize.Of(message.Message);
            if (frame.Count > 0 && bytes + size > CommandBytes)
            {
                yield return frame;
                (frame, bytes) = ([], 0);
            }

            frame.Add(message);
            bytes += size;
        }

        yield return frame;
    }

    /// <summary>Says it again to partitions that have not answered, under the same ids.</summary>
    public void Resend()
    {
        var now = time.GetUtcNow();
        foreach (var (id, batch) in _submitted.Where(pair => now - pair.Value.SentAt >= ResendInterval).ToList())
        {
            _submitted[id] = batch with { SentAt = now };
            categorizer.Tell(batch.Command);
        }
    }

    /// <summary>A partition has journaled a batch: its claims are deleted, once, however often it says so.</summary>
    public void Answer(CategorizerReplies.Submitted submitted)
    {
        if (!submitted.Ids.IsEmpty && _submitted.Remove(submitted.Ids[0], out var batch))
        {
            StartDelete(submitted.Partition, submitted.Ids, batch.ClaimPaths);
        }
    }

    /// <summary>Deletes claims that a partition knew already, as a batch of their own.</summary>
    public void Delete(int partition, ImmutableArray<MessageId> ids, ImmutableArray<string> claimPaths)
    {
        Begin();
        StartDelete(partition, ids, claimPaths);
    }

    /// <summary>The actor hears of it, and then calls <see cref="End"/>.</summary>
    private void StartDelete(int partition, ImmutableArray<MessageId> ids, ImmutableArray<string> claimPaths) =>
        Task.Run(() =>
        {
            var (gone, failure) = ClaimFiles.Delete(ids, claimPaths);
            return new SubmissionSteps.Deleted(partition, gone, failure);
        }).PipeTo(actor);

    private sealed record Batch(CategorizerCommands.Submit Command, ImmutableArray<string> ClaimPaths, DateTimeOffset SentAt);
}
