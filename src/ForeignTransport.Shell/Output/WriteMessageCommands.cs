using System.Management.Automation;

namespace ForeignTransport.Shell.Output;

/// <summary>What the Write cmdlets of the other streams have in common.</summary>
public abstract class WriteMessageCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Msg")]
    [AllowEmptyString]
    public string Message { get; set; } = "";
}

/// <summary>Write-Warning: a warning, unless $WarningPreference is silent.</summary>
[Cmdlet(VerbsCommunications.Write, "Warning")]
public sealed class WriteWarningCommand : WriteMessageCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteWarning(Message);
}

/// <summary>Write-Verbose: what is shown with -Verbose only.</summary>
[Cmdlet(VerbsCommunications.Write, "Verbose")]
public sealed class WriteVerboseCommand : WriteMessageCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteVerbose(Message);
}

/// <summary>Write-Debug: what is shown with -Debug only.</summary>
[Cmdlet(VerbsCommunications.Write, "Debug")]
public sealed class WriteDebugCommand : WriteMessageCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteDebug(Message);
}
