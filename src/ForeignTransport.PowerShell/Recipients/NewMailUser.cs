using System.Management.Automation;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Creates a mail user: somebody of the organization whose mail is kept elsewhere, and may be forwarded.</summary>
/// <remarks>Without -Alias one is made of the name, and without -PrimarySmtpAddress an address of the alias in the default accepted domain, unless the external address is an SMTP address.</remarks>
/// <example>
/// <code>New-MailUser -Name jane -ExternalEmailAddress jane@contoso.com</code>
/// <para>Mail for jane@contoso.com goes to the connector that serves contoso.com, although the domain is authoritative.</para>
/// </example>
/// <seealso cref="GetMailUser"/>
/// <seealso cref="SetMailUser"/>
/// <seealso cref="RemoveMailUser"/>
[Cmdlet(VerbsCommon.New, "MailUser", SupportsShouldProcess = true)]
[OutputType(typeof(MailUser))]
public sealed class NewMailUser : NamedRecipientCmdlet
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
    protected override void ProcessRecord() => Create<MailUser>("mail-users", "mail user", Name);
}
