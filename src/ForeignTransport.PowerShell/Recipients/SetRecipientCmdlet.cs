using System.Management.Automation;
using ForeignTransport.PowerShell.Completion;
using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>What Set- of every type of recipient takes.</summary>
public abstract class SetRecipientCmdlet : NamedRecipientCmdlet
{
    /// <summary>The recipient: its name, alias or an address.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public RecipientIdParameter Identity { get; set; } = null!;

    /// <summary>The new name, 1 to 64 characters. Whatever names the recipient gets it too.</summary>
    [Parameter]
    [Setting]
    public string? Name { get; set; }

    /// <summary>The proxy addresses, as in SMTP:jane@contoso.com for the primary one, smtp:j@contoso.com for others, and FAX:+1425.</summary>
    [Parameter]
    [Setting]
    [MultiValued]
    public MultiValuedProperty? EmailAddresses { get; set; }

    /// <summary>The largest message that the recipient takes: 0 to 2,147,482,624 bytes, or unlimited.</summary>
    [Parameter]
    [Setting]
    public SizeParameter? MaxReceiveSize { get; set; }

    /// <summary>The largest message that the recipient may send: 0 to 2,147,482,624 bytes, or unlimited.</summary>
    [Parameter]
    [Setting]
    public SizeParameter? MaxSendSize { get; set; }

    /// <summary>Whether only authenticated senders may write to the recipient.</summary>
    [Parameter]
    [Setting]
    public bool RequireSenderAuthenticationEnabled { get; set; }

    /// <summary>The recipients that alone may write to this one, groups standing for their members; $null is everybody.</summary>
    [Parameter]
    [Setting]
    [MultiValued]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public MultiValuedProperty? AcceptMessagesOnlyFromSendersOrMembers { get; set; }

    /// <summary>The recipients that may not write to this one, groups standing for their members.</summary>
    [Parameter]
    [Setting]
    [MultiValued]
    [ArgumentCompleter(typeof(RecipientCompleter))]
    public MultiValuedProperty? RejectMessagesFromSendersOrMembers { get; set; }
}
