using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Queues;

public class QueueNumberSpecs
{
    private const long FaxNumber = 590_177_220_970_177;

    private static readonly Guid Connector = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly NextHopSolutionKey Fax = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", Connector);

    /// <summary>Administrators write numbers down: a later release must find the same ones.</summary>
    [Fact]
    public void should_never_change()
    {
        Assert.Equal(FaxNumber, QueueNumber.Of(Fax));
        Assert.Equal(FaxNumber % 1_000_000, QueueNumber.Short(QueueNumber.Of(Fax)));
    }

    [Fact]
    public void should_be_the_same_whatever_the_case_of_the_domain() =>
        Assert.Equal(QueueNumber.Of(Fax), QueueNumber.Of(Fax with { NextHopDomain = "fax" }));

    [Fact]
    public void should_stay_when_the_connector_of_a_relay_queue_is_renamed()
    {
        var relay = new NextHopSolutionKey(DeliveryType.SmtpRelayToConnectorSourceServers, "Fax", Connector);

        Assert.Equal(QueueNumber.Of(relay), QueueNumber.Of(relay with { NextHopDomain = "Fax Gateway" }));
    }

    [Fact]
    public void should_differ_when_any_part_of_the_next_hop_does() =>
        Assert.Distinct(new[]
        {
            Fax, Fax with { NextHopDomain = "X400" }, Fax with { NextHopConnector = Guid.Empty },
            Fax with { DeliveryType = DeliveryType.SmtpRelayToConnectorSourceServers }
        }.Select(QueueNumber.Of));

    [Fact]
    public void should_have_15_digits_of_which_the_last_six_are_the_short_number()
    {
        foreach (var full in Enumerable.Range(0, 1000).Select(number => QueueNumber.Of(Fax with { NextHopDomain = $"{number}.example" })))
        {
            Assert.InRange(full, 100_000_000_000_000, 999_999_999_999_999);
            Assert.InRange(QueueNumber.Short(full), 100_000, 999_999);
        }
    }
}
