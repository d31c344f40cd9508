using System.Management.Automation;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Suspends queues: messages enter them, and none leaves.</summary>
/// <remarks>
/// What is being delivered finishes. The queue is suspended in the whole cluster, and stays so over restarts until Resume-Queue. The states of its messages do not change, and they expire
/// as ever. The poison queue cannot be suspended: nothing leaves it anyway.
/// </remarks>
/// <example>
/// <code>Suspend-Queue Hub01\7</code>
/// <para>Suspends one queue after asking.</para>
/// </example>
/// <example>
/// <code>Suspend-Queue -Filter {NextHopDomain -eq "FAX"} -Confirm:$false</code>
/// <para>Suspends the queues of the fax gateways without asking.</para>
/// </example>
/// <seealso cref="ResumeQueue"/>
/// <seealso cref="GetQueue"/>
/// <seealso cref="SuspendMessage"/>
[Cmdlet(VerbsLifecycle.Suspend, "Queue", DefaultParameterSetName = IdentitySet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class SuspendQueue : QueueCommandCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => Command("Suspending", "Suspend");
}
