using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// How one run of a server belongs to its cluster. In this order: register, make the actor system with setups and settings, enter, leave,
/// dispose of.
/// </summary>
internal interface IMembership : IAsyncDisposable
{
    /// <summary>What the actor system is made with.</summary>
    ImmutableArray<Setup> Setups { get; }

    /// <summary>Settings behind the node's own and before those of every server.</summary>
    Config Hocon { get; }

    /// <summary>Takes the server's name, before anything is written.</summary>
    /// <returns>Null, or why the server must not start.</returns>
    Task<TransportError?> RegisterAsync(CancellationToken cancellationToken);

    /// <summary>Enters the cluster. Actors that write may start only after that.</summary>
    /// <returns>Null, or why the server must end.</returns>
    Task<TransportError?> EnterAsync(ActorSystem system, CancellationToken cancellationToken);

    /// <summary>
    /// False once this process stood still for so long that others may have taken over: nothing that cannot be taken back may be done then.
    /// </summary>
    bool MayAct { get; }

    /// <summary>
    /// Sees to it that a member can write nothing any more, before it is downed by hand: a member that cannot be reached may still be at work.
    /// </summary>
    /// <returns>Null, or why that cannot be had now.</returns>
    Task<TransportError?> FenceAsync(UniqueAddress member, CancellationToken cancellationToken);

    /// <summary>Called, and not waited for, just before this membership ends the process; null for nothing.</summary>
    Action? BeforeGivenUp { get; set; }

    /// <summary>The server leaves on purpose. To be called before the actor system is shut down.</summary>
    void BeginLeave();

    /// <summary>The actor system has ended: nothing of this run is left that could write.</summary>
    Task LeaveAsync();
}
