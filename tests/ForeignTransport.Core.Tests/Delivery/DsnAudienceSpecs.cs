using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
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
            ExternalDsnMaxMessageAttachSize = ByteQuantifiedSize.FromMegabytes(2),
            ExternalDsnReportingAuthority = "mail.contoso.com"
        });

    [Theory]
    [InlineData("jane@contoso.com", null, null, DsnAudience.Internal)]
    [InlineData("jane@CONTOSO.com", null, null, DsnAudience.Internal)]
    [InlineData("jane@fabrikam.com", null, null, DsnAudience.Internal)]
    [InlineData("jane@adatum.com", null, null, DsnAudience.External)]
    [InlineData("jane@example.org", null, null, DsnAudience.External)]
    [InlineData("jane@sub.contoso.com", null, null, DsnAudience.External)]
    [InlineData("jane@contoso.com", "mail.example.org", null, DsnAudience.External)]
    [InlineData("jane@contoso.com", null, "203.0.113.9", DsnAudience.External)]
    [InlineData("no address", null, null, DsnAudience.External)]
    public void should_be_internal_when_the_domain_is_ours_and_no_other_host_handed_the_message_in(
        string sender, string? helo, string? address, DsnAudience audience) =>
        Assert.Equal(audience, DsnSettings.AudienceOf(Organization, sender, new TraceInfo(HeloDomain: helo, SourceAddress: address)));

    [Fact]
    public void should_have_the_settings_of_its_side()
    {
        Assert.Equal(
            new DsnSettings(DsnAudience.Internal, IsDelayReported: false, 1 << 20, "inside.contoso.com"),
            DsnSettings.For(Organization, "jane@contoso.com", new TraceInfo()));
        Assert.Equal(
            new DsnSettings(DsnAudience.External, IsDelayReported: true, 2 << 20, "mail.contoso.com"),
            DsnSettings.For(Organization, "jane@example.org", new TraceInfo()));
    }
}
