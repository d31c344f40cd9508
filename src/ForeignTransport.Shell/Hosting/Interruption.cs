using System.Runtime.InteropServices;
using ForeignTransport.Shell.CommandLine;

namespace ForeignTransport.Shell.Hosting;

/// <summary>
/// Ctrl-C and SIGTERM while commands run: the first asks the engine to stop; when that takes longer than the grace (a script that waits
/// inside .NET cannot be stopped), or at a second signal, the process ends at once. Without a grace, at a prompt, Ctrl-C only ends the
/// command, and SIGTERM the process.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly ShellSession _session;
    private readonly TimeSpan? _grace;
    private readonly PosixSignalRegistration[] _registrations;
    private readonly CancellationTokenSource _ended = new();
    private int _code;

    public Interruption(ShellSession session, TimeSpan? grace)
    {
        _session = session;
        _grace = grace;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, ExitCode.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, ExitCode.Terminated)),
        ];
    }

    /// <summary>The exit code of the signal that came; null when none did.</summary>
    public int? Code => Volatile.Read(ref _code) is var code and not 0 ? code : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Cancel();
        foreach (var registration in _registrations)
            registration.Dispose();
    }

    private void Handle(PosixSignalContext context, int code)
    {
        context.Cancel = true;
        if (_grace is not { } grace)
        {
            if (code == ExitCode.Terminated)
                Environment.Exit(code);

            ThreadPool.QueueUserWorkItem(_ => _session.Stop());
            return;
        }

        if (Interlocked.CompareExchange(ref _code, code, 0) != 0)
            Environment.Exit(code);

        _ = Task.Delay(grace, _ended.Token).ContinueWith(_ => Environment.Exit(code), _ended.Token, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        ThreadPool.QueueUserWorkItem(_ => _session.Stop());
    }
}
