using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Changes a distribution group: what is named is changed, everything else stays.</summary>
/// <remarks>A list is replaced by a,b and edited by @{Add="a"; Remove="b"}. Messages that were resolved before keep their recipients.</remarks>
/// <example>
/// <code>Set-DistributionGroup "All Faxes" -AcceptMessagesOnlyFromSendersOrMembers jane -ReportToOriginatorEnabled $false</code>
/// <para>Only jane may write to the group, and is told nothing of its members.</para>
/// </example>
/// <seealso cref="NewDistributionGroup"/>
/// <seealso cref="GetDistributionGroup"/>
/// <seealso cref="RemoveDistributionGroup"/>
[Cmdlet(VerbsCommon.Set, "DistributionGroup", SupportsShouldProcess = true)]
public sealed class SetDistributionGroup : SetRecipientCmdlet
{
    /// <summary>The members: names, aliases or addresses of recipients, groups among them.</summary>
    [Parameter]
    [Setting]
    [MultiValued]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public MultiValuedProperty? Members { get; set; }

    /// <summary>Who answers for the group. The first one is told of failures where ReportToManagerEnabled is $true.</summary>
    [Parameter]
    [Setting]
    [MultiValued]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public MultiValuedProperty? ManagedBy { get; set; }

    /// <summary>Whether senders are told what became of members, and of the expansion.</summary>
    [Parameter]
    [Setting]
    public bool ReportToOriginatorEnabled { get; set; }

    /// <summary>Whether the manager is told of failures of members, in the place of senders. Not together with ReportToOriginatorEnabled.</summary>
    [Parameter]
    [Setting]
    public bool ReportToManagerEnabled { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Change($"distribution-groups/{Identity.Path}", "distribution group", Identity.Text);
}
