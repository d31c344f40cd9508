using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Connectors;

/// <summary>Removes a Foreign connector.</summary>
/// <remarks>Messages that wait for it are routed again; where no other connector serves them they become unreachable. Files in its Drop directory stay. It asks first.</remarks>
/// <example>
/// <code>Remove-ForeignConnector "Contoso Foreign Connector"</code>
/// <para>Removes the connector after asking.</para>
/// </example>
/// <example>
/// <code>Get-ForeignConnector Test* | Remove-ForeignConnector -Confirm:$false</code>
/// <para>Removes several connectors without asking.</para>
/// </example>
/// <seealso cref="NewForeignConnector"/>
/// <seealso cref="GetForeignConnector"/>
/// <seealso cref="SetForeignConnector"/>
[Cmdlet(VerbsCommon.Remove, "ForeignConnector", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveForeignConnector : ExchangeCmdlet
{
    /// <summary>The connector: its name, its GUID, or Server\Name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ForeignConnectorCompleter))]
    public ForeignConnectorIdParameter Identity { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord() => Delete($"foreign-connectors/{Identity.Path}", "Foreign connector", Identity.Text);
}
