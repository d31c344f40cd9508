using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Services;

/// <summary>Forgets a server that is gone for good.</summary>
/// <remarks>A server that is a source server of a connector is not forgotten: take it out of SourceTransportServers first. It asks first. There is no such cmdlet in Exchange.</remarks>
/// <example>
/// <code>Remove-TransportService Hub03</code>
/// <para>Forgets the settings of Hub03 after asking.</para>
/// </example>
/// <seealso cref="GetTransportService"/>
/// <seealso cref="Cluster.SuspendTransportServer"/>
[Cmdlet(VerbsCommon.Remove, "TransportService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveTransportService : ExchangeCmdlet
{
    /// <summary>The name of the server.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TransportServiceCompleter))]
    public TransportServiceIdParameter Identity { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord() => Delete($"transport-services/{Identity.Path}", "transport service", Identity.Text);
}
