using System.Management.Automation;

namespace ForeignTransport.Shell.Tests.Samples;

/// <summary>Wait-Sample: says that it waits, then waits until somebody stops it.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Sample")]
public sealed class WaitSampleCommand : PSCmdlet, IDisposable
{
    private readonly ManualResetEventSlim _stopped = new();

    public static event Action? Waiting;

    public void Dispose() => _stopped.Dispose();

    protected override void ProcessRecord()
    {
        Waiting?.Invoke();
        _stopped.Wait();
    }

    protected override void StopProcessing() => _stopped.Set();
}
