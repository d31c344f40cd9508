using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Removes a distribution group, and its name wherever another recipient has it.</summary>
/// <remarks>It asks first.</remarks>
/// <example>
/// <code>Get-DistributionGroup Test* | Remove-DistributionGroup -Confirm:$false</code>
/// <para>Removes all whose name begins with Test, without asking.</para>
/// </example>
/// <seealso cref="NewDistributionGroup"/>
/// <seealso cref="GetDistributionGroup"/>
/// <seealso cref="SetDistributionGroup"/>
[Cmdlet(VerbsCommon.Remove, "DistributionGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveDistributionGroup : ExchangeCmdlet
{
    /// <summary>The name, alias or an address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public RecipientIdParameter Identity { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord() => Delete($"distribution-groups/{Identity.Path}", "distribution group", Identity.Text);
}
