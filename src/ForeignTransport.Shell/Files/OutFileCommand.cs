using System.Management.Automation;
using ForeignTransport.Shell.Output;

namespace ForeignTransport.Shell.Files;

/// <summary>Out-File: what the screen would show, in a file; what &gt; and &gt;&gt; do.</summary>
[Cmdlet("Out", "File", SupportsShouldProcess = true)]
public sealed class OutFileCommand : FileCmdlet
{
    private readonly List<PSObject> _objects = [];

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Path", "LiteralPath")]
    public string FilePath { get; set; } = "";

    [Parameter(Position = 1)]
    public string? Encoding { get; set; }

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is { } target)
            _objects.Add(target);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var encoding = FileEncoding.Of(Encoding);
        Try(FilePath, () =>
        {
            var target = Files.FilePath.Target(this, FilePath);
            if (!ShouldProcess(target, "Output to File"))
                return;

            var lines = RenderedText.Lines(_objects, Host, Width == 0 ? null : Width);
            TextTarget.Write(target, string.Concat(lines.Select(line => NoNewline ? line : line + Environment.NewLine)), encoding, Append, NoClobber);
        });
    }
}
