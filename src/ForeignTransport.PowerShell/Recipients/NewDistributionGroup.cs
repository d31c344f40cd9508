using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Creates a distribution group.</summary>
/// <remarks>Without -Alias one is made of the name, and without -PrimarySmtpAddress an address of the alias in the default accepted domain.</remarks>
/// <example>
/// <code>New-DistributionGroup -Name "All Faxes" -Alias faxes -Members "Fax of Sales","Fax of Support"</code>
/// <para>Mail for the alias in the default domain goes to both.</para>
/// </example>
/// <seealso cref="GetDistributionGroup"/>
/// <seealso cref="SetDistributionGroup"/>
/// <seealso cref="RemoveDistributionGroup"/>
[Cmdlet(VerbsCommon.New, "DistributionGroup", SupportsShouldProcess = true)]
[OutputType(typeof(DistributionGroup))]
public sealed class NewDistributionGroup : NamedRecipientCmdlet
{
    /// <summary>The name, 1 to 64 characters, unique among all recipients.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Setting]
    public string Name { get; set; } = "";

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

    /// <summary>Whether only authenticated senders may write to the group. Default: $true.</summary>
    [Parameter]
    [Setting]
    public bool RequireSenderAuthenticationEnabled { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Create<DistributionGroup>("distribution-groups", "distribution group", Name);
}
