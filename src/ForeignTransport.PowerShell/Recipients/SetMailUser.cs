using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Changes a mail user: what is named is changed, everything else stays.</summary>
/// <remarks>A list is replaced by a,b and edited by @{Add="a"; Remove="b"}. Messages that were resolved before keep their recipients.</remarks>
/// <example>
/// <code>Set-MailUser jane -ForwardingAddress "Fax of Sales" -DeliverToMailboxAndForward $true</code>
/// <para>Mail for jane goes to both.</para>
/// </example>
/// <seealso cref="NewMailUser"/>
/// <seealso cref="GetMailUser"/>
/// <seealso cref="RemoveMailUser"/>
[Cmdlet(VerbsCommon.Set, "MailUser", SupportsShouldProcess = true)]
public sealed class SetMailUser : SetRecipientCmdlet
{
    /// <summary>Where mail for the recipient goes, of any type: FAX:+14255550100, X400:c=us;a= ;p=Contoso;s=Doe, or bob@fabrikam.com.</summary>
    [Parameter]
    [Setting]
    public string? ExternalEmailAddress { get; set; }

    /// <summary>The recipient that gets the mail instead, or too; $null forwards nothing.</summary>
    [Parameter]
    [Setting]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public string? ForwardingAddress { get; set; }

    /// <summary>The SMTP address that gets the mail instead, or too; it does not count where ForwardingAddress is given.</summary>
    [Parameter]
    [Setting]
    public string? ForwardingSmtpAddress { get; set; }

    /// <summary>Whether forwarded mail goes to ExternalEmailAddress too.</summary>
    [Parameter]
    [Setting]
    public bool DeliverToMailboxAndForward { get; set; }

    /// <summary>How many recipients a message of this sender may have; unlimited leaves it to the organization.</summary>
    [Parameter]
    [Setting]
    public UnlimitedInteger? RecipientLimits { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Change($"mail-users/{Identity.Path}", "mail user", Identity.Text);
}
