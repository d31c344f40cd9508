using System.Management.Automation;
using ForeignTransport.PowerShell.Cluster;
using ForeignTransport.PowerShell.Completion;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Does something with one message in one queue, or with all that a filter lets through.</summary>
public abstract class MessageCommandCmdlet : CommandCmdlet
{
    /// <summary>The message: Server\Queue\1234. It must name exactly one message in one queue; without a server, of the one that answers.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdentitySet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MessageCompleter))]
    public MessageIdentity? Identity { get; set; }

    /// <summary>Every message whose properties compare as it says, as with Get-Message; a text, or a script block.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FilterSet)]
    public string? Filter { get; set; }

    /// <summary>The server whose queues are looked through.</summary>
    [Parameter(ParameterSetName = FilterSet, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerIdParameter? Server { get; set; }

    /// <summary>Gives the command.</summary>
    private protected void Command(string gerund, params KeyValuePair<string, object?>[] command) =>
        Command("messages", "message", gerund, Identity?.Text, Filter, Server?.Text, command);
}
