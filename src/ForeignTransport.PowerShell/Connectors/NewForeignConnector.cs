using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Connectors;

/// <summary>Creates a Foreign connector: messages for its address spaces become files in a Drop directory, where a gateway takes them.</summary>
/// <remarks>
/// Only the name, the address spaces, the scope and the source servers are given here, as in Exchange. The connector is enabled, has no limits, and its
/// Drop directory bears its name; Set-ForeignConnector changes that.
/// </remarks>
/// <example>
/// <code>New-ForeignConnector -Name "Contoso Foreign Connector" -AddressSpaces "X400:c=US;a=Fabrikam;P=Contoso;5" -SourceTransportServers Hub01,Hub02</code>
/// <para>Creates a connector for X.400 recipients of Contoso with a cost of 5. Hub01 and Hub02 share its work and replace one another.</para>
/// </example>
/// <example>
/// <code>New-ForeignConnector "Fax" -AddressSpaces "FAX:*;1"</code>
/// <para>Creates a connector for every fax number. The server that answers becomes its source server.</para>
/// </example>
/// <example>
/// <code>New-ForeignConnector "Fax" -AddressSpaces "FAX:*;1" -WhatIf</code>
/// <para>Says what would be created, and has the server check it; nothing is changed.</para>
/// </example>
/// <seealso cref="GetForeignConnector"/>
/// <seealso cref="SetForeignConnector"/>
/// <seealso cref="RemoveForeignConnector"/>
/// <seealso cref="TestForeignConnector"/>
[Cmdlet(VerbsCommon.New, "ForeignConnector", SupportsShouldProcess = true)]
[OutputType(typeof(ForeignConnector))]
public sealed class NewForeignConnector : ExchangeCmdlet
{
    /// <summary>The name of the connector, 1 to 64 characters, unique among connectors.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Setting]
    public string Name { get; set; } = "";

    /// <summary>The recipients that the connector serves, as Type:Space;Cost. The cost is 1 to 100; it may be left out where the space has no semicolon, and is 1 then.</summary>
    [Parameter(Mandatory = true)]
    [Setting]
    [MultiValued]
    public MultiValuedProperty AddressSpaces { get; set; } = new();

    /// <summary>The servers that write the files. They share the work and replace one another. Default: the server that answers.</summary>
    [Parameter]
    [Setting]
    [ArgumentCompleter(typeof(TransportServiceCompleter))]
    [MultiValued]
    public MultiValuedProperty? SourceTransportServers { get; set; }

    /// <summary>Whether only servers of the same site may use the connector. Default: $false.</summary>
    [Parameter]
    [Setting]
    public bool IsScopedConnector { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Create<ForeignConnector>("foreign-connectors", "Foreign connector", Name);
}
