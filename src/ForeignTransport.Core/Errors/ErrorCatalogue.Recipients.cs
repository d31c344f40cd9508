namespace ForeignTransport.Core.Errors;

public static partial class ErrorCatalogue
{
    public static readonly ErrorEntry ProxyAddressInUse = new("FT-3110", nameof(ProxyAddressInUse), "5.1.4",
        "Another recipient has that address already.", "Take the address from that recipient first, or choose another one.");

    public static readonly ErrorEntry AliasInUse = new("FT-3111", nameof(AliasInUse), "5.3.5",
        "Another recipient has that alias already.", "Choose another alias.");

    public static readonly ErrorEntry RecipientUnknown = new("FT-3112", nameof(RecipientUnknown), "5.3.5",
        "The value names a recipient that does not exist.", "Create that recipient first: Get-Recipient lists those that there are.");

    public static readonly ErrorEntry PrimaryAddressRequired = new("FT-3113", nameof(PrimaryAddressRequired), "5.2.0",
        "The recipient has no SMTP address.",
        "Give PrimarySmtpAddress or an SMTP address in EmailAddresses, or create an accepted domain first, so that one can be made of the alias.");

    public static readonly ErrorEntry ExternalAddressRequired = new("FT-3114", nameof(ExternalAddressRequired), "5.3.5",
        "The recipient has no ExternalEmailAddress.", "Say where its mail goes: this product has no mailboxes.");

    public static readonly ErrorEntry AlreadyMember = new("FT-3115", nameof(AlreadyMember), "5.3.5",
        "The recipient is a member of the group already.", "Nothing needs to be done.");

    public static readonly ErrorEntry NotAMember = new("FT-3116", nameof(NotAMember), "5.3.5",
        "The recipient is not a member of the group.", "Get-DistributionGroupMember lists the members.");

    public static readonly ErrorEntry WrongRecipientType = new("FT-3117", nameof(WrongRecipientType), "5.3.5",
        "The recipient is of another type than the command changes.", "Use the cmdlets of its type, which Get-Recipient shows.");

    public static readonly ErrorEntry TwoReceiversOfReports = new("FT-3170", nameof(TwoReceiversOfReports), "5.3.5",
        "Reports about members of a group go to its manager or to senders, not to both.",
        "Set ReportToOriginatorEnabled to $false together with ReportToManagerEnabled $true.");
}
