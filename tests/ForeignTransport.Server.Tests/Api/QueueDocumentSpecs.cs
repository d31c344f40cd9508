using ForeignTransport.Core.Queues;
using ForeignTransport.Server.Api.Queues;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>How a queue is written: every property of Exchange's queue object, camel case.</summary>
public class QueueDocumentSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 13, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void should_write_every_property()
    {
        var document = QueueDocument.Of(new QueueView
        {
            Identity = QueueIdentity.OfNumber("Hub01", 322120),
            DeliveryType = DeliveryType.NonSmtpGatewayDelivery,
            NextHopDomain = "FAX",
            NextHopConnector = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
            Status = QueueStatus.Retry,
            MessageCount = 7,
            MessageCountsPerPriority = [0, 4, 0, 0],
            DeferredMessageCountsPerPriority = [0, 3, 0, 0],
            RetryCount = 2,
            FirstRetryTime = Noon,
            LastRetryTime = Noon.AddMinutes(2),
            NextRetryTime = Noon.AddMinutes(3),
            LastError = "[{LED=451}]",
            IncomingRate = 1,
            OutgoingRate = 0.15
        });

        Assert.Equal(
            """
            {"identity":"Hub01\\322120","deliveryType":"NonSmtpGatewayDelivery","nextHopDomain":"FAX","tlsDomain":"","nextHopConnector":"00112233-4455-6677-8899-aabbccddeeff","status":"Retry","messageCount":7,"lastError":"[{LED=451}]","retryCount":2,"lastRetryTime":"2026-11-23T12:02:00.000Z","nextRetryTime":"2026-11-23T12:03:00.000Z","firstRetryTime":"2026-11-23T12:00:00.000Z","deferredMessageCount":0,"lockedMessageCount":0,"messageCountsPerPriority":[0,4,0,0],"deferredMessageCountsPerPriority":[0,3,0,0],"riskLevel":"Normal","outboundIPPool":0,"nextHopCategory":"External","incomingRate":1,"outgoingRate":0.15,"velocity":-0.85,"overrideSource":"","priorityDescriptions":["High","Normal","Low","None"]}
            """,
            document.ToJsonString());
    }

    [Fact]
    public void should_write_null_where_there_is_no_error_and_no_time()
    {
        var document = QueueDocument.Of(new QueueView { Identity = QueueIdentity.Of("Hub01", QueueIdentityKind.Submission) });

        Assert.All(["lastError", "lastRetryTime", "nextRetryTime", "firstRetryTime"], key => Assert.True(document.ContainsKey(key) && document[key] is null));
    }

    [Fact]
    public void should_describe_what_it_writes() =>
        Assert.Equal(
            QueueDocument.Of(new QueueView { Identity = QueueIdentity.Of("Hub01", QueueIdentityKind.Submission) }).Select(property => property.Key),
            QueueDocument.Schema["properties"]!.AsObject().Select(property => property.Key));
}
