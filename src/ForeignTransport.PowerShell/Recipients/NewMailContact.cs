using System.Management.Automation;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Creates a mail contact: somebody elsewhere, under an address of any type.</summary>
/// <remarks>Without -Alias one is made of the name, and without -PrimarySmtpAddress an address of the alias in the default accepted domain, unless the external address is an SMTP address.</remarks>
/// <example>
/// <code>New-MailContact -Name "Fax of Sales" -ExternalEmailAddress FAX:+14255550100</code>
/// <para>Mail for fax of sales in the default domain goes to the connector that serves FAX:+14255550100.</para>
/// </example>
/// <seealso cref="GetMailContact"/>
/// <seealso cref="SetMailContact"/>
/// <seealso cref="RemoveMailContact"/>
[Cmdlet(VerbsCommon.New, "MailContact", SupportsShouldProcess = true)]
[OutputType(typeof(MailContact))]
public sealed class NewMailContact : NamedRecipientCmdlet
{
    /// <summary>The name, 1 to 64 characters, unique among all recipients.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Setting]
    public string Name { get; set; } = "";

    /// <summary>Where mail for the recipient goes, of any type: FAX:+14255550100, X400:c=us;a= ;p=Contoso;s=Doe, or bob@fabrikam.com.</summary>
    [Parameter(Mandatory = true)]
    [Setting]
    public string ExternalEmailAddress { get; set; } = "";

    /// <inheritdoc />
    protected override void ProcessRecord() => Create<MailContact>("mail-contacts", "mail contact", Name);
}
