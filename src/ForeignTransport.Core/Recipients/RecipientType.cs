namespace ForeignTransport.Core.Recipients;

/// <summary>What a recipient of the directory is; Exchange's names for RecipientType.</summary>
public enum RecipientType
{
    /// <summary>Somebody elsewhere, under an address of any type.</summary>
    MailContact = 0,

    /// <summary>Somebody of the organization whose mail is kept elsewhere, and may be forwarded.</summary>
    MailUser = 1,

    /// <summary>A list of other recipients.</summary>
    MailUniversalDistributionGroup = 2
}
