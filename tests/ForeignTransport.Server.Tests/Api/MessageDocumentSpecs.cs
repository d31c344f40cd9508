using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Server.Api.Queues;
using Xunit;

namespace ForeignTransport.Server.Tests.Api;

/// <summary>How a message in a queue is written: every property of Exchange's message object that has a meaning here, camel case.</summary>
public class MessageDocumentSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 13, 0, 0, TimeSpan.FromHours(1));

    private static readonly MessageView Message = new()
    {
        Identity = new MessageIdentity(QueueIdentity.OfNumber("Hub01", 7), 1234),
        Id = new MessageId(1, 2),
        Subject = "Order \"7\"",
        InternetMessageId = "<a@contoso.com>",
        FromAddress = "<>",
        Status = MessageStatus.PendingRemove,
        Size = 2048,
        MessageSourceName = "Pickup",
        DateReceived = Noon,
        ExpirationTime = Noon.AddDays(2),
        LastError = "[{LED=451}]",
        RetryCount = 3,
        MessageLatency = new TimeSpan(1, 2, 3, 4, 500),
        RecipientCount = 1,
        Recipients = [new("FAX:+49", MessageRecipientStatus.Retry, "451 4.4.0 full", "00112233-4455-6677-8899-aabbccddeeff")]
    };

    [Fact]
    public void should_write_every_property() =>
        Assert.Equal(
            """
            {"identity":"Hub01\\7\\1234","queue":"Hub01\\7","subject":"Order \u00227\u0022","internetMessageId":"\u003Ca@contoso.com\u003E","fromAddress":"\u003C\u003E","originalFromAddress":"\u003C\u003E","status":"PendingRemove","size":2048,"messageSourceName":"Pickup","sourceIP":null,"scl":-1,"dateReceived":"2026-11-23T12:00:00.000Z","expirationTime":"2026-11-25T12:00:00.000Z","lastError":"[{LED=451}]","deferReason":"None","retryCount":3,"priority":"Normal","directionality":"Originating","messageLatency":"1.02:03:04.5000000","recipientCount":1,"recipients":[{"address":"FAX:\u002B49","type":"External","finalDestination":"00112233-4455-6677-8899-aabbccddeeff","status":"Retry","lastError":"451 4.4.0 full"}],
            """.TrimEnd() + $"\"networkMessageId\":\"{Message.Id}\"}}",
            MessageDocument.Of(Message).ToJsonString());

    [Fact]
    public void should_write_null_when_nothing_is_known() =>
        Assert.All(
            ["sourceIP", "expirationTime", "lastError"],
            key => Assert.Null(MessageDocument.Of(Message with { ExpirationTime = null, LastError = null })[key]));

    [Fact]
    public void should_describe_what_it_writes() =>
        Assert.Equal(MessageDocument.Of(Message).Select(property => property.Key), MessageDocument.Schema["properties"]!.AsObject().Select(property => property.Key));
}
