using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

/// <summary>categorizer.md section 13: who is told as one of the organization, and who as a stranger.</summary>
public class DsnAudienceSpecs
{
    private static readonly OrganizationState Organization = OrganizationState.Restore(
        1,
        [],
        [],
        [
            new AcceptedDomain("Own", "contoso.com", IsDefault: true),
            new AcceptedDomain("Shared", "fabrikam.com", AcceptedDomainType.InternalRelay),
            new AcceptedDomain("Customer", "adatum.com", AcceptedDomainType.ExternalRelay)
        ],
        new TransportConfig
        {
            InternalDelayDsnEnabled = false,
            InternalDsnMaxMessageAttachSize = ByteQuantifiedSize.FromMegabytes(1),
            InternalDsnReportingAuthority = "inside.contoso.com",
            InternalDsnSendHtml = false,
            ExternalDsnMaxMessageAttachSize = ByteQuantifiedSize.FromMegabytes(2),
            ExternalDsnReportingAuthority = "mail.contoso.com"
        });

    [Theory]
    [InlineData("jane@contoso.com", true, DsnAudience.Internal)]
    [InlineData("jane@CONTOSO.com", true, DsnAudience.Internal)]
    [InlineData("jane@fabrikam.com", true, DsnAudience.Internal)]
    [InlineData("jane@adatum.com", true, DsnAudience.External)]
    [InlineData("jane@example.org", true, DsnAudience.External)]
    [InlineData("jane@sub.contoso.com", true, DsnAudience.External)]
    [InlineData("jane@contoso.com", false, DsnAudience.External)]
    [InlineData("no address", true, DsnAudience.External)]
    public void should_be_internal_when_the_domain_is_ours_and_the_sender_is_authenticated(string sender, bool isAuthenticated, DsnAudience audience) =>
        Assert.Equal(audience, DsnSettings.AudienceOf(Organization, sender, isAuthenticated));

    [Fact]
    public void should_have_the_settings_of_its_side()
    {
        Assert.Equal(
            new DsnSettings(DsnAudience.Internal, IsDelayReported: false, 1 << 20, "inside.contoso.com", SendHtml: false),
            DsnSettings.For(Organization, "jane@contoso.com", isAuthenticated: true));
        Assert.Equal(
            new DsnSettings(DsnAudience.External, IsDelayReported: true, 2 << 20, "mail.contoso.com", SendHtml: true),
            DsnSettings.For(Organization, "jane@example.org", isAuthenticated: true));
    }
}
