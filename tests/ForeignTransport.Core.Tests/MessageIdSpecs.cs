using ForeignTransport.Core.Messages;
using Xunit;

namespace ForeignTransport.Core.Tests;

public class MessageIdSpecs
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void should_keep_its_parts_when_written_and_read()
    {
        var id = MessageId.Create(Now, 513, 0xFEDCBA9876543210);

        Assert.True(MessageId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
        Assert.Equal(id, MessageId.FromBytes(id.ToByteArray()));
        Assert.Equal(Now, read.CreatedAt);
        Assert.Equal(513 % 16, read.Partition(16));
    }

    [Fact]
    public void should_sort_by_time_when_written_as_text()
    {
        var earlier = MessageId.Create(Now, 65535, ulong.MaxValue);
        var later = MessageId.Create(Now.AddMilliseconds(1), 0, 0);

        Assert.True(earlier < later);
        Assert.True(string.CompareOrdinal(earlier.ToString(), later.ToString()) < 0);
    }

    [Fact]
    public void should_derive_distinct_ids_of_the_same_slot_when_asked_again()
    {
        var id = MessageId.Create(Now, 7, 42);
        var derived = Enumerable.Range(0, 1000).Select(i => id.Derive((uint)i)).ToList();

        Assert.Equal(1000, derived.Distinct().Count());
        Assert.All(derived, d => Assert.Equal(id.Slot, d.Slot));
        Assert.Equal(id.Derive(3), id.Derive(3));
        Assert.DoesNotContain(id, derived);
    }

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData("+123456789abcdef0123456789abcdef")]
    public void should_refuse_other_text_when_parsed(string text) => Assert.False(MessageId.TryParse(text, out _));

    [Fact]
    public void should_be_the_same_all_day_when_it_stands_for_a_key()
    {
        byte[] hash = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
        var id = MessageId.OfKey(Now, hash);

        Assert.Equal(id, MessageId.OfKey(Now.AddHours(-12), hash));
        Assert.Equal(id, MessageId.OfKey(Now.ToOffset(TimeSpan.FromHours(13)), hash));
        Assert.NotEqual(id, MessageId.OfKey(Now.AddHours(12), hash));
        Assert.NotEqual(id, MessageId.OfKey(Now, [1, 2, 3, 4, 5, 6, 7, 8, 9, 99]));
        Assert.Equal((0x0102, 0x030405060708090AUL), (id.Slot, id.Low));
        Assert.Equal(id.Slot, MessageId.OfKey(Now.AddDays(1), hash).Slot);
    }

    [Fact]
    public void should_be_usable_long_after_its_time_when_it_may_stand_for_a_key()
    {
        Assert.Equal(Now.UtcDateTime.Date.AddDays(2), MessageId.OfKey(Now, new byte[10]).UsedUntil.UtcDateTime);
        Assert.Equal(Now, MessageId.Create(Now, 0, 0).UsedUntil);
        Assert.Equal(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds(), new MessageId(ulong.MaxValue, 0).UsedUntil.ToUnixTimeMilliseconds());
    }
}
