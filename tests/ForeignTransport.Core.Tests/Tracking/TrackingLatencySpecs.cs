using ForeignTransport.Core.Tracking;
using Xunit;

namespace ForeignTransport.Core.Tests.Tracking;

public class TrackingLatencySpecs
{
    private static readonly TrackingRecord Sent = new()
    {
        Timestamp = new DateTimeOffset(2024, 3, 31, 16, 36, 43, 120, TimeSpan.Zero),
        Source = TrackingSource.Gateway,
        EventId = TrackingEventId.Send,
        MessageInfo = "2024-03-31T16:36:42.900Z"
    };

    [Fact]
    public void should_be_the_time_since_entry_when_a_gateway_got_it()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(220), TrackingLatency.Of(Sent));
        Assert.Equal(TimeSpan.FromMilliseconds(220), TrackingLatency.Of(Sent with { MessageInfo = "2024-03-31T16:36:42.900Z;SRV=hub01:TOTAL=0" }));
    }

    [Fact]
    public void should_be_none_when_the_row_does_not_end_the_way()
    {
        Assert.Null(TrackingLatency.Of(Sent with { Source = TrackingSource.Smtp }));
        Assert.Null(TrackingLatency.Of(Sent with { EventId = TrackingEventId.Receive }));
        Assert.Null(TrackingLatency.Of(Sent with { MessageInfo = "" }));
    }

    [Fact]
    public void should_read_the_pairs_of_custom_data() => Assert.Equal<(string, string)>(
        [("DeliveryPriority", "Normal"), ("E2ELatency", "0.5")],
        TrackingLatency.EventData("S:DeliveryPriority=Normal;S:E2ELatency=0.5;nonsense"));
}
