using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests.Messages;

/// <summary>categorizer.md section 10: which priority a sender asks for, and which it gets.</summary>
public class DeliveryPriorityRuleSpecs
{
    private static readonly PriorityQueuing Settings = new() { Enabled = true };

    [Theory]
    [InlineData("X-Priority: 1", DeliveryPriority.High)]
    [InlineData("X-Priority: 2", DeliveryPriority.High)]
    [InlineData("X-Priority: 3", DeliveryPriority.Normal)]
    [InlineData("X-Priority: 4", DeliveryPriority.Low)]
    [InlineData("X-Priority: 5", DeliveryPriority.Low)]
    [InlineData("x-PRIORITY:1", DeliveryPriority.High)]
    [InlineData("X-Priority: 1 (Highest)", DeliveryPriority.High)]
    [InlineData("X-Priority: 5(Lowest)", DeliveryPriority.Low)]
    [InlineData("X-Priority:\r\n 1", DeliveryPriority.High)]
    [InlineData("Importance: high", DeliveryPriority.High)]
    [InlineData("Importance: Normal", DeliveryPriority.Normal)]
    [InlineData("Importance: LOW", DeliveryPriority.Low)]
    [InlineData("Importance:\r\n\thigh (urgent)", DeliveryPriority.High)]
    [InlineData("Subject: neither", DeliveryPriority.Normal)]
    [InlineData("X-Priority: 5\r\nImportance: high", DeliveryPriority.Low)]
    [InlineData("Importance: high\r\nX-Priority: 3", DeliveryPriority.Normal)]
    [InlineData("X-Priority: 1\r\nX-Priority: 5", DeliveryPriority.High)]
    [InlineData("X-Priority: 0", DeliveryPriority.Normal)]
    [InlineData("X-Priority: 6", DeliveryPriority.Normal)]
    [InlineData("X-Priority: 10", DeliveryPriority.Normal)]
    [InlineData("X-Priority: -1", DeliveryPriority.Normal)]
    [InlineData("X-Priority: urgent", DeliveryPriority.Normal)]
    [InlineData("X-Priority: \u0661", DeliveryPriority.Normal)]
    [InlineData("X-Priority:", DeliveryPriority.Normal)]
    [InlineData("X-Priority: 1 2", DeliveryPriority.Normal)]
    [InlineData("Importance: 1", DeliveryPriority.Normal)]
    [InlineData("Importance: highest", DeliveryPriority.Normal)]
    [InlineData("Importance:", DeliveryPriority.Normal)]
    [InlineData("X-Priority: soon\r\nImportance: low", DeliveryPriority.Low)]
    [InlineData("X-MSMail-Priority: High", DeliveryPriority.Normal)]
    [InlineData("Priority: urgent", DeliveryPriority.Normal)]
    public void should_read_what_the_sender_asks_for(string fields, DeliveryPriority asked) =>
        Assert.Equal(asked, Submitted(Files.Context with { ReadsPriority = true }, fields).Priority);

    [Fact]
    public void should_read_nothing_when_priority_queuing_is_off() => Assert.Null(Submitted(Files.Context, "X-Priority: 1").Priority);

    [Fact]
    public void should_keep_the_fields_when_they_are_read()
    {
        var message = Submitted(Files.Context with { ReadsPriority = true }, "X-Priority: 1 (Highest)\r\nImportance: high");

        Assert.Contains("\r\nX-Priority: 1 (Highest)\r\nImportance: high\r\n", message.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void should_read_it_from_a_replayed_message_and_over_http_as_well()
    {
        var context = Files.Context with { ReadsPriority = true };
        var replayed = Files.Replay(Files.Of("X-Sender: <a@contoso.com>", "X-Receiver: <b@fabrikam.com>", "Subject: s", "X-Priority: 5"), context);
        var posted = Files.Of("From: a@contoso.com", "To: b@fabrikam.com", "Importance: high");

        Assert.Equal(DeliveryPriority.Low, replayed.Accepted().Priority);
        Assert.True(HttpRules.TryAccept(
            posted, headIsWhole: true, new SubmittedEnvelope(null, []), context with { FileSize = posted.Length }, out var message, out _));
        Assert.Equal(DeliveryPriority.High, message.Priority);
    }

    [Theory]
    [InlineData(DeliveryPriority.High, 256_000, DeliveryPriority.High)]
    [InlineData(DeliveryPriority.High, 256_001, DeliveryPriority.Normal)]
    [InlineData(DeliveryPriority.Normal, 10_000_000, DeliveryPriority.Normal)]
    [InlineData(DeliveryPriority.Low, 10_000_000, DeliveryPriority.Low)]
    public void should_treat_a_large_message_of_high_priority_as_normal(DeliveryPriority asked, long size, DeliveryPriority granted) =>
        Assert.Equal(granted, DeliveryPriorityRule.Granted(asked, size, Settings));

    [Fact]
    public void should_keep_to_the_size_that_is_set() => Assert.Equal(
        (DeliveryPriority.High, DeliveryPriority.Normal),
        (DeliveryPriorityRule.Granted(DeliveryPriority.High, 1_000_000, Settings with { MaxHighPriorityMessageSize = new ByteQuantifiedSize(1_000_000) }),
            DeliveryPriorityRule.Granted(DeliveryPriority.High, 1, Settings with { MaxHighPriorityMessageSize = new ByteQuantifiedSize(0) })));

    private static AcceptedMessage Submitted(SubmissionContext context, string fields) =>
        Files.Pickup(Files.Of("From: a@contoso.com", "To: b@fabrikam.com", fields), context).Accepted();
}
