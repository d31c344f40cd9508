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
    private const int UsualSize = 1000;

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
        var wanted = ResultSize is null ? UsualSize : ResultSize.Value ?? int.MaxValue;
        var request = TransportRequest.Get("recipients")
            .With("identity", isPattern ? null : Identity?.Text)
            .With("recipientType", RecipientType)
            // The server knows no patterns: all are looked through. Of a name there is one.
            .With("resultSize", isPattern || ResultSize?.IsUnlimited == true ? "unlimited" : ResultSize?.ToString());
        if (!TryAsk(request, Identity?.Text, out var answer))
            return;
        var pattern = NamePattern.Of(isPattern ? Identity!.Text : "*");
        var found = answer.Items.Select(Read<Recipient>).Where(recipient => pattern.IsMatch(recipient.Name)).ToList();
        WriteObject(found.Take(wanted), enumerateCollection: true);
        if (ResultSize is null && (isPattern ? found.Count : answer.Total) is var total && total > wanted)
            WriteWarning($"Only the first {wanted} of {total} recipients are shown; -ResultSize unlimited shows all.");
    }
}
