using ForeignTransport.Transport.Storage;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage;

public class RecentContentCacheSpecs
{
    private readonly RecentContentCache _cache = new(1_000);

    [Fact]
    public void should_evict_the_oldest_when_the_newest_does_not_fit()
    {
        Add(1, 400);
        Add(2, 400);
        Add(3, 400);

        Assert.False(_cache.TryGet(SampleContent.Id(1), out _));
        Assert.True(_cache.TryGet(SampleContent.Id(2), out _));
        Assert.True(_cache.TryGet(SampleContent.Id(3), out _));
        Assert.Equal(800, _cache.Bytes);
    }

    [Fact]
    public void should_keep_the_rest_when_one_content_is_larger_than_the_whole_cache()
    {
        Add(1, 400);
        Add(2, 1_001);

        Assert.True(_cache.TryGet(SampleContent.Id(1), out _));
        Assert.False(_cache.TryGet(SampleContent.Id(2), out _));
    }

    [Fact]
    public void should_make_room_when_contents_are_removed()
    {
        Add(1, 600);
        _cache.Remove([SampleContent.Id(1), SampleContent.Id(2)]);
        Add(3, 600);

        Assert.True(_cache.TryGet(SampleContent.Id(3), out _));
        Assert.Equal(600, _cache.Bytes);
    }

    [Fact]
    public void should_leave_a_readers_bytes_alone_when_its_content_is_evicted_and_the_memory_used_again()
    {
        var cache = new RecentContentCache(1 << 20);
        var buffer = new ContentBuffer(200_000, 0);
        SampleContent.Bytes(1, 200_000).CopyTo(buffer.Writable);
        cache.Add(SampleContent.Id(1), buffer);
        Assert.True(cache.TryGet(SampleContent.Id(1), out var held));
        using var content = new MessageContent(held);

        cache.Remove([SampleContent.Id(1)]);
        for (var i = 0; i < 100; i++)
        {
            var other = new ContentBuffer(200_000, 0);
            other.Writable.Fill(0xFF);
            other.Release();
        }

        Assert.True(content.TryGetMemory(out var memory));
        Assert.Equal(SampleContent.Bytes(1, 200_000), memory.ToArray());
    }

    [Fact]
    public void should_be_empty_and_usable_when_it_was_cleared()
    {
        Add(1, 400);
        Add(2, 400);

        _cache.Clear();

        Assert.Equal(0, _cache.Bytes);
        Assert.False(_cache.TryGet(SampleContent.Id(1), out _));
        Add(1, 1_000);
        Assert.True(_cache.TryGet(SampleContent.Id(1), out _));
    }

    private void Add(int number, int length) => _cache.Add(SampleContent.Id(number), new ContentBuffer(length, 0));
}
