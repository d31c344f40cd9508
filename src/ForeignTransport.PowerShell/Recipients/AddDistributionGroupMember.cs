using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Adds a recipient to a distribution group.</summary>
/// <example>
/// <code>Add-DistributionGroupMember "All Faxes" -Member "Fax of Sales"</code>
/// <para>Adds the contact.</para>
/// </example>
/// <seealso cref="GetDistributionGroupMember"/>
/// <seealso cref="RemoveDistributionGroupMember"/>
[Cmdlet(VerbsCommon.Add, "DistributionGroupMember", SupportsShouldProcess = true)]
public sealed class AddDistributionGroupMember : ExchangeCmdlet
{
    /// <summary>The group: its name, alias or an address.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(DistributionGroupCompleter))]
    public RecipientIdParameter Identity { get; set; } = null!;

    /// <summary>The recipient: its name, alias or an address.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public RecipientIdParameter Member { get; set; } = null!;

    /// <summary>Accepted for the sake of Exchange scripts: who may change groups is a matter of roles here.</summary>
    [Parameter]
    public SwitchParameter BypassSecurityGroupManagerCheck { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        if (!Approve($"Adding \"{Member.Text}\" to distribution group \"{Identity.Text}\".", out var whatIf))
            return;
        var request = Changing(HttpMethod.Post, $"distribution-groups/{Identity.Path}/members", whatIf);
        request.Body = JsonBody.Write([new("member", Member.Text)]);
        TryAsk(request, Member.Text, out _);
    }
}
