using Akka.Actor;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Transport.Membership;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>A cluster as a spec wants it; its connectors are wherever the spec says.</summary>
internal sealed class SimulatedServers(string local, IActorRef connectors) : IServersView
{
    private readonly Dictionary<string, IActorRef> _connectors = new(StringComparer.OrdinalIgnoreCase) { [local] = connectors };

    public TransportServers Current { get; set; } = TransportServers.Only(local);

    public IActorRef ConnectorsOf(string server) => _connectors.GetValueOrDefault(server) ?? ActorRefs.Nobody;

    public void Place(string server, IActorRef at) => _connectors[server] = at;
}
