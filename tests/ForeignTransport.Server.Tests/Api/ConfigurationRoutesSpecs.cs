using ForeignTransport.Core.Configuration;
using ForeignTransport.Server.Api.Organization;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

public class ConfigurationRoutesSpecs
{
    [Theory]
    [InlineData(ObjectKind.ForeignConnector, "Foreign connector Anna")]
    [InlineData(ObjectKind.TransportService, "Transport service Anna")]
    [InlineData(ObjectKind.AcceptedDomain, "Accepted domain Anna")]
    [InlineData(ObjectKind.SystemMessage, "System message Anna")]
    [InlineData(ObjectKind.TransportConfig, "Transport configuration")]
    [InlineData(ObjectKind.MailContact, "Mail contact Anna")]
    [InlineData(ObjectKind.MailUser, "Mail user Anna")]
    [InlineData(ObjectKind.DistributionGroup, "Distribution group Anna")]
    public void should_say_of_what_kind_an_object_is_when_an_import_changes_it(ObjectKind kind, string expected) =>
        Assert.Equal(expected, ConfigurationRoutes.Describe(new ObjectChange(null, new ObjectDocument(kind, "Anna", "{}"))));
}
