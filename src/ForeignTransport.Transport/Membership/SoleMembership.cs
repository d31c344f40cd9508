using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster;
using Akka.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Membership;

/// <summary>A cluster of one: the data directory, which is locked, says that there is no other.</summary>
internal sealed class SoleMembership : IMembership
{
    /// <inheritdoc />
    public ImmutableArray<Setup> Setups => [];

    /// <inheritdoc />
    public Config Hocon => Config.Empty;

    /// <inheritdoc />
    public bool MayAct => true;

    /// <inheritdoc />
    /// <remarks>It never does.</remarks>
    public Action? BeforeGivenUp { get; set; }

    /// <inheritdoc />
    public Task<TransportError?> RegisterAsync(CancellationToken cancellationToken) => Task.FromResult<TransportError?>(null);

    /// <inheritdoc />
    public async Task<TransportError?> EnterAsync(ActorSystem system, CancellationToken cancellationToken)
    {
        var cluster = Cluster.Get(system);
        await cluster.JoinAsync(cluster.SelfAddress, cancellationToken);
        return null;
    }

    /// <inheritdoc />
    public Task<TransportError?> FenceAsync(UniqueAddress member, CancellationToken cancellationToken) => Task.FromResult<TransportError?>(null);

    /// <inheritdoc />
    public void BeginLeave()
    {
        // Nobody would take it for a death.
    }

    /// <inheritdoc />
    public Task LeaveAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
