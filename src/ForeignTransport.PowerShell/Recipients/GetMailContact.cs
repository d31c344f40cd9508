using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Shows mail contacts.</summary>
/// <example>
/// <code>Get-MailContact | Format-Table Name,PrimarySmtpAddress</code>
/// <para>Lists them.</para>
/// </example>
/// <seealso cref="NewMailContact"/>
/// <seealso cref="SetMailContact"/>
/// <seealso cref="RemoveMailContact"/>
/// <seealso cref="GetRecipient"/>
[Cmdlet(VerbsCommon.Get, "MailContact")]
[OutputType(typeof(MailContact))]
public sealed class GetMailContact : ExchangeCmdlet
{
    /// <summary>The name, alias or an address; a name may have * in it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public RecipientIdParameter? Identity { get; set; }

    /// <summary>Accepted for the sake of Exchange scripts: everything is shown.</summary>
    [Parameter]
    public string? ResultSize { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => WriteObjects<MailContact>("mail-contacts", Identity);
}
