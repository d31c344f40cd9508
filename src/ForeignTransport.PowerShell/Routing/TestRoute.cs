using System.Management.Automation;
using ForeignTransport.PowerShell.Cluster;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Routing;

/// <summary>Explains, connector by connector, why a recipient goes where it goes.</summary>
/// <remarks>
/// The rules are applied as they would be to a message: size, eligibility, specificity, cost, hops, name. Nothing is sent. There is no such cmdlet in Exchange.
/// </remarks>
/// <example>
/// <code>Test-Route "FAX:+49 30 1234"</code>
/// <para>Says which connector takes a fax for that number, and why the others do not.</para>
/// </example>
/// <example>
/// <code>(Test-Route bob@fabrikam.com -Size 20MB -Server Hub02).Connectors</code>
/// <para>Shows a line for each connector, for a message of 20 MB on Hub02.</para>
/// </example>
/// <seealso cref="Connectors.GetForeignConnector"/>
/// <seealso cref="Connectors.TestForeignConnector"/>
[Cmdlet(VerbsDiagnostic.Test, "Route")]
[OutputType(typeof(RouteTest))]
public sealed class TestRoute : TransportCmdlet
{
    /// <summary>The recipient: bob@fabrikam.com, IMCEAFAX-..., FAX:+49 30 1234 or X400:c=US;a=Fabrikam;s=Smith.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string Recipient { get; set; } = "";

    /// <summary>The size of the message. Default: 0.</summary>
    [Parameter]
    public SizeParameter? Size { get; set; }

    /// <summary>The server that routes. Default: the one that answers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServerCompleter))]
    public ServerIdParameter? Server { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var request = TransportRequest.Get("route")
            .With("recipient", Recipient)
            .With("size", Size?.Text)
            .With("server", Server?.Text);
        if (TryAsk(request, Recipient, out var answer))
            WriteObject(Read<RouteTest>(answer.Body));
    }
}
