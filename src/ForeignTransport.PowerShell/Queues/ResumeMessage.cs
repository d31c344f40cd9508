using System.Management.Automation;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Lets suspended messages go on; a poison message is routed anew.</summary>
/// <remarks>A message in a suspended queue is Ready afterwards and still waits for its queue.</remarks>
/// <example>
/// <code>Resume-Message Hub01\7\1234</code>
/// <para>Resumes one message after asking.</para>
/// </example>
/// <example>
/// <code>Get-Message -Queue Hub01\Poison | Resume-Message -Confirm:$false</code>
/// <para>Tries all poison messages again, after what broke them was repaired.</para>
/// </example>
/// <seealso cref="SuspendMessage"/>
/// <seealso cref="GetMessage"/>
[Cmdlet(VerbsLifecycle.Resume, "Message", DefaultParameterSetName = IdentitySet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class ResumeMessage : MessageCommandCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => Command("Resuming", Setting("command", "Resume"));
}
