using ForeignTransport.Core.Errors;

namespace ForeignTransport.Server.Management;

/// <summary>Ready: the message store answers.</summary>
/// <param name="look">Makes a round trip through the store; null when it came back.</param>
internal sealed class StorageCheck(Func<CancellationToken, Task<TransportError?>> look) : IReadinessCheck
{
    /// <inheritdoc />
    public string Name => "storage";

    /// <inheritdoc />
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken) =>
        await look(cancellationToken) is { } error ? new CheckResult.Failed(error) : CheckResult.Passed.Instance;
}
