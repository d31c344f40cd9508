using Akka.Actor;

namespace ForeignTransport.Server.Management;

/// <summary>
/// Alive: the actor system has not terminated. Nothing else, in particular nothing about cluster, database or peers: whoever restarts
/// what is not alive would otherwise restart every server when the network breaks.
/// </summary>
internal sealed class ActorSystemCheck(ActorSystem system) : IReadinessCheck
{
    /// <inheritdoc />
    public string Name => "actor-system";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => Task.FromResult(CheckResult.Of(!system.WhenTerminated.IsCompleted));
}
