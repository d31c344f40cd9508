using Akka.Actor;
using ForeignTransport.Core.Connectors;

namespace ForeignTransport.Transport.Membership;

/// <summary>The servers of the cluster as this one sees them; safe to ask from any thread.</summary>
internal interface IServersView
{
    /// <summary>Who is there. When it changes, <see cref="ServersChanged"/> is published on the event stream of this server.</summary>
    TransportServers Current { get; }

    /// <summary>The connectors of a server; nobody when it is not a member.</summary>
    IActorRef ConnectorsOf(string server);
}

/// <summary>Published on the event stream of this server after <see cref="IServersView.Current"/> has changed.</summary>
internal sealed class ServersChanged : INoSerializationVerificationNeeded
{
    public static readonly ServersChanged Instance = new();
}
