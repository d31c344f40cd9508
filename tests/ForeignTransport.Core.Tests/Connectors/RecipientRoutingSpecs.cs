using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Queues;
using Xunit;
using static ForeignTransport.Core.Tests.Connectors.Organizations;

namespace ForeignTransport.Core.Tests.Connectors;

public class RecipientRoutingSpecs
{
    private const long Size = 1000;

    [Theory]
    // categorizer.md C1, C6 (the domain is not the default one, so the address stays encapsulated and nobody has it)
    [InlineData("nobody@contoso.com", "5.1.1", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found")]
    [InlineData("IMCEAFAX-1@fabrikam.com", "5.1.1", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found")]
    [InlineData("IMCEAEX-_o=Contoso_cn=x@contoso.com", "5.1.1", "550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found")]
    [InlineData("IMCEAX400-nonsense@contoso.com", "5.1.2", "550 5.1.2 RESOLVER.ADR.InvalidX400; invalid X.400 address")]
    [InlineData("IMCEASMTP-a+40b@contoso.com", "5.1.3", "550 5.1.3 RESOLVER.ADR.InvalidEncapsulation; invalid address")]
    [InlineData("IMCEAFAX-12+2@contoso.com", "5.1.3", "550 5.1.3 RESOLVER.ADR.InvalidEncapsulation; invalid address")]
    [InlineData("no address", "5.1.3", "550 5.1.3 STOREDRV.Submit; invalid recipient address")]
    [InlineData("IMCEANOTES-a@contoso.com", "5.4.4", "550 5.4.4 ROUTING.NoConnector; no connector serves this address type")]
    public void should_fail_with_the_documented_text_when_there_is_no_way(string recipient, string status, string diagnostic)
    {
        var context = Context(Connector("Fax", "FAX:*"), Connector("Everything", "SMTP:*"));

        Assert.Equal(new Route.Failed(status, diagnostic), RecipientRouting.Route(recipient, Size, context));
        Assert.Contains(StandardResponses.All, response => response.ToString() == diagnostic);
    }

    // connectors.md 15.3: the rows that end in an NDR or in the Unreachable queue
    [Fact]
    public void should_fail_with_5_3_4_when_every_connector_is_too_small()
    {
        var context = Context(Connector("A", "FAX:*") with { MaxMessageSize = UnlimitedSize.FromBytes(1024) });

        Assert.Equal(
            new Route.Failed("5.3.4", "550 5.3.4 ROUTING.SizeLimit; message too large for every route"),
            RecipientRouting.Route("IMCEAFAX-1@contoso.com", 1025, context));
    }

    [Fact]
    public void should_fail_with_5_4_4_when_connectors_are_disabled_or_scoped_elsewhere()
    {
        var context = Context(
            Connector("A", "FAX:*") with { Enabled = false },
            Connector("B", "FAX:*") with { IsScopedConnector = true, SourceTransportServers = ["Hub11"] },
            Connector("C", "SMTP:*"));

        Assert.Equal(RoutingDiagnostics.NoConnector, RecipientRouting.Route("IMCEAFAX-1@contoso.com", Size, context));
    }

    [Fact]
    public void should_wait_in_the_unreachable_queue_when_no_connector_serves_a_domain() =>
        Assert.Equal(
            new Route.Unreachable("A matching connector cannot be found to route the external recipient"),
            RecipientRouting.Route("x@nowhere.example", Size, Context(Connector("Fax", "FAX:*"))));

    [Theory]
    [InlineData("removed")]
    [InlineData("disabled")]
    [InlineData("spaces")]
    public void should_wait_in_the_unreachable_queue_when_the_route_of_a_message_vanished(string change)
    {
        var accepted = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
        var changed = accepted.AddMinutes(1);
        var fax = Connector("Fax", "FAX:*") with { WhenChanged = accepted.AddDays(-1) };
        var before = Context(fax).Organization;
        var organization = before.Apply(change switch
        {
            "removed" => new OrganizationEvent.ForeignConnectorRemoved(fax.Id, changed),
            "disabled" => new OrganizationEvent.ForeignConnectorSet(fax with { Enabled = false, WhenChanged = changed }),
            _ => new OrganizationEvent.ForeignConnectorSet(fax with { AddressSpaces = Connector("X", "X400:*").AddressSpaces, WhenChanged = changed })
        });
        var route = RecipientRouting.Route("IMCEAFAX-1@contoso.com", Size, new SelectionContext(organization, "Hub01"));

        Assert.Equal(RoutingDiagnostics.NoConnector, route);
        Assert.Equal(
            new Route.Unreachable("A matching connector cannot be found to route the external recipient"),
            RecipientRouting.OfWaiting(route, accepted, organization));
        // What came later never had one.
        Assert.Equal(route, RecipientRouting.OfWaiting(route, changed.AddSeconds(1), organization));
        Assert.Equal(RoutingDiagnostics.TooLarge, RecipientRouting.OfWaiting(RoutingDiagnostics.TooLarge, accepted, organization));
        Assert.Equal(route, RecipientRouting.OfWaiting(route, accepted, OrganizationState.Empty));
    }

    [Theory]
    // categorizer.md C2, C5; connectors.md 6.1
    [InlineData("IMCEAFAX-+2B1425@contoso.com", "NonSmtpGatewayDelivery", "FAX", "Fax")]
    [InlineData("imceafax-1@CONTOSO.COM", "NonSmtpGatewayDelivery", "fax", "Fax")]
    [InlineData("IMCEAX400-c=us+3Bs=Doe@contoso.com", "SmtpRelayToConnectorSourceServers", "X.400", "X.400")]
    [InlineData("x@Elsewhere.example", "NonSmtpGatewayDelivery", "elsewhere.example", "Everything")]
    [InlineData("nobody@relay.example", "NonSmtpGatewayDelivery", "relay.example", "Everything")]
    [InlineData("IMCEAFAX-1@elsewhere.example", "NonSmtpGatewayDelivery", "elsewhere.example", "Everything")]
    [InlineData("x@sub.contoso.com", "NonSmtpGatewayDelivery", "sub.contoso.com", "Everything")]
    [InlineData("x@[192.0.2.1]", "NonSmtpGatewayDelivery", "[192.0.2.1]", "Everything")]
    public void should_name_the_queue_as_documented_when_a_connector_is_chosen(string recipient, string type, string domain, string connector)
    {
        var context = Context(
            Connector("Fax", "FAX:*"),
            Connector("X.400", "X400:*") with { SourceTransportServers = ["Hub02"] },
            Connector("Everything", "SMTP:*"));

        var route = Assert.IsType<Route.ToConnector>(RecipientRouting.Route(recipient, Size, context));

        Assert.Equal(new NextHopSolutionKey(Enum.Parse<DeliveryType>(type), domain, Connector(connector).Id), route.Key);
        Assert.Equal(connector, route.Connector.Name);
    }

    [Fact]
    public void should_treat_imcea_as_a_mailbox_when_there_is_no_default_domain()
    {
        var organization = OrganizationState.Restore(1, [Connector("Fax", "FAX:*")], [], [], new TransportConfig());

        Assert.IsType<Route.Unreachable>(RecipientRouting.Route("IMCEAFAX-1@contoso.com", Size, new SelectionContext(organization, "Hub01")));
    }

    [Fact]
    public void should_tell_queues_apart_by_connector_but_not_by_case_when_keys_are_compared()
    {
        var key = new NextHopSolutionKey(DeliveryType.NonSmtpGatewayDelivery, "FAX", Connector("A").Id);

        Assert.Equal(key, key with { NextHopDomain = "fax" });
        Assert.Equal(key.GetHashCode(), (key with { NextHopDomain = "fax" }).GetHashCode());
        Assert.NotEqual(key, key with { NextHopConnector = Connector("B").Id });
        Assert.NotEqual(key, key with { DeliveryType = DeliveryType.DeliveryAgent });
        Assert.Equal(default(NextHopSolutionKey).GetHashCode(), default(NextHopSolutionKey).GetHashCode());
    }

    [Fact]
    public void should_be_external_when_the_delivery_type_leaves_the_organization()
    {
        // management.md section 7
        DeliveryType[] external =
            [DeliveryType.DeliveryAgent, DeliveryType.DnsConnectorDelivery, DeliveryType.NonSmtpGatewayDelivery, DeliveryType.SmartHostConnectorDelivery];

        Assert.Equal(external, Enum.GetValues<DeliveryType>().Where(type => type.Category() is NextHopCategory.External));
        Assert.Equal(NextHopCategory.Internal, NextHopSolutionKey.Unreachable.Category);
    }

    private static SelectionContext Context(params ForeignConnector[] connectors)
    {
        var organization = With(connectors);
        return new SelectionContext(
            OrganizationState.Restore(
                1,
                connectors,
                organization.TransportServices.Values,
                [
                    .. organization.AcceptedDomains.Values,
                    new AcceptedDomain("Fabrikam", "fabrikam.com"),
                    new AcceptedDomain("Relay", "relay.example", AcceptedDomainType.InternalRelay)
                ],
                organization.TransportConfig),
            "Hub01");
    }
}
