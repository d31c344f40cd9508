using ForeignTransport.Core.BackPressure;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Management;

/// <summary>
/// Ready: no resource is used up. At Medium the server is still ready: it refuses new mail by itself, and a load balancer that saw every server
/// go at once would answer in their place, without saying why.
/// </summary>
/// <param name="current">How scarce its resources are now.</param>
internal sealed class BackPressureCheck(Func<PressureState> current) : IReadinessCheck
{
    /// <inheritdoc />
    public string Name => "back-pressure";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => Task.FromResult(Of(current()));

    private static CheckResult Of(PressureState state) =>
        state.Obstacles.FirstOrDefault(obstacle => obstacle.Level == PressureLevel.High) is { } obstacle
            ? new CheckResult.Failed(ErrorCatalogue.InsufficientResources.With(obstacle.Explanation))
            : CheckResult.Passed.Instance;
}
