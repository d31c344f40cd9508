using System.Management.Automation;

namespace ForeignTransport.PowerShell.Cluster;

/// <summary>Drains a server: it takes no new messages, hands its work to the others, and can then be stopped.</summary>
/// <remarks>Nothing is lost or repeated. It stays suspended over restarts until Resume-TransportServer. It asks first. There is no such cmdlet in Exchange.</remarks>
/// <example>
/// <code>Suspend-TransportServer Hub02</code>
/// <para>Drains Hub02 after asking. Get-TransportCluster shows Drained when nothing is left on it.</para>
/// </example>
/// <seealso cref="ResumeTransportServer"/>
/// <seealso cref="GetTransportCluster"/>
[Cmdlet(VerbsLifecycle.Suspend, "TransportServer", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(TransportServer))]
public sealed class SuspendTransportServer : ServerStateCmdlet
{
    /// <inheritdoc />
    protected override void ProcessRecord() => Move("suspend", "Draining");
}
