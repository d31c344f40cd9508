using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Recipients;

/// <summary>A distribution group.</summary>
public sealed class DistributionGroup : MailRecipient
{
    /// <summary>Beyond Exchange: the names of the members. Get-DistributionGroupMember shows the recipients themselves.</summary>
    public MultiValuedProperty Members { get; set; } = new();

    public MultiValuedProperty ManagedBy { get; set; } = new();

    public bool ReportToManagerEnabled { get; set; }

    public bool ReportToOriginatorEnabled { get; set; }

    public string GroupType => "Universal";
}
