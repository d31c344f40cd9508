using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Shows distribution groups.</summary>
/// <example>
/// <code>Get-DistributionGroup | Format-Table Name,PrimarySmtpAddress</code>
/// <para>Lists them.</para>
/// </example>
/// <seealso cref="NewDistributionGroup"/>
/// <seealso cref="SetDistributionGroup"/>
/// <seealso cref="RemoveDistributionGroup"/>
/// <seealso cref="GetRecipient"/>
[Cmdlet(VerbsCommon.Get, "DistributionGroup")]
[OutputType(typeof(DistributionGroup))]
public sealed class GetDistributionGroup : ExchangeCmdlet
{
    /// <summary>The name, alias or an address; a name may have * in it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public RecipientIdParameter? Identity { get; set; }

    /// <summary>Accepted for the sake of Exchange scripts: everything is shown.</summary>
    [Parameter]
    public string? ResultSize { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObjects<DistributionGroup>("distribution-groups", Identity);
}
