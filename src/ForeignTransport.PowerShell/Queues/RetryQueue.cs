using System.Management.Automation;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Has queues in Retry try now, or has their messages routed anew.</summary>
/// <remarks>
/// Without -Resubmit it is an attempt at once; when that fails, the queue waits until its NextRetryTime. A queue that is not in Retry is left as it is. With -Resubmit $true every message that is
/// not suspended leaves the queue and is looked up and routed anew: after a connector or a recipient was changed, and always for Unreachable.
/// </remarks>
/// <example>
/// <code>Get-Queue -Filter {MessageCount -gt 10} | Retry-Queue -Confirm:$false</code>
/// <para>Has all long queues try now, without asking.</para>
/// </example>
/// <example>
/// <code>Retry-Queue Hub01\Unreachable -Resubmit $true</code>
/// <para>Routes anew what had no connector.</para>
/// </example>
/// <seealso cref="GetQueue"/>
/// <seealso cref="ResumeQueue"/>
[Cmdlet("Retry", "Queue", DefaultParameterSetName = IdentitySet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RetryQueue : QueueCommandCmdlet
{
    /// <summary>Whether the messages are looked up and routed anew. Default: $false.</summary>
    [Parameter]
    public bool Resubmit { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Command(Resubmit ? "Resubmitting the messages of" : "Retrying", Resubmit ? "Resubmit" : "Retry");
}
