using System.Diagnostics;
using System.Management.Automation;

namespace ForeignTransport.Shell.Time;

/// <summary>Measure-Command: how long commands take. What they write as results is lost; their variables and errors are the caller's.</summary>
/// <example>
/// <code>Measure-Command { Get-Message -ResultSize Unlimited }</code>
/// <para>Shows how long the server needs to list all messages.</para>
/// </example>
[Cmdlet(VerbsDiagnostic.Measure, "Command")]
[OutputType(typeof(TimeSpan))]
public sealed class MeasureCommandCommand : PSCmdlet, IDisposable
{
    private readonly Stopwatch _watch = new();
    private SteppablePipeline? _pipeline;

    /// <summary>The commands. They are run once for each object that comes, which is $_ in them.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Expression { get; set; } = ScriptBlock.Create("");

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _pipeline?.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // The engine's own command runs a block in the scope of the caller, with $_; for others it has no way but into a scope of its own.
        var input = MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)) ? "-InputObject $value" : "";
        _pipeline = ScriptBlock.Create($"param($block, $value) ForEach-Object {input} -Process $block | Out-Null").GetSteppablePipeline(CommandOrigin.Internal, [Expression, InputObject]);
        _pipeline.Begin(this);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _watch.Start();
        if (MyInvocation.ExpectingInput)
            _pipeline!.Process(InputObject);
        else
            _pipeline!.Process();

        _watch.Stop();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _pipeline!.End();
        WriteObject(_watch.Elapsed);
    }
}
