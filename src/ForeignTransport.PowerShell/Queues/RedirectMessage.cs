using System.Management.Automation;
using ForeignTransport.PowerShell.Cluster;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Queues;

/// <summary>Drains a server: the others take over its work.</summary>
/// <remarks>
/// It is Suspend-TransportServer under Exchange's name, and needs the role administrator. It differs from Exchange in this: queues belong to the cluster, so that no message is sent anywhere; the work
/// of the server goes to all the others that can do it, and not only to those of -Target, of which at least one must be in service. Poison and suspended messages stay what they are. The server
/// takes nothing new until Resume-TransportServer.
/// </remarks>
/// <example>
/// <code>Redirect-Message -Server Hub01 -Target Hub02,Hub03</code>
/// <para>Drains Hub01 after asking. Get-TransportCluster shows Drained when nothing is left on it.</para>
/// </example>
/// <seealso cref="SuspendTransportServer"/>
/// <seealso cref="ResumeTransportServer"/>
[Cmdlet("Redirect", "Message", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RedirectMessage : ExchangeCmdlet
{
    private const string InService = "Active";

    /// <summary>The server that is drained.</summary>
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerIdParameter Server { get; set; } = null!;

    /// <summary>Servers that take over; the others do too.</summary>
    [Parameter(Mandatory = true)]
    [MultiValued]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public MultiValuedProperty Target { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!Approve($"Redirecting all messages of transport server \"{Server.Text}\" to \"{string.Join("\", \"", Target)}\".", out var whatIf))
            return;
        if (!TryAsk(TransportRequest.Get("servers"), Server.Text, out var cluster))
            return;
        var servers = cluster.Items.Select(Read<TransportServer>).ToList();
        var known = Target.Select(name => (Name: name, Server: servers.Find(server => IsName(name, server.Name)))).ToList();
        foreach (var (name, _) in known.Where(target => target.Server is null))
            WriteError(new ErrorRecord(
                new ItemNotFoundException($"The operation couldn't be performed because server '{name}' couldn't be found."), "TargetNotFound", ErrorCategory.ObjectNotFound, name));
        if (known.Exists(target => target.Server is null))
            return;
        if (!known.Exists(target => target.Server is { Reachable: true, State: InService } && !IsName(Server.Text, target.Server.Name)))
        {
            WriteError(new ErrorRecord(
                new InvalidOperationException("No target is in service, or it is the server itself: the messages would go nowhere."), "NoTarget", ErrorCategory.InvalidArgument, Target));
            return;
        }

        var path = Uri.EscapeDataString(servers.Find(server => IsName(Server.Text, server.Name))?.Name ?? Server.Text);
        if (TryAsk(Changing(HttpMethod.Post, $"servers/{path}/suspend", whatIf), Server.Text, out _) && servers.Count > 2)
            WriteVerbose("Every server of the cluster that is in service takes part, not only the targets.");
    }

    /// <summary>The name, or a full domain name that begins with it.</summary>
    private static bool IsName(string given, string name) =>
        given.Equals(name, StringComparison.OrdinalIgnoreCase) || given.Split('.')[0].Equals(name, StringComparison.OrdinalIgnoreCase);
}
