using System.Management.Automation;
using ForeignTransport.PowerShell.Cluster;
using ForeignTransport.PowerShell.Completion;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Does something with one queue, or with all that a filter lets through.</summary>
public abstract class QueueCommandCmdlet : CommandCmdlet
{
    /// <summary>The queue: Server\7, Server\Submission, Server\contoso.com. It must name exactly one; without a server, of the one that answers.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdentitySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public QueueIdentity? Identity { get; set; }

    /// <summary>Every queue whose properties compare as it says, as with Get-Queue; a text, or a script block.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FilterSet)]
    public string? Filter { get; set; }

    /// <summary>The server whose queues are looked through.</summary>
    [Parameter(ParameterSetName = FilterSet, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerIdParameter? Server { get; set; }

    /// <summary>Gives the command.</summary>
    private protected void Command(string gerund, string command) =>
        Command("queues", "queue", gerund, Identity?.Text, Filter, Server?.Text, Setting("command", command));
}
