using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tracking;
using Xunit;

namespace ForeignTransport.Core.Tests.Tracking;

public class TrackingKeySpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void should_make_the_same_key_when_the_same_event_is_seen_again()
    {
        var id = MessageId.Create(Noon, 3, 4711);

        Assert.Equal(TrackingKey.Of(Noon, id, TrackingEventId.Send, 1), TrackingKey.Of(Noon, id, TrackingEventId.Send, 1));
    }

    [Fact]
    public void should_make_different_keys_when_anything_differs()
    {
        var id = MessageId.Create(Noon, 3, 4711);
        var keys = from message in new[] { id, id.Derive(1), MessageId.Create(Noon, 4, 4711), MessageId.Create(Noon.AddDays(1), 3, 4711) }
                   from eventId in Enum.GetValues<TrackingEventId>()
                   from part in Enumerable.Range(0, 50)
                   select TrackingKey.Of(Noon, message, eventId, part);
        var all = keys.ToList();

        Assert.Equal(all.Count, all.Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(0x0123_4567_89AB_CDEF)]
    public void should_be_read_back_when_it_was_a_log_id(long number)
    {
        var key = new TrackingKey(Noon.ToUnixTimeMilliseconds(), number);

        Assert.Equal(key, TrackingKey.FromLogId(key.LogId));
        Assert.Equal(Noon, TrackingKey.FromLogId(key.LogId).Time);
        Assert.Equal('8', key.LogId.ToString("D")[14]);
    }

    [Fact]
    public void should_sort_log_ids_by_time()
    {
        var ids = Enumerable.Range(0, 100).Select(i => new TrackingKey(Noon.AddMilliseconds(i).ToUnixTimeMilliseconds(), -i).LogId.ToString("D")).ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void should_number_messages_within_53_bits_and_differently()
    {
        var random = new Random(7);
        var ids = Enumerable.Range(0, 20_000).Select(_ => MessageId.Create(Noon, 3, (ulong)random.NextInt64()))
            .Concat(Enumerable.Range(0, 20_000).Select(day => new MessageId((ulong)day << 16, 42))).ToList();
        var numbers = ids.Select(InternalMessageId.Of).ToList();

        Assert.All(numbers, number => Assert.InRange(number, 0, (1L << 53) - 1));
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }
}
