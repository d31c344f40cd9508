using System.Management.Automation;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Removes messages from queues, and tells their senders unless that is not wanted.</summary>
/// <remarks>
/// A message that is being delivered becomes PendingRemove, and is removed if that fails. A message that is being routed, in Submission, cannot be removed: wait until it is in another queue.
/// Removing cannot be undone: Export-Message keeps a copy of a suspended message.
/// </remarks>
/// <example>
/// <code>Remove-Message Hub01\7\1234 -WithNDR $false</code>
/// <para>Removes one message after asking; nobody is told.</para>
/// </example>
/// <example>
/// <code>Remove-Message -Filter {Subject -like "*payday loan*"} -WithNDR $false -Confirm:$false</code>
/// <para>Removes all such messages without asking.</para>
/// </example>
/// <seealso cref="GetMessage"/>
/// <seealso cref="SuspendMessage"/>
/// <seealso cref="ExportMessage"/>
[Cmdlet(VerbsCommon.Remove, "Message", DefaultParameterSetName = IdentitySet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveMessage : MessageCommandCmdlet
{
    /// <summary>Whether the sender gets a non-delivery report. Default: $true.</summary>
    [Parameter]
    public bool WithNDR { get; set; } = true;

    /// <inheritdoc />
    protected override void ProcessRecord() =>
        Command(WithNDR ? "Removing, and returning to its sender," : "Removing", Setting("command", "Remove"), Setting("withNDR", WithNDR));
}
