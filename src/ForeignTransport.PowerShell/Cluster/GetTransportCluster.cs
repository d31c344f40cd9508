using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Cluster;

/// <summary>Shows the servers of the cluster, whether they are up, and what they have to do.</summary>
/// <remarks>There is no such cmdlet in Exchange.</remarks>
/// <example>
/// <code>Get-TransportCluster</code>
/// <para>Lists the servers.</para>
/// </example>
/// <example>
/// <code>Get-TransportCluster Hub02 | Format-List</code>
/// <para>Shows everything about one server; Remaining says what it still waits for when it drains.</para>
/// </example>
/// <seealso cref="SuspendTransportServer"/>
/// <seealso cref="ResumeTransportServer"/>
/// <seealso cref="Services.GetTransportService"/>
[Cmdlet(VerbsCommon.Get, "TransportCluster")]
[OutputType(typeof(TransportServer))]
public sealed class GetTransportCluster : TransportCmdlet
{
    /// <summary>Shows only this server; a * stands for any characters.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerIdParameter? Identity { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (TryAsk(TransportRequest.Get("servers"), Identity?.Text, out var answer))
            WriteNamed(answer.Items.Select(Read<TransportServer>), server => server.Name, Identity, "server");
    }
}
