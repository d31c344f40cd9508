using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Services;

/// <summary>Shows the transport service of servers: directories, limits, retry intervals.</summary>
/// <remarks>Get-TransportServer, the name of Exchange 2010 and before, is an alias.</remarks>
/// <example>
/// <code>Get-TransportService | Format-List PickupDirectoryPath</code>
/// <para>Shows where each server picks up message files.</para>
/// </example>
/// <example>
/// <code>Get-TransportService Hub01 | Format-List Pickup*,Replay*</code>
/// <para>Shows everything about Pickup and Replay of one server.</para>
/// </example>
/// <seealso cref="SetTransportService"/>
/// <seealso cref="RemoveTransportService"/>
/// <seealso cref="Cluster.GetTransportCluster"/>
[Cmdlet(VerbsCommon.Get, "TransportService")]
[Alias("Get-TransportServer")]
[OutputType(typeof(TransportService))]
public sealed class GetTransportService : ExchangeCmdlet
{
    /// <summary>The name of the server.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TransportServiceCompleter))]
    public TransportServiceIdParameter? Identity { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObjects<TransportService>("transport-services", Identity);
}
