using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Connectors;

/// <summary>Changes a Foreign connector: what is named is changed, everything else stays.</summary>
/// <remarks>
/// A list is replaced by a,b and edited by @{Add="a"; Remove="b"}; the edit is made on the server, so that two administrators do not undo one another's.
/// Messages that wait are routed again with the new settings.
/// </remarks>
/// <example>
/// <code>Set-ForeignConnector "Contoso Foreign Connector" -DropDirectory "C:\Drop Directory"</code>
/// <para>Sets the Drop directory. On Unix the path is mapped below the directory that windows-paths.directory names.</para>
/// </example>
/// <example>
/// <code>Set-ForeignConnector "Contoso Foreign Connector" -AddressSpaces @{Add="FAX:*;1"; Remove="contoso.com"} -MaxMessageSize 10MB</code>
/// <para>Adds one address space, removes another and limits the size of messages.</para>
/// </example>
/// <example>
/// <code>Get-ForeignConnector | Set-ForeignConnector -Enabled $false -WhatIf</code>
/// <para>Says which connectors would be disabled.</para>
/// </example>
/// <seealso cref="NewForeignConnector"/>
/// <seealso cref="GetForeignConnector"/>
/// <seealso cref="RemoveForeignConnector"/>
/// <seealso cref="TestForeignConnector"/>
[Cmdlet(VerbsCommon.Set, "ForeignConnector", SupportsShouldProcess = true)]
public sealed class SetForeignConnector : ExchangeCmdlet
{
    /// <summary>The connector: its name, its GUID, or Server\Name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ForeignConnectorCompleter))]
    public ForeignConnectorIdParameter Identity { get; set; } = null!;

    /// <summary>The new name, 1 to 64 characters.</summary>
    [Parameter]
    [Setting]
    public string? Name { get; set; }

    /// <summary>The recipients that the connector serves, as Type:Space;Cost.</summary>
    [Parameter]
    [Setting]
    [MultiValued]
    public MultiValuedProperty? AddressSpaces { get; set; }

    /// <summary>A note of the administrator, up to 2048 characters.</summary>
    [Parameter]
    [Setting]
    public string? Comment { get; set; }

    /// <summary>
    /// Where the files are written: a folder below RootDropDirectoryPath of the source server, a full local path, or a UNC path. Blank is the connector's
    /// name.
    /// </summary>
    [Parameter]
    [Setting]
    public string? DropDirectory { get; set; }

    /// <summary>No file is written while those in the Drop directory hold as many bytes: 1 to 2,147,483,647 bytes, or unlimited.</summary>
    [Parameter]
    [Setting]
    public SizeParameter? DropDirectoryQuota { get; set; }

    /// <summary>Whether routing uses the connector.</summary>
    [Parameter]
    [Setting]
    public bool Enabled { get; set; }

    /// <summary>Whether only servers of the same site may use the connector.</summary>
    [Parameter]
    [Setting]
    public bool IsScopedConnector { get; set; }

    /// <summary>The largest message that the connector takes: 0 to 2,147,483,647 KB, or unlimited. It is rounded up to whole kilobytes.</summary>
    [Parameter]
    [Setting]
    public SizeParameter? MaxMessageSize { get; set; }

    /// <summary>Whether a sender who asked for it is told that the message was relayed.</summary>
    [Parameter]
    [Setting]
    public bool RelayDsnRequired { get; set; }

    /// <summary>The servers that write the files. They share the work and replace one another.</summary>
    [Parameter]
    [Setting]
    [ArgumentCompleter(typeof(TransportServiceCompleter))]
    [MultiValued]
    public MultiValuedProperty? SourceTransportServers { get; set; }

    /// <summary>Beyond Exchange: whether each recipient gets a file of its own.</summary>
    [Parameter]
    [Setting]
    public bool OneRecipientPerFile { get; set; }

    /// <summary>Beyond Exchange: what to do when a server died and only it knows whether the gateway got a file: wait for it, or drop the file again, flagged.</summary>
    [Parameter]
    [Setting]
    public PossibleDuplicateAction PossibleDuplicateAction { get; set; }

    /// <summary>Beyond Exchange: whether the gateway confirms each file, and a recipient counts as delivered only then: by name.done or name.failed beside the file, or by HTTP.</summary>
    [Parameter]
    [Setting]
    public ReceiptMode ReceiptMode { get; set; }

    /// <summary>Beyond Exchange: how long a file may go unconfirmed before that is reported, 10 seconds to 10 days; it goes on to wait.</summary>
    [Parameter]
    [Setting]
    public TimeSpanParameter? ReceiptTimeout { get; set; }

    /// <summary>Beyond Exchange: X-CreatedBy of the files.</summary>
    [Parameter]
    [Setting]
    public string? CreatedBy { get; set; }

    /// <summary>Shows no warnings.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override bool IsQuiet => Force;

    /// <inheritdoc />
    protected override void ProcessRecord() => Change($"foreign-connectors/{Identity.Path}", "Foreign connector", Identity.Text);
}
