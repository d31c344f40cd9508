using System.Management.Automation;

namespace ForeignTransport.PowerShell.Cluster;

/// <summary>Takes a suspended server back into work.</summary>
/// <remarks>There is no such cmdlet in Exchange.</remarks>
/// <example>
/// <code>Resume-TransportServer Hub02</code>
/// <para>Hub02 takes new messages again, and its share of the others'.</para>
/// </example>
/// <seealso cref="SuspendTransportServer"/>
/// <seealso cref="GetTransportCluster"/>
[Cmdlet(VerbsLifecycle.Resume, "TransportServer", SupportsShouldProcess = true)]
[OutputType(typeof(TransportServer))]
public sealed class ResumeTransportServer : ServerStateCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => Move("resume", "Resuming");
}
