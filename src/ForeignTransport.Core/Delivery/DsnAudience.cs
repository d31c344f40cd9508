using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Core.Delivery;

/// <summary>For whom a notification is: each side has settings of its own (<c>InternalDsn...</c>, <c>ExternalDsn...</c>).</summary>
public enum DsnAudience
{
    /// <summary>A sender of the organization.</summary>
    Internal,

    /// <summary>Anybody else.</summary>
    External
}

/// <summary>How the organization wants a sender to be told.</summary>
/// <param name="Audience">Which settings these are.</param>
/// <param name="IsDelayReported">InternalDelayDsnEnabled or ExternalDelayDsnEnabled.</param>
/// <param name="AttachLimit">InternalDsnMaxMessageAttachSize or ExternalDsnMaxMessageAttachSize, in bytes.</param>
/// <param name="ReportingAuthority">InternalDsnReportingAuthority or ExternalDsnReportingAuthority; blank is the server's own name.</param>
/// <param name="SendHtml">InternalDsnSendHtml or ExternalDsnSendHtml.</param>
public sealed record DsnSettings(DsnAudience Audience, bool IsDelayReported, long AttachLimit, string ReportingAuthority, bool SendHtml)
{
    /// <summary>The settings for the sender of a message.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="reversePath">The sender.</param>
    /// <param name="isAuthenticated">True when the sender proved to be who it says.</param>
    public static DsnSettings For(OrganizationState organization, string reversePath, bool isAuthenticated)
    {
        ArgumentNullException.ThrowIfNull(organization);
        var config = organization.TransportConfig;
        return AudienceOf(organization, reversePath, isAuthenticated) == DsnAudience.Internal
            ? new DsnSettings(
                DsnAudience.Internal, config.InternalDelayDsnEnabled, config.InternalDsnMaxMessageAttachSize.Bytes, config.InternalDsnReportingAuthority,
                config.InternalDsnSendHtml)
            : new DsnSettings(
                DsnAudience.External, config.ExternalDelayDsnEnabled, config.ExternalDsnMaxMessageAttachSize.Bytes, config.ExternalDsnReportingAuthority,
                config.ExternalDsnSendHtml);
    }

    /// <summary>Internal is an authenticated sender with an address of a domain that the organization answers for.</summary>
    /// <inheritdoc cref="For" path="/param" />
    public static DsnAudience AudienceOf(OrganizationState organization, string reversePath, bool isAuthenticated)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(reversePath);
        var domain = reversePath.AsSpan(reversePath.LastIndexOf('@') + 1);
        var isOurs = organization.AcceptedDomainOf(domain) is { DomainType: AcceptedDomainType.Authoritative or AcceptedDomainType.InternalRelay };
        return isOurs && isAuthenticated ? DsnAudience.Internal : DsnAudience.External;
    }
}
