namespace ForeignTransport.PowerShell.Recipients;

/// <summary>A mail contact: somebody elsewhere.</summary>
public sealed class MailContact : MailRecipient
{
    public string ExternalEmailAddress { get; set; } = "";
}
