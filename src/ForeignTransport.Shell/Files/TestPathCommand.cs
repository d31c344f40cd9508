using System.Management.Automation;

namespace ForeignTransport.Shell.Files;

/// <summary>Test-Path: whether there is such a file or folder. Not here: -NewerThan, -OlderThan, and other providers than the file system.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path")]
[OutputType(typeof(bool))]
public sealed class TestPathCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("LiteralPath")]
    public string[] Path { get; set; } = [];

    [Parameter]
    [ValidateSet("Any", "Leaf", "Container")]
    public string PathType { get; set; } = "Any";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path)
        {
            var full = FilePath.Target(this, path);
            WriteObject((File.Exists(full) && PathType != "Container") || (Directory.Exists(full) && PathType != "Leaf"));
        }
    }
}
