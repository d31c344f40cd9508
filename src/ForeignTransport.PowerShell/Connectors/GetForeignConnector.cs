using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Connectors;

/// <summary>Shows Foreign connectors.</summary>
/// <remarks>An identity that is unknown is an error; Exchange shows all connectors then. Without an identity, or with $null, all are shown. A * stands for any characters.</remarks>
/// <example>
/// <code>Get-ForeignConnector | Format-List Name</code>
/// <para>Lists the names of all Foreign connectors.</para>
/// </example>
/// <example>
/// <code>Get-ForeignConnector "Contoso Foreign Connector" | Format-List</code>
/// <para>Shows every property of one connector.</para>
/// </example>
/// <example>
/// <code>Get-ForeignConnector | Where-Object { -not $_.Enabled }</code>
/// <para>Shows the connectors that routing ignores.</para>
/// </example>
/// <seealso cref="NewForeignConnector"/>
/// <seealso cref="SetForeignConnector"/>
/// <seealso cref="RemoveForeignConnector"/>
[Cmdlet(VerbsCommon.Get, "ForeignConnector")]
[OutputType(typeof(ForeignConnector))]
public sealed class GetForeignConnector : ExchangeCmdlet
{
    /// <summary>The connector: its name, its GUID, or Server\Name.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ForeignConnectorCompleter))]
    public ForeignConnectorIdParameter? Identity { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObjects<ForeignConnector>("foreign-connectors", Identity);
}
