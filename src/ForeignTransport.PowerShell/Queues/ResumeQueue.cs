using System.Management.Automation;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Lets suspended queues deliver again.</summary>
/// <remarks>Messages that were suspended themselves stay so. What waited for a retry in the queue goes on waiting: Retry-Queue has it tried at once.</remarks>
/// <example>
/// <code>Resume-Queue Hub01\7</code>
/// <para>Resumes one queue after asking.</para>
/// </example>
/// <example>
/// <code>Get-Queue -Filter {Status -eq "Suspended"} | Resume-Queue -Confirm:$false</code>
/// <para>Resumes all suspended queues without asking.</para>
/// </example>
/// <seealso cref="SuspendQueue"/>
/// <seealso cref="RetryQueue"/>
[Cmdlet(VerbsLifecycle.Resume, "Queue", DefaultParameterSetName = IdentitySet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class ResumeQueue : QueueCommandCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => Command("Resuming", "Resume");
}
