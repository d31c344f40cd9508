using System.Management.Automation;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Suspends messages in queues: they wait until they are resumed or expire.</summary>
/// <remarks>
/// A message that is being delivered becomes PendingSuspend, and is held if that fails. A message that is being routed, in Submission, cannot be suspended, and a poison message is suspended
/// already. A message with recipients in several queues is suspended in one of them by its identity, and in all by a filter.
/// </remarks>
/// <example>
/// <code>Get-Message -Queue "Hub01\FAX" -ResultSize 50 | Suspend-Message</code>
/// <para>Suspends the first 50 messages for the fax gateway; answer A to the question for all of them.</para>
/// </example>
/// <example>
/// <code>Suspend-Message -Filter {FromAddress -like "*@fabrikam.com"} -Confirm:$false</code>
/// <para>Suspends all that comes from fabrikam.com, in every queue.</para>
/// </example>
/// <seealso cref="ResumeMessage"/>
/// <seealso cref="GetMessage"/>
/// <seealso cref="ExportMessage"/>
[Cmdlet(VerbsLifecycle.Suspend, "Message", DefaultParameterSetName = IdentitySet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class SuspendMessage : MessageCommandCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => Command("Suspending", Setting("command", "Suspend"));
}
