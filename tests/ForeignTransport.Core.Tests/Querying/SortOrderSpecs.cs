using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Querying;

/// <summary>Management.md section 16.</summary>
public class SortOrderSpecs
{
    private static readonly QueueView[] Queues =
    [
        Queue(10, "b", 5), Queue(9, "A", 5), Queue(100, "c", 1),
        new QueueView { Identity = QueueIdentity.Of("MB1", QueueIdentityKind.Submission), NextHopDomain = "Submission", NextRetryTime = DateTimeOffset.UnixEpoch }
    ];

    [Theory]
    [InlineData("", "9 10 100 Submission")]
    [InlineData("Identity", "9 10 100 Submission")]
    [InlineData("-Identity", "Submission 100 10 9")]
    [InlineData("-MessageCount", "9 10 100 Submission")]
    [InlineData("MessageCount", "Submission 100 9 10")]
    [InlineData("+messagecount,-NextHopDomain", "Submission 100 10 9")]
    [InlineData(" +NextHopDomain ", "9 10 100 Submission")]
    [InlineData("-NextRetryTime", "Submission 9 10 100")]
    [InlineData("-DeferredMessageCount", "9 10 100 Submission")]
    [InlineData("-MessageCountsPerPriority", "9 10 100 Submission")]
    public void should_sort_and_end_with_the_identity(string order, string expected)
    {
        Assert.True(QueueProperties.Table.TryParseSortOrder([order], out var parsed, out var error), error?.ToString());
        Assert.Equal(expected, string.Join(' ', Queues.Order(parsed).Select(queue => queue.Identity.ToString()[4..])));
    }

    [Fact]
    public void should_take_several_properties_as_a_list_or_with_commas()
    {
        Assert.True(QueueProperties.Table.TryParseSortOrder(["MessageCount", "-Identity"], out var list, out _));
        Assert.True(QueueProperties.Table.TryParseSortOrder(["MessageCount,-Identity"], out var commas, out _));

        Assert.Equal(Queues.Order(list), Queues.Order(commas));
    }

    [Theory]
    [InlineData("Foo")]
    [InlineData("-")]
    [InlineData("+-Identity")]
    public void should_refuse_a_property_that_is_none(string order)
    {
        Assert.False(QueueProperties.Table.TryParseSortOrder([order], out _, out var error));
        Assert.Equal("FT-4103", error.Entry.Code);
    }

    private static QueueView Queue(int number, string domain, int messages) =>
        new() { Identity = QueueIdentity.OfNumber("MB1", number), NextHopDomain = domain, MessageCount = messages };
}
