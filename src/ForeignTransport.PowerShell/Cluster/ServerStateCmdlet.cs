using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Cluster;

/// <summary>Takes a server out of work, or back into it.</summary>
public abstract class ServerStateCmdlet : TransportCmdlet
{
    /// <summary>The name of the server.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerIdParameter Identity { get; set; } = null!;

    /// <summary>Asks, and writes the server as it is then.</summary>
    private protected void Move(string verb, string action)
    {
        if (!Approve($"{action} transport server \"{Identity.Text}\".", out var whatIf))
            return;
        var request = ExchangeCmdlet.Changing(HttpMethod.Post, $"servers/{Identity.Path}/{verb}", whatIf);
        if (TryAsk(request, Identity.Text, out var answer) && !whatIf && answer.Object is { } server)
            WriteObject(Read<TransportServer>(server));
    }
}
