using System.Runtime.InteropServices;

namespace ForeignTransport.Server.CommandLine;

/// <summary>
/// SIGINT (Ctrl+C) and SIGTERM: the first asks for a graceful stop, which may take as long as queues need to drain; the second ends
/// the process as the system would, which loses nothing either, since everything promised is durable.
/// </summary>
public sealed class TerminationSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _registrations;

    public TerminationSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();

        _stopping.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = !_stopping.IsCancellationRequested;
        _stopping.Cancel();
    }
}
