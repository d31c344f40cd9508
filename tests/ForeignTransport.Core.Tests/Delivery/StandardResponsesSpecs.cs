using ForeignTransport.Core.Delivery;
using Xunit;

namespace ForeignTransport.Core.Tests.Delivery;

public class StandardResponsesSpecs
{
    [Fact]
    public void should_be_well_formed_when_listed()
    {
        Assert.True(StandardResponses.All.Length > 25);
        Assert.Equal(StandardResponses.All.Length, StandardResponses.All.Distinct().Count());
        Assert.All(StandardResponses.All, response =>
        {
            Assert.NotNull(response.Status);
            Assert.True(SmtpResponse.TryParse(response.ToString(), out var read));
            Assert.Equal(response, read);
        });
    }

    [Fact]
    public void should_have_no_semicolon_when_tracking_joins_them()
    {
        Assert.All(StandardResponses.All.Where(response => response.IsSuccess), response => Assert.DoesNotContain(';', response.ToString()));
    }

    // Reference, status codes by situation.
    [Fact]
    public void should_say_what_administrators_search_for_when_written()
    {
        Assert.Equal("550 5.1.1 RESOLVER.ADR.RecipNotFound; not found", StandardResponses.RecipientNotFound.ToString());
        Assert.Equal("550 5.3.4 ROUTING.SizeLimit; message too large for every route", StandardResponses.SizeLimit.ToString());
        Assert.Equal("550 5.4.4 ROUTING.NoConnector; no connector serves this address type", StandardResponses.NoConnector.ToString());
        Assert.Equal("554 5.4.6 Hop count exceeded - possible mail loop", StandardResponses.HopCountExceeded.ToString());
        Assert.Equal("550 4.4.7 QUEUE.Expired; message expired", StandardResponses.QueueExpired.ToString());
        Assert.Equal("400 4.4.7 Message delayed", StandardResponses.MessageDelayed.ToString());
        Assert.Equal("550 4.3.2 QUEUE.Admin; message deleted by administrative action", StandardResponses.QueueAdmin.ToString());
        Assert.Equal("550 5.5.3 RESOLVER.ADR.RecipLimit; too many recipients", StandardResponses.RecipientLimit.ToString());
        Assert.Equal("550 5.7.1 RESOLVER.RST.AuthRequired; authentication required", StandardResponses.AuthenticationRequired.ToString());
    }
}
