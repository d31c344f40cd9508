using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Shows mail users.</summary>
/// <example>
/// <code>Get-MailUser | Format-Table Name,PrimarySmtpAddress</code>
/// <para>Lists them.</para>
/// </example>
/// <seealso cref="NewMailUser"/>
/// <seealso cref="SetMailUser"/>
/// <seealso cref="RemoveMailUser"/>
/// <seealso cref="GetRecipient"/>
[Cmdlet(VerbsCommon.Get, "MailUser")]
[OutputType(typeof(MailUser))]
public sealed class GetMailUser : ExchangeCmdlet
{
    /// <summary>The name, alias or an address; a name may have * in it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public RecipientIdParameter? Identity { get; set; }

    /// <summary>Accepted for the sake of Exchange scripts: everything is shown.</summary>
    [Parameter]
    public string? ResultSize { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObjects<MailUser>("mail-users", Identity);
}
