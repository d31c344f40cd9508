using Akka.Actor;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;

namespace ForeignTransport.Transport.Queues;

/// <summary>Answers what is in the queues: asks every partition, wherever it runs, and puts the answers together.</summary>
/// <remarks>
/// <para>In: <see cref="GetQueues"/> from this server, <see cref="CategorizerReplies.PartitionQueues"/>. Out: <see cref="CategorizerQueries.GetQueues"/>
/// to partitions, <see cref="QueuesSnapshot"/> to whoever asked.</para>
/// <para>A collection asks all partitions once and ends when all have answered, or after two seconds with those that have. Whoever asks while the
/// newest collection is no older than 200 ms shares it, running or done; so however many ask, partitions are asked five times a second at
/// most. Nobody gets an answer older than that, and commands, which are rare, none that began before them.</para>
/// <para>In memory only; after a crash whoever asked gets no answer and asks again. It changes nothing.</para>
/// </remarks>
internal sealed class QueueViewActor(IActorRef categorizer, int partitions, TimeProvider time) : UntypedActor, IWithTimers
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan Freshness = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<long, Collection> _running = [];
    private Collection? _newest;
    private long _lastRequest = time.GetTimestamp();

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IActorRef categorizer, int partitions, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new QueueViewActor(categorizer, partitions, time));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case GetQueues get:
                Get(get.IsFresh);
                break;
            case CategorizerReplies.PartitionQueues reply:
                Take(reply);
                break;
            case Expired { Request: var request } when _running.TryGetValue(request, out var collection):
                End(collection);
                break;
            case Expired:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Get(bool isFresh)
    {
        if (isFresh || _newest is not { } collection || time.GetElapsedTime(collection.StartedAt) > Freshness)
        {
            _newest = collection = Start();
        }

        if (collection.Result is { } result)
        {
            Sender.Tell(result);
        }
        else
        {
            collection.Waiting.Add(Sender);
        }
    }

    private Collection Start()
    {
        var collection = new Collection(++_lastRequest, time.GetTimestamp());
        _running.Add(collection.Request, collection);
        for (var partition = 0; partition < partitions; partition++)
        {
            categorizer.Tell(new CategorizerQueries.GetQueues(partition, collection.Request));
        }

        Timers.StartSingleTimer(collection.Request, new Expired(collection.Request), Deadline);
        return collection;
    }

    private void Take(CategorizerReplies.PartitionQueues reply)
    {
        // What comes too late was counted as missing. A partition that moved can have been asked where it was and where it is.
        if (!_running.TryGetValue(reply.Request, out var collection) || (uint)reply.Partition >= (uint)partitions)
        {
            return;
        }

        collection.Answers[reply.Partition] = reply;
        if (collection.Answers.Count == partitions)
        {
            Timers.Cancel(collection.Request);
            End(collection);
        }
    }

    private void End(Collection collection)
    {
        _running.Remove(collection.Request);
        var answers = collection.Answers.Values;
        collection.Result = new QueuesSnapshot(
            QueueReport.Combine(answers.SelectMany(answer => answer.Queues)),
            partitions,
            partitions - answers.Count,
            answers.Sum(answer => answer.Omitted));
        collection.Answers.Clear();
        foreach (var waiting in collection.Waiting)
        {
            waiting.Tell(collection.Result);
        }

        collection.Waiting.Clear();
    }

    /// <summary>What is in the queues now? Answered with <see cref="QueuesSnapshot"/> within <see cref="Deadline"/>.</summary>
    public sealed class GetQueues : INoSerializationVerificationNeeded
    {
        public static readonly GetQueues Instance = new();

        /// <summary>Nothing that was collected before: for a command, which must find the queue that its administrator has just seen filled.</summary>
        public static readonly GetQueues Fresh = new() { IsFresh = true };

        public bool IsFresh { get; private init; }
    }

    private sealed record Expired(long Request) : INoSerializationVerificationNeeded;

    private sealed class Collection(long request, long startedAt)
    {
        public long Request { get; } = request;

        public long StartedAt { get; } = startedAt;

        public Dictionary<int, CategorizerReplies.PartitionQueues> Answers { get; } = [];

        public List<IActorRef> Waiting { get; } = [];

        public QueuesSnapshot? Result { get; set; }
    }
}
