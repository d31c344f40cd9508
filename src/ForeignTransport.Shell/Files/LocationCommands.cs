using System.Management.Automation;

namespace ForeignTransport.Shell.Files;

/// <summary>Get-Location: the folder that relative paths start from. Not here: -PSProvider, -PSDrive, -Stack.</summary>
[Cmdlet(VerbsCommon.Get, "Location")]
[Alias("gl", "pwd")]
[OutputType(typeof(PathInfo))]
public sealed class GetLocationCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(SessionState.Path.CurrentLocation);
}

/// <summary>Set-Location: goes to another folder, in this session only. Not here: -PassThru, -StackName.</summary>
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
