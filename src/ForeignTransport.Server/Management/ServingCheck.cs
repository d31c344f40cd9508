namespace ForeignTransport.Server.Management;

/// <summary>Ready: the server takes files, and has not begun to stop.</summary>
internal sealed class ServingCheck : IReadinessCheck
{
    private volatile bool _serving;

    /// <inheritdoc />
    public string Name => "serving";

    /// <summary>The server takes files.</summary>
    public void Begin() => _serving = true;

    /// <summary>The server begins to stop, or has to.</summary>
    public void End() => _serving = false;

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken) => Task.FromResult(CheckResult.Of(_serving));
}
