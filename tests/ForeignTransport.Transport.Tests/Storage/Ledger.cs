using Akka.Actor;
using Akka.Persistence;

namespace ForeignTransport.Transport.Tests.Storage;

/// <summary>A persistent actor that remembers lines of text, for specs of a journal.</summary>
internal sealed class Ledger(string id) : UntypedPersistentActor
{
    private readonly List<string> _events = [];
    private IActorRef _asker = ActorRefs.Nobody;

    public override string PersistenceId { get; } = id;

    public static Props Props(string id) => Akka.Actor.Props.Create(() => new Ledger(id));

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Write write:
                var asker = Sender;
                var left = write.Events.Length;
                PersistAll(write.Events, persisted =>
                {
                    _events.Add(persisted);
                    if (--left == 0)
                    {
                        asker.Tell(_events.Count);
                    }
                });
                break;
            case WriteOnce once when _events.Contains(once.Event):
                Sender.Tell(_events.Count);
                break;
            case WriteOnce once:
                OnCommand(new Write([once.Event]));
                break;
            case Read:
                Sender.Tell(_events.ToArray());
                break;
            case Save:
                _asker = Sender;
                SaveSnapshot(_events.ToArray());
                break;
            case DeleteUpTo delete:
                _asker = Sender;
                DeleteMessages(delete.SequenceNumber);
                break;
            case SaveSnapshotSuccess or SaveSnapshotFailure or DeleteMessagesSuccess or DeleteMessagesFailure:
                _asker.Tell(message);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: string[] events }:
                _events.AddRange(events);
                break;
            case string persisted:
                _events.Add(persisted);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    internal sealed record Write(string[] Events);

    /// <summary>Safe to send again when there was no answer.</summary>
    internal sealed record WriteOnce(string Event);

    internal sealed record DeleteUpTo(long SequenceNumber);

    internal sealed record Read
    {
        public static readonly Read Instance = new();
    }

    internal sealed record Save
    {
        public static readonly Save Instance = new();
    }
}
