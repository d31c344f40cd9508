using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Shows the members of a distribution group; a group among them is shown as it is, not as its members.</summary>
/// <example>
/// <code>Get-DistributionGroupMember "All Faxes" | Format-Table Name,RecipientType,PrimarySmtpAddress</code>
/// <para>Lists them.</para>
/// </example>
/// <seealso cref="AddDistributionGroupMember"/>
/// <seealso cref="RemoveDistributionGroupMember"/>
/// <seealso cref="GetDistributionGroup"/>
[Cmdlet(VerbsCommon.Get, "DistributionGroupMember")]
[OutputType(typeof(Recipient))]
public sealed class GetDistributionGroupMember : ExchangeCmdlet
{
    /// <summary>The group: its name, alias or an address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DistributionGroupCompleter))]
    public RecipientIdParameter Identity { get; set; } = null!;

    /// <summary>Accepted for the sake of Exchange scripts: everything is shown.</summary>
    [Parameter]
    public string? ResultSize { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (TryAsk(TransportRequest.Get($"distribution-groups/{Identity.Path}/members").With("resultSize", "unlimited"), Identity.Text, out var answer))
            WriteAnswer<Recipient>(answer.Items);
    }
}
