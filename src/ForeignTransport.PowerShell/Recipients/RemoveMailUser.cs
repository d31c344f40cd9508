using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Removes a mail user, and its name wherever another recipient has it.</summary>
/// <remarks>It asks first.</remarks>
/// <example>
/// <code>Get-MailUser Test* | Remove-MailUser -Confirm:$false</code>
/// <para>Removes all whose name begins with Test, without asking.</para>
/// </example>
/// <seealso cref="NewMailUser"/>
/// <seealso cref="GetMailUser"/>
/// <seealso cref="SetMailUser"/>
[Cmdlet(VerbsCommon.Remove, "MailUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveMailUser : ExchangeCmdlet
{
    /// <summary>The name, alias or an address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public RecipientIdParameter Identity { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord() => Delete($"mail-users/{Identity.Path}", "mail user", Identity.Text);
}
