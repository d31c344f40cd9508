namespace ForeignTransport.Server.Management;

/// <summary>
/// Ready: no administrator has suspended the server. What is sent to a suspended one is refused or left lying, so a load balancer must send it
/// elsewhere; the server itself is well, and alive.
/// </summary>
/// <param name="isDraining">Whether it is suspended now.</param>
internal sealed class ComponentStateCheck(Func<bool> isDraining) : IReadinessCheck
{
    /// <inheritdoc />
    public string Name => "component-state";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => Task.FromResult(CheckResult.Of(!isDraining()));
}
