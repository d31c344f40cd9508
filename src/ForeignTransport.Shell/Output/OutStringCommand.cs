using System.Management.Automation;

namespace ForeignTransport.Shell.Output;

/// <summary>Out-String: what the screen would show, as one text or, with -Stream, as lines.</summary>
[Cmdlet("Out", "String")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : PSCmdlet
{
    private readonly List<PSObject> _objects = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public SwitchParameter Stream { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is { } target)
            _objects.Add(target);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var lines = RenderedText.Lines(_objects, Host, Width == 0 ? null : Width);
        if (Stream)
            WriteObject(lines, enumerateCollection: true);
        else
            WriteObject(string.Concat(lines.Select(line => NoNewline ? line : line + Environment.NewLine)));
    }
}
