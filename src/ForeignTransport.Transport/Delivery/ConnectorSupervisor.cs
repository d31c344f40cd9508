using Akka.Actor;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// Runs a child for every Foreign connector that has work and hands commands to it.
/// </summary>
/// <remarks>
/// In: <see cref="DeliveryCommands"/>. A command for a connector that no longer exists gets a child too: it publishes what is staged and
/// refuses to stage.
/// </remarks>
internal sealed class ConnectorSupervisor(string serverName, OrganizationView organization, DropPaths paths, IMessageStore store) : UntypedActor
{
    public static Props Props(string serverName, OrganizationView organization, DropPaths paths, IMessageStore store) =>
        Akka.Actor.Props.Create(() => new ConnectorSupervisor(serverName, organization, paths, store));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case DeliveryCommands.IConnectorCommand command:
                Child(command.Connector).Forward(command);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private IActorRef Child(Guid id)
    {
        var name = $"connector-{id:N}";
        var child = Context.Child(name);
        return child.IsNobody()
            ? Context.ActorOf(ForeignConnectorActor.Props(id, serverName, organization, paths, store), name)
            : child;
    }
}
