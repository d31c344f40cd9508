using Akka.Actor;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// Runs a child for every Foreign connector that has work and hands commands to it.
/// </summary>
/// <remarks>
/// <para>In: <see cref="DeliveryCommands"/> of partitions on any server; <see cref="Drain"/>. A command for a connector that no longer exists
/// gets a child too: it publishes what is staged and refuses to stage. <see cref="DeliveryQueries"/> go to a child of their own.</para>
/// <para>Phases: Active; Draining, before the server leaves: nothing more is staged, so that partitions turn to other servers, and what is
/// staged is published.</para>
/// </remarks>
internal sealed class ConnectorSupervisor(
    string serverName,
    OrganizationView organization,
    DropPaths paths,
    IMessageStore store,
    WorkUnderWay work,
    Func<bool> mayAct,
    TimeProvider time)
    : UntypedActor, IWithTimers
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);
    private const int QuietLooks = 6;

    private readonly IActorRef _tests = Context.ActorOf(ConnectorTestActor.Props(serverName, organization, paths, time), "tests");
    private readonly List<IActorRef> _drainedFor = [];
    private int _quietLooks;

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Stop staging. Answered with <see cref="Drained"/> once nothing is under way and no more came for a while.</summary>
    public sealed class Drain : INoSerializationVerificationNeeded
    {
        public static readonly Drain Instance = new();
    }

    /// <summary>Nothing is under way.</summary>
    public sealed class Drained : INoSerializationVerificationNeeded
    {
        public static readonly Drained Instance = new();
    }

    public static Props Props(
        string serverName,
        OrganizationView organization,
        DropPaths paths,
        IMessageStore store,
        WorkUnderWay work,
        Func<bool> mayAct,
        TimeProvider time) =>
        Akka.Actor.Props.Create(() => new ConnectorSupervisor(serverName, organization, paths, store, work, mayAct, time));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case DeliveryCommands.IConnectorCommand command:
                Forward(command);
                break;
            case DeliveryQueries.TestDropDirectory query:
                _tests.Forward(query);
                break;
            case Drain:
                _drainedFor.Add(Sender);
                Become(Draining);
                Timers.StartPeriodicTimer("look", Look.Instance, LookInterval);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Draining(object message)
    {
        switch (message)
        {
            case DeliveryCommands.StageDrops stage:
                Sender.Tell(new DeliveryReplies.Unavailable(stage.Attempt, ErrorCatalogue.ServerStopping.With(serverName)));
                break;
            case DeliveryCommands.IConnectorCommand command:
                _quietLooks = 0;
                Forward(command);
                break;
            case DeliveryQueries.TestDropDirectory query:
                _tests.Forward(query);
                break;
            case Drain:
                _drainedFor.Add(Sender);
                break;
            case Look:
                LookForQuiet();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void LookForQuiet()
    {
        _quietLooks = work.Count == 0 ? _quietLooks + 1 : 0;
        if (_quietLooks >= QuietLooks)
        {
            _drainedFor.ForEach(asker => asker.Tell(Drained.Instance));
            _drainedFor.Clear();
        }
    }

    private void Forward(DeliveryCommands.IConnectorCommand command)
    {
        work.Begin();
        Child(command.Connector).Forward(command);
    }

    private IActorRef Child(Guid id)
    {
        var name = $"connector-{id:N}";
        var child = Context.Child(name);
        return child.IsNobody()
            ? Context.ActorOf(ForeignConnectorActor.Props(id, serverName, organization, paths, store, work, mayAct, time), name)
            : child;
    }

    private sealed class Look : INoSerializationVerificationNeeded
    {
        public static readonly Look Instance = new();
    }
}
