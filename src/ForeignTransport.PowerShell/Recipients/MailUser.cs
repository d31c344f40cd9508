using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>A mail user: somebody of the organization whose mail is kept elsewhere.</summary>
public sealed class MailUser : MailRecipient
{
    public string ExternalEmailAddress { get; set; } = "";

    public string ForwardingAddress { get; set; } = "";

    public string ForwardingSmtpAddress { get; set; } = "";

    public bool DeliverToMailboxAndForward { get; set; }

    public UnlimitedInteger RecipientLimits { get; set; } = UnlimitedInteger.Unlimited;
}
