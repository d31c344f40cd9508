using System.Management.Automation;

namespace ForeignTransport.Shell.Files;

/// <summary>Get-Location: the folder that relative paths start from.</summary>
[Cmdlet(VerbsCommon.Get, "Location")]
[Alias("gl", "pwd")]
[OutputType(typeof(PathInfo))]
public sealed class GetLocationCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(SessionState.Path.CurrentLocation);
}

/// <summary>Set-Location: goes to another folder, in this session only.</summary>
[Cmdlet(VerbsCommon.Set, "Location")]
[Alias("sl", "cd", "chdir")]
public sealed class SetLocationCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("LiteralPath")]
    public string Path { get; set; } = "~";

    /// <inheritdoc/>
    protected override void ProcessRecord() => SessionState.Path.SetLocation(Path);
}
