using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>What every recipient has.</summary>
public abstract class MailRecipient : INamedObject
{
    public string Alias { get; set; } = "";

    public string DisplayName { get; set; } = "";

    public string PrimarySmtpAddress { get; set; } = "";

    public MultiValuedProperty EmailAddresses { get; set; } = new();

    public UnlimitedSize MaxReceiveSize { get; set; } = new(value: null);

    public UnlimitedSize MaxSendSize { get; set; } = new(value: null);

    public bool RequireSenderAuthenticationEnabled { get; set; }

    public MultiValuedProperty AcceptMessagesOnlyFromSendersOrMembers { get; set; } = new();

    public MultiValuedProperty RejectMessagesFromSendersOrMembers { get; set; } = new();

    public string RecipientType { get; internal set; } = "";

    public string Name { get; set; } = "";

    public string Identity { get; internal set; } = "";

    public string Id => Identity;

    public bool IsValid => true;

    /// <inheritdoc />
    public override string ToString() => Name;
}
