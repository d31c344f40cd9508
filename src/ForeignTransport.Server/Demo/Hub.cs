using ForeignTransport.Server.Bench;

namespace ForeignTransport.Server.Demo;

/// <summary>One server of a cluster through all its lives: started, killed, paused, stopped and started again on the same directories.</summary>
internal sealed class Hub(ServerLaunch launch, string pickup, TimeSpan readyTimeout) : IAsyncDisposable
{
    private volatile ServerProcess? _process;
    private HubState _state;

    /// <summary>Its name in the organization.</summary>
    public string Name => launch.ServerName;

    /// <summary>Its Pickup directory.</summary>
    public string Pickup => pickup;

    /// <summary>What its process does.</summary>
    public HubState State => _process is not { HasExited: false } ? HubState.Down : _state;

    /// <summary>How it ended last, in words; empty while it runs.</summary>
    public string Ending { get; private set; } = "";

    /// <summary>Its present process, or the last one.</summary>
    /// <exception cref="InvalidOperationException">It was never started.</exception>
    public ServerProcess Process => _process ?? throw new InvalidOperationException($"{Name} was never started.");

    /// <summary>Where it answers over HTTP; null while it cannot.</summary>
    public Uri? Http => State == HubState.Running ? _process?.Http : null;

    /// <summary>The last lines that it wrote; of its last life, when it is down.</summary>
    public string LastOutput => _process?.LastOutput ?? "";

    /// <summary>Starts it and waits until it takes messages.</summary>
    /// <exception cref="ServerStartException">It ended first, or was not ready in time; it is gone.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Launch();
        await WaitReadyAsync(cancellationToken);
    }

    /// <summary>Starts it.</summary>
    public void Launch()
    {
        (Ending, _state) = ("", HubState.Starting);
        _process = ServerProcess.Serve(launch);
    }

    /// <summary>Waits until it takes messages.</summary>
    /// <exception cref="ServerStartException">It ended first, or was not ready in time; it is gone.</exception>
    public async Task WaitReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Process.WaitReadyAsync(readyTimeout, cancellationToken);
            _state = HubState.Running;
        }
        catch
        {
            await KillAsync();
            throw;
        }
    }

    /// <summary>Ends it at once (SIGKILL); it is gone when this returns.</summary>
    public async Task KillAsync()
    {
        Ending = "killed (SIGKILL)";
        await Process.KillAsync();
    }

    /// <summary>Asks it to end (SIGTERM) and waits.</summary>
    /// <returns>Its exit code; null when it had to be killed.</returns>
    public async Task<int?> StopAsync(CancellationToken cancellationToken)
    {
        (Ending, _state) = ("stopped (SIGTERM)", HubState.Stopping);
        return await Process.StopAsync(cancellationToken);
    }

    /// <summary>Stops its clock (SIGSTOP).</summary>
    public void Pause()
    {
        _state = HubState.Paused;
        Process.Pause();
    }

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Continue()
    {
        _state = HubState.Running;
        Process.Continue();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>False when it still runs after <paramref name="patience"/>.</returns>
    public async Task<bool> EndsAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(patience);
        try
        {
            await Process.WaitForExitAsync(waiting.Token);
            Ending = "ended itself";
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await process.DisposeAsync();
        }
    }
}
