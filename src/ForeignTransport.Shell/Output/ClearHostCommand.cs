using System.Management.Automation;

namespace ForeignTransport.Shell.Output;

/// <summary>Clear-Host: an empty screen; nothing where the output is no terminal.</summary>
[Cmdlet(VerbsCommon.Clear, "Host")]
[Alias("cls", "clear")]
public sealed class ClearHostCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Host.UI.SupportsVirtualTerminal)
            Host.UI.Write("\u001b[H\u001b[2J\u001b[3J");
    }
}
