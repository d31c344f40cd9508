using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Connections;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Shows recipients of every type: mail contacts, mail users and distribution groups.</summary>
/// <example>
/// <code>Get-Recipient FAX:+14255550100</code>
/// <para>Shows who has the address.</para>
/// </example>
/// <example>
/// <code>Get-Recipient -RecipientType MailContact | Format-Table Name,ExternalEmailAddress</code>
/// <para>Lists the contacts.</para>
/// </example>
/// <seealso cref="GetMailContact"/>
/// <seealso cref="GetMailUser"/>
/// <seealso cref="GetDistributionGroup"/>
[Cmdlet(VerbsCommon.Get, "Recipient")]
[OutputType(typeof(Recipient))]
public sealed class GetRecipient : ExchangeCmdlet
{
    /// <summary>The name, alias or an address; a name may have * in it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public RecipientIdParameter? Identity { get; set; }

    /// <summary>Only recipients of these types.</summary>
    [Parameter]
    [ValidateSet("MailContact", "MailUser", "MailUniversalDistributionGroup")]
    public string[]? RecipientType { get; set; }

    /// <summary>How many at most, or Unlimited. Default: 1000.</summary>
    [Parameter]
    public UnlimitedInteger? ResultSize { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var isPattern = Identity?.IsPattern == true;
        var request = TransportRequest.Get("recipients").With("identity", isPattern ? null : Identity?.Text)
            .With("resultSize", isPattern || ResultSize?.IsUnlimited == true ? "unlimited" : ResultSize?.ToString());
        foreach (var type in RecipientType ?? [])
            request = request.With("recipientType", type);
        if (!TryAsk(request, Identity?.Text, out var answer))
            return;
        var pattern = new WildcardPattern(isPattern ? Identity!.Text : "*", WildcardOptions.IgnoreCase);
        foreach (var recipient in answer.Items.Select(Read<Recipient>).Where(recipient => pattern.IsMatch(recipient.Name)))
            WriteObject(recipient);
    }
}
