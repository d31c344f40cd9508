using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Queues;
using Xunit;
using static ForeignTransport.Core.Tests.Connectors.Organizations;

namespace ForeignTransport.Core.Tests.Connectors;

public class ConnectorQueuesSpecs
{
    private static readonly ForeignConnector Everywhere = Connector("Everywhere") with
    {
        SourceTransportServers = [.. With().TransportServices.Keys]
    };

    [Fact]
    public void should_have_a_queue_for_each_type_and_each_domain_without_a_wildcard()
    {
        var gateway = Everywhere with { AddressSpaces = [Space("FAX:+49*"), Space("FAX:+1*;5"), Space("x400:c=US;2"), Space("SMTP:Fabrikam.com"), Space("SMTP:*.example")] };

        Assert.Equal(["FAX", "Fabrikam.com", "X400"], Names(Of(null, gateway)).Order(StringComparer.Ordinal));
        Assert.All(Of(null, gateway), key => Assert.Equal((DeliveryType.NonSmtpGatewayDelivery, gateway.Id), (key.DeliveryType, key.NextHopConnector)));
    }

    [Fact]
    public void should_have_a_queue_of_the_connectors_name_where_some_servers_are_no_source_servers()
    {
        var fax = Connector("Gateway", "FAX:*");

        Assert.Equal(
            [new(DeliveryType.NonSmtpGatewayDelivery, "FAX", fax.Id), new NextHopSolutionKey(DeliveryType.SmtpRelayToConnectorSourceServers, "Gateway", fax.Id)],
            Of(null, fax).OrderBy(key => key.NextHopDomain, StringComparer.Ordinal));
    }

    [Fact]
    public void should_have_one_queue_for_each_connector_of_a_type() =>
        Assert.Equal(2, Of("FAX", Everywhere with { AddressSpaces = [Space("FAX:*")] }, Connector("Other") with
        {
            AddressSpaces = [Space("FAX:*;2")],
            SourceTransportServers = Everywhere.SourceTransportServers
        }).Count(key => key.NextHopDomain == "FAX"));

    [Theory]
    [InlineData("sub.wide.example", "sub.wide.example")]
    [InlineData("WIDE.example", "WIDE.example")]
    [InlineData("elsewhere.example", null)]
    [InlineData("*.wide.example", null)]
    [InlineData("a b.wide.example", null)]
    public void should_have_the_queue_of_a_domain_that_is_asked_for_when_a_wildcard_serves_it(string asked, string? queue) =>
        Assert.Equal(queue is null ? [] : [queue], Names(Of(asked, Everywhere with { AddressSpaces = [Space("SMTP:*.wide.example")] })));

    [Fact]
    public void should_not_take_a_slip_of_the_pen_for_a_domain() =>
        Assert.Empty(Of("FXA", Everywhere with { AddressSpaces = [Space("SMTP:*")] }));

    [Fact]
    public void should_give_a_domain_to_the_connector_that_is_chosen_for_it()
    {
        var wide = Everywhere with { AddressSpaces = [Space("SMTP:*")] };
        var narrow = Connector("Narrow", "SMTP:fabrikam.com") with { SourceTransportServers = Everywhere.SourceTransportServers };

        Assert.Equal(narrow.Id, Assert.Single(Of("fabrikam.com", wide, narrow)).NextHopConnector);
    }

    [Fact]
    public void should_have_no_queue_of_a_disabled_connector() =>
        Assert.Empty(Of("wide.example", Everywhere with { Enabled = false, AddressSpaces = [Space("FAX:*"), Space("SMTP:*")] }));

    // What a message is routed into is what an administrator can name beforehand.
    [Theory]
    [InlineData("IMCEAFAX-+2B1425@contoso.com", "Hub01", "FAX")]
    [InlineData("IMCEAFAX-+2B1425@contoso.com", "Hub02", "Gateway")]
    [InlineData("x@fabrikam.com", "Hub01", "fabrikam.com")]
    [InlineData("x@sub.fabrikam.com", "Hub01", "sub.fabrikam.com")]
    public void should_have_the_queue_that_messages_are_routed_into(string recipient, string server, string queue)
    {
        var organization = With(Connector("Gateway", "FAX:*", "SMTP:fabrikam.com", "SMTP:*.fabrikam.com;2"));
        var context = new SelectionContext(organization, server);

        Assert.Contains(Assert.IsType<Route.ToConnector>(RecipientRouting.Route(recipient, 1000, context)).Key, ConnectorQueues.Of(context, queue));
    }

    private static IReadOnlyCollection<NextHopSolutionKey> Of(string? name, params ForeignConnector[] connectors) =>
        ConnectorQueues.Of(new SelectionContext(With(connectors), "Hub01"), name);

    private static IEnumerable<string> Names(IEnumerable<NextHopSolutionKey> keys) => keys.Select(key => key.NextHopDomain);
}
