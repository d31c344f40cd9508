using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Removes a mail contact, and its name wherever another recipient has it.</summary>
/// <remarks>It asks first.</remarks>
/// <example>
/// <code>Get-MailContact Test* | Remove-MailContact -Confirm:$false</code>
/// <para>Removes all whose name begins with Test, without asking.</para>
/// </example>
/// <seealso cref="NewMailContact"/>
/// <seealso cref="GetMailContact"/>
/// <seealso cref="SetMailContact"/>
[Cmdlet(VerbsCommon.Remove, "MailContact", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveMailContact : ExchangeCmdlet
{
    /// <summary>The name, alias or an address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public RecipientIdParameter Identity { get; set; } = null!;

    /// <inheritdoc />
    protected override void ProcessRecord() => Delete($"mail-contacts/{Identity.Path}", "mail contact", Identity.Text);
}
