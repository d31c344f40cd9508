using System.Collections.Concurrent;
using Akka.Actor;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;

namespace ForeignTransport.Transport.Tests.Submission;

/// <summary>
/// All partitions of a categorizer in one actor, with a journal that is a dictionary. Outlives the directory actors that a spec stops.
/// </summary>
internal sealed class FakeCategorizer
{
    private readonly ConcurrentDictionary<MessageId, QueuedMessage> _journal = new();
    private readonly ConcurrentDictionary<MessageId, bool> _forgotten = new();
    private readonly ConcurrentQueue<object> _received = new();
    private volatile bool _answers = true;
    private volatile bool _accepts = true;

    /// <summary>Called on the actor's thread with everything that arrives.</summary>
    public Action<object> Observe { get; init; } = _ => { };

    /// <summary>False: what arrives is journaled but nobody hears of it.</summary>
    public bool Answers
    {
        get => _answers;
        set => _answers = value;
    }

    /// <summary>False: what arrives is lost.</summary>
    public bool Accepts
    {
        get => _accepts;
        set => _accepts = value;
    }

    /// <summary>Every message that was accepted, once for each time. Accepting an id again after it was forgotten is a duplicate.</summary>
    public IReadOnlyCollection<QueuedMessage> Accepted => [.. AcceptedEver];

    public int AcceptedCount => AcceptedEver.Count;

    public IEnumerable<T> Received<T>() => _received.OfType<T>();

    private ConcurrentQueue<QueuedMessage> AcceptedEver { get; } = new();

    public bool IsForgotten(MessageId id) => _forgotten.ContainsKey(id);

    public Props Props() => Akka.Actor.Props.Create(() => new Partitions(this));

    private sealed class Partitions(FakeCategorizer world) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (!world.Accepts)
            {
                return;
            }

            // Before anybody can see that it arrived, and change his mind.
            var answers = world.Answers;
            world._received.Enqueue(message);
            world.Observe(message);
            switch (message)
            {
                case CategorizerCommands.Submit submit:
                    foreach (var queued in submit.Messages)
                    {
                        if (world._journal.TryAdd(queued.Id, queued))
                        {
                            world.AcceptedEver.Enqueue(queued);
                            if (queued.ClaimedBy is null)
                            {
                                // Delivered at once, and nobody comes back with it.
                                world._journal.TryRemove(queued.Id, out _);
                            }
                        }
                    }

                    if (answers)
                    {
                        Sender.Tell(new CategorizerReplies.Submitted(submit.Partition, [.. submit.Messages.Select(queued => queued.Id)]));
                    }

                    break;
                case CategorizerCommands.ForgetClaims forget:
                    foreach (var id in forget.Ids)
                    {
                        // The harshest partition there can be: delivered at once, so that nothing but the claim was remembered.
                        world._journal.TryRemove(id, out _);
                        world._forgotten.TryAdd(id, true);
                    }

                    break;
                case CategorizerQueries.FindUnknown query:
                    if (answers)
                    {
                        Sender.Tell(new CategorizerReplies.Unknown(
                            query.Partition, [.. query.Ids.Where(id => !world._journal.ContainsKey(id))]));
                    }

                    break;
                case CategorizerCommands.ResolveClaims resolve:
                    foreach (var (id, queued) in world._journal)
                    {
                        if (id.Partition(16) == resolve.Partition && id.CreatedAt < resolve.Before && queued.ClaimedBy == resolve.Server)
                        {
                            world._journal.TryRemove(id, out _);
                        }
                    }

                    break;
                default:
                    Unhandled(message);
                    break;
            }
        }
    }
}
