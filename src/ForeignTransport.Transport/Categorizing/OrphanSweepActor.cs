using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>
/// Releases stored content that no partition needs: of messages that were finished, or never journaled, when a server stopped.
/// </summary>
/// <remarks>
/// Only content older than an hour is looked at, so that a message on its way into the journal is never taken for an orphan. A claim that
/// waits longer than that (its file is on a directory that was unavailable) stores its content again when it is taken in.
/// </remarks>
internal sealed class OrphanSweepActor(IMessageStore store, IActorRef categorizer, int partitions, TimeProvider time) : UntypedActor, IWithTimers
{
    private const int IdsAtATime = 2_000;
    private static readonly TimeSpan FirstRound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan MinimumAge = TimeSpan.FromHours(1);

    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Look now.</summary>
    public sealed class Sweep : INoSerializationVerificationNeeded
    {
        public static readonly Sweep Instance = new();
    }

    public static Props Props(IMessageStore store, IActorRef categorizer, int partitions, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new OrphanSweepActor(store, categorizer, partitions, time));

    protected override void PreStart() => Timers.StartPeriodicTimer("sweep", Sweep.Instance, FirstRound, Interval);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Sweep:
                var self = Self;
                var before = time.GetUtcNow() - MinimumAge;
                ListAsync(before, self).PipeTo(Self, failure: cause => new Listed(cause), success: () => new Listed(null));
                break;
            case Listed { Cause: { } cause }:
                _log.Warning(cause, "The message store could not be searched for orphans");
                break;
            case Listed:
                break;
            case Candidates candidates:
                categorizer.Tell(new CategorizerQueries.FindReleasable(candidates.Partition, [.. candidates.Ids]));
                break;
            case CategorizerReplies.Releasable { Ids.Length: > 0 } orphans:
                _log.Info("The content of {0} messages of partition {1} belongs to nothing any more; it is released", orphans.Ids.Length, orphans.Partition);
                store.ReleaseAsync(orphans.Ids, CancellationToken.None).PipeTo(Self, success: () => new Listed(null), failure: cause => new Listed(cause));
                break;
            case CategorizerReplies.Releasable:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private async Task ListAsync(DateTimeOffset before, IActorRef self)
    {
        var byPartition = new Dictionary<int, List<MessageId>>();
        await foreach (var id in store.ListAsync(CancellationToken.None))
        {
            if (id.UsedUntil >= before)
            {
                continue;
            }

            var partition = id.Partition(partitions);
            if (!byPartition.TryGetValue(partition, out var ids))
            {
                byPartition.Add(partition, ids = []);
            }

            ids.Add(id);
            if (ids.Count == IdsAtATime)
            {
                self.Tell(new Candidates(partition, ids));
                byPartition.Remove(partition);
            }
        }

        foreach (var (partition, ids) in byPartition)
        {
            self.Tell(new Candidates(partition, ids));
        }
    }

    private sealed record Candidates(int Partition, List<MessageId> Ids) : INoSerializationVerificationNeeded;

    private sealed record Listed(Exception? Cause) : INoSerializationVerificationNeeded;
}
