using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>Names a recipient by name, alias or address, or is the object itself.</summary>
public sealed class RecipientIdParameter : IdentityParameter
{
    public RecipientIdParameter(string identity)
        : base(identity)
    {
    }

    public RecipientIdParameter(MailRecipient recipient)
        : base(recipient.Identity)
    {
    }
}
