using System.Diagnostics;
using System.Globalization;

namespace ForeignTransport.Server.Bench;

/// <summary>
/// A server in a process of its own: started, watched, and ended by its process id alone, gently or not. It ends with this process, however
/// that ends.
/// </summary>
internal sealed class ServerProcess : IBenchServer
{
    private const int KeptLines = 200;
    private const string ReadyPrefix = "Ready:";

    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _lines = new();
    private readonly string? _logFile;
    private readonly ProcessGuard _guard;

    private ServerProcess(Process process, string? logFile)
    {
        _process = process;
        _logFile = logFile;
        _guard = new ProcessGuard(process.Id);
        process.Exited += (_, _) => _guard.Dispose();
        process.EnableRaisingEvents = true;
        process.OutputDataReceived += (_, line) => OnLine(line.Data);
        process.ErrorDataReceived += (_, line) => OnLine(line.Data);
    }

    /// <summary>The process id.</summary>
    public int Id { get; private init; }

    /// <summary>When it was started, in stopwatch ticks.</summary>
    public long StartedAt { get; private init; }

    /// <summary>Where it answers over HTTP once it is up; null where that is not known.</summary>
    public Uri? Http { get; private init; }

    /// <inheritdoc />
    public bool HasExited => _process.HasExited;

    /// <inheritdoc />
    public TimeSpan ProcessorTime => _process.TotalProcessorTime;

    /// <inheritdoc />
    public long PeakMemoryBytes => ProcessMemory.Peak(_process);

    /// <inheritdoc />
    public string LastOutput
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Starts <c>serve</c> on the directories of <paramref name="folder"/>.</summary>
    public static ServerProcess Serve(ServerExecutable executable, BenchFolder folder) => Serve(ServerLaunch.Of(executable, folder));

    /// <summary>Starts <c>serve</c>, its HTTP address on a free loopback port.</summary>
    /// <remarks>The port was free a moment ago; another program could take it before the server does.</remarks>
    public static ServerProcess Serve(ServerLaunch launch)
    {
        var start = new ProcessStartInfo(launch.Executable.FileName);
        var http = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{LoopbackPort.Free()}");
        string[] arguments =
        [
            .. launch.Executable.LeadingArguments,
            "serve",
            "--data", launch.DataDirectory,
            "--organization-file", launch.OrganizationFile,
            "--server-name", launch.ServerName,
            "--http", http,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (variable, value) in launch.Options)
        {
            start.Environment[variable] = value;
        }

        return Start(start, new Uri($"http://{http}/"), launch.LogFile);
    }

    /// <summary>Starts whatever serves, with the output redirected.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="http">Where it will answer over HTTP; null where that is not known.</param>
    /// <param name="logFile">A file that its output is added to; null for none.</param>
    public static ServerProcess Start(ProcessStartInfo start, Uri? http = null, string? logFile = null)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        var startedAt = Stopwatch.GetTimestamp();
        var process = Process.Start(start) ?? throw new ServerStartException($"{start.FileName} did not start.");
        var server = new ServerProcess(process, logFile) { Id = process.Id, StartedAt = startedAt, Http = http };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Starts a server and returns it once it is ready; one that does not become ready is ended.</summary>
    /// <exception cref="ServerStartException">It ended first, or <paramref name="timeout"/> passed.</exception>
    public static Task<ServerProcess> StartAsync(
        ServerExecutable executable, BenchFolder folder, TimeSpan timeout, CancellationToken cancellationToken) =>
        StartAsync(ServerLaunch.Of(executable, folder), timeout, cancellationToken);

    /// <inheritdoc cref="StartAsync(ServerExecutable, BenchFolder, TimeSpan, CancellationToken)"/>
    public static async Task<ServerProcess> StartAsync(ServerLaunch launch, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var server = Serve(launch);
        try
        {
            await server.WaitReadyAsync(timeout, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the line that begins with <c>Ready:</c>.</summary>
    /// <exception cref="ServerStartException">It ended first, or <paramref name="timeout"/> passed.</exception>
    public async Task WaitReadyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var exited = _process.WaitForExitAsync(waiting.Token);
        var late = Task.Delay(timeout, waiting.Token);
        var first = await Task.WhenAny(_ready.Task, exited, late);
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();

        if (!_ready.Task.IsCompleted)
        {
            var what = first == exited
                ? string.Create(CultureInfo.InvariantCulture, $"ended with exit code {_process.ExitCode}")
                : string.Create(CultureInfo.InvariantCulture, $"was not ready after {timeout.TotalSeconds} s");
            throw new ServerStartException($"The server {what}. Its last output:\n{LastOutput}");
        }
    }

    /// <summary>Stops its clock, as a frozen machine would (SIGSTOP).</summary>
    public void Pause() => Posix.Pause(Id);

    /// <summary>Lets it go on (SIGCONT).</summary>
    public void Continue() => Posix.Continue(Id);

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it at once, as a power cut would (SIGKILL); it is gone when this returns.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async Task<int?> StopAsync(CancellationToken cancellationToken)
    {
        if (!Posix.Terminate(Id))
        {
            await KillAsync();
            return OperatingSystem.IsWindows() ? 0 : _process.ExitCode;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await KillAsync();
            return null;
        }
    }

    /// <inheritdoc />
    public void ResetPeakMemory() => ProcessMemory.ResetPeak(_process);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _guard.Dispose();
        _process.Dispose();
    }

    private void OnLine(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines)
            {
                _lines.Dequeue();
            }

            if (_logFile is not null)
            {
                File.AppendAllText(_logFile, line + "\n");
            }
        }

        if (line.StartsWith(ReadyPrefix, StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }
}
