using System.Management.Automation;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Changes a mail contact: what is named is changed, everything else stays.</summary>
/// <remarks>A list is replaced by a,b and edited by @{Add="a"; Remove="b"}. Messages that were resolved before keep their recipients.</remarks>
/// <example>
/// <code>Set-MailContact "Fax of Sales" -MaxReceiveSize 1MB -EmailAddresses @{Add="smtp:fax@contoso.com"}</code>
/// <para>Limits its messages and gives it another address.</para>
/// </example>
/// <seealso cref="NewMailContact"/>
/// <seealso cref="GetMailContact"/>
/// <seealso cref="RemoveMailContact"/>
[Cmdlet(VerbsCommon.Set, "MailContact", SupportsShouldProcess = true)]
public sealed class SetMailContact : SetRecipientCmdlet
{
    /// <summary>Where mail for the recipient goes, of any type: FAX:+14255550100, X400:c=us;a= ;p=Contoso;s=Doe, or bob@fabrikam.com.</summary>
    [Parameter]
    [Setting]
    public string? ExternalEmailAddress { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Change($"mail-contacts/{Identity.Path}", "mail contact", Identity.Text);
}
