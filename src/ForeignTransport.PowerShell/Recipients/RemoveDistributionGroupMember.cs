using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Takes a recipient out of a distribution group. It asks first.</summary>
/// <example>
/// <code>Remove-DistributionGroupMember "All Faxes" -Member "Fax of Sales" -Confirm:$false</code>
/// <para>Takes the contact out of the group without asking.</para>
/// </example>
/// <seealso cref="GetDistributionGroupMember"/>
/// <seealso cref="AddDistributionGroupMember"/>
[Cmdlet(VerbsCommon.Remove, "DistributionGroupMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveDistributionGroupMember : ExchangeCmdlet
{
    /// <summary>The group: its name, alias or an address.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(DistributionGroupCompleter))]
    public RecipientIdParameter Identity { get; set; } = null!;

    /// <summary>The recipient: its name, alias or an address.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public RecipientIdParameter Member { get; set; } = null!;

    /// <summary>Accepted for the sake of Exchange scripts: who may change groups is a matter of roles here.</summary>
    [Parameter]
    public SwitchParameter BypassSecurityGroupManagerCheck { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (Approve($"Removing \"{Member.Text}\" from distribution group \"{Identity.Text}\".", out var whatIf))
            TryAsk(Changing(HttpMethod.Delete, $"distribution-groups/{Identity.Path}/members", whatIf).With("member", Member.Text), Member.Text, out _);
    }
}
