namespace ForeignTransport.PowerShell.Recipients;

/// <summary>A recipient of any type, with what all have and the target of those that have one.</summary>
public sealed class Recipient : MailRecipient
{
    public string ExternalEmailAddress { get; internal set; } = "";
}
