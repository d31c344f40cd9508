using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage;

/// <summary>What every message store promises, whatever its database.</summary>
public abstract class MessageStoreSpecs
{
    /// <summary>Opens the same store again, with nothing in memory.</summary>
    private protected abstract IMessageStore Open();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2_000)]
    [InlineData(200_000)]
    [InlineData((256 << 10) - 1)]
    [InlineData(256 << 10)]
    [InlineData((256 << 10) + 1)]
    [InlineData(1_000_000)]
    public async Task should_give_back_the_same_bytes_when_read_at_once_and_after_a_restart(int length)
    {
        var expected = SampleContent.Bytes(1, length);
        await using (var store = Open())
        {
            await store.AppendAsync([SampleContent.Of(1, length)], CancellationToken.None);
            Assert.Equal(expected, await store.ReadAllAsync(SampleContent.Id(1)));
        }

        await using var reopened = Open();
        Assert.Equal(expected, await reopened.ReadAllAsync(SampleContent.Id(1)));
        using var content = Assert.Single(await reopened.ReadAsync([SampleContent.Id(1)], CancellationToken.None));
        Assert.Equal(Math.Min(length, 300), content!.HeadLength);
    }

    [Fact]
    public async Task should_answer_in_order_with_null_for_what_is_not_there_when_several_are_read()
    {
        await using var store = Open();
        await store.AppendAsync(SampleContent.Several(1, 3, 500), CancellationToken.None);

        var contents = await store.ReadAsync([SampleContent.Id(3), SampleContent.Id(9), SampleContent.Id(1)], CancellationToken.None);

        Assert.True(contents[0]!.TryGetMemory(out var third));
        Assert.Equal(SampleContent.Bytes(3, 500), third.ToArray());
        Assert.Null(contents[1]);
        Assert.True(contents[2]!.TryGetMemory(out var first));
        Assert.Equal(SampleContent.Bytes(1, 500), first.ToArray());
    }

    [Theory]
    [InlineData(2_000, 3_000)]
    [InlineData(700_000, 2_000)]
    [InlineData(700_000, 800_000)]
    public async Task should_keep_the_first_content_when_the_same_id_is_appended_again(int length, int otherLength)
    {
        await using (var store = Open())
        {
            await store.AppendAsync([SampleContent.Of(1, length)], CancellationToken.None);
            await store.AppendAsync([SampleContent.Of(2, otherLength) with { Id = SampleContent.Id(1) }], CancellationToken.None);
            Assert.Equal(SampleContent.Bytes(1, length), await store.ReadAllAsync(SampleContent.Id(1)));
        }

        await using var reopened = Open();
        Assert.Equal(SampleContent.Bytes(1, length), await reopened.ReadAllAsync(SampleContent.Id(1)));
    }

    [Fact]
    public async Task should_stream_a_body_from_its_file_when_it_is_large()
    {
        using var directory = new TemporaryDirectory();
        var file = SampleContent.Bytes(7, 9_000_000);
        await File.WriteAllBytesAsync(directory.File("large.eml"), file);
        using var handle = File.OpenHandle(directory.File("large.eml"));
        var head = SampleContent.Bytes(8, 1234);
        await using var store = Open();

        await store.AppendAsync(
            [SampleContent.Of(1, 100), new ContentToStore(SampleContent.Id(2), head, default, new FileBody(handle, 500, file.Length - 500))],
            CancellationToken.None);

        var expected = head.Concat(file.Skip(500)).ToArray();
        Assert.Equal(expected, await store.ReadAllAsync(SampleContent.Id(2)));
        using var content = Assert.Single(await store.ReadAsync([SampleContent.Id(2)], CancellationToken.None));
        Assert.False(content!.TryGetMemory(out _));
        var part = new byte[600_000];
        Assert.Equal(part.Length, await content.ReadAtAsync(262_000, part, CancellationToken.None));
        Assert.Equal(expected[262_000..862_000], part);
    }

    [Fact]
    public async Task should_fail_that_append_alone_and_leave_nothing_when_a_body_file_is_too_short()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllBytesAsync(directory.File("short.eml"), SampleContent.Bytes(7, 2_000_000));
        using var handle = File.OpenHandle(directory.File("short.eml"));
        await using var store = Open();

        var broken = store.AppendAsync(
            [new ContentToStore(SampleContent.Id(2), new byte[10], default, new FileBody(handle, 0, 3_000_000))], CancellationToken.None);
        var whole = store.AppendAsync([SampleContent.Of(1, 100)], CancellationToken.None);

        var failure = await Assert.ThrowsAsync<MessageStoreException>(() => broken);
        Assert.Equal(ErrorCatalogue.MessageBodyUnreadable, failure.Error.Entry);
        await whole;
        Assert.Equal([SampleContent.Id(1)], await store.ListAllAsync());
    }

    [Fact]
    public async Task should_list_every_id_in_order_when_there_are_more_than_a_page()
    {
        await using var store = Open();
        await store.AppendAsync(SampleContent.Several(0, 2_500, 10), CancellationToken.None);
        await store.AppendAsync([SampleContent.Of(2_500, 600_000)], CancellationToken.None);

        Assert.Equal(SampleContent.Ids(0, 2_501).Order(), await store.ListAllAsync());
    }

    [Fact]
    public async Task should_forget_contents_for_good_when_they_are_released()
    {
        await using (var store = Open())
        {
            await store.AppendAsync(SampleContent.Several(1, 3, 2_000), CancellationToken.None);
            await store.AppendAsync([SampleContent.Of(4, 600_000)], CancellationToken.None);
            await store.ReleaseAsync([SampleContent.Id(1), SampleContent.Id(4), SampleContent.Id(99)], CancellationToken.None);
            await store.ReleaseAsync([SampleContent.Id(1)], CancellationToken.None);
        }

        await using var reopened = Open();
        Assert.Equal(SampleContent.Ids(2, 2), await reopened.ListAllAsync());
        Assert.Null(await reopened.ReadAllAsync(SampleContent.Id(4)));
    }

    [Fact]
    public async Task should_store_what_is_appended_after_its_release_when_both_wait_together()
    {
        await using var store = Open();
        await store.AppendAsync([SampleContent.Of(1, 100)], CancellationToken.None);
        await store.ReleaseAsync([SampleContent.Id(1)], CancellationToken.None);
        await store.AppendAsync([SampleContent.Of(2, 200) with { Id = SampleContent.Id(1) }], CancellationToken.None);

        Assert.Equal(SampleContent.Bytes(2, 200), await store.ReadAllAsync(SampleContent.Id(1)));
    }

    [Fact]
    public async Task should_keep_every_content_apart_when_many_callers_append_read_and_release_at_once()
    {
        await using var store = Open();

        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, _) =>
        {
            var length = number % 20 == 0 ? 400_000 : 1_000 + number;
            await store.AppendAsync([SampleContent.Of(number, length)], CancellationToken.None);
            Assert.Equal(SampleContent.Bytes(number, length), await store.ReadAllAsync(SampleContent.Id(number)));
            if (number % 2 == 0)
            {
                await store.ReleaseAsync([SampleContent.Id(number)], CancellationToken.None);
            }
        });
        await store.DisposeAsync();

        await using var reopened = Open();
        Assert.Equal(Enumerable.Range(0, 400).Where(number => number % 2 == 1).Select(SampleContent.Id).Order(), await reopened.ListAllAsync());
    }

    [Fact]
    public async Task should_refuse_with_a_temporary_error_when_closed()
    {
        var store = Open();
        await store.DisposeAsync();

        var append = await Assert.ThrowsAsync<MessageStoreException>(() => store.AppendAsync([SampleContent.Of(1, 1)], CancellationToken.None));
        var read = await Assert.ThrowsAsync<MessageStoreException>(() => store.ReadAsync([SampleContent.Id(1)], CancellationToken.None));

        Assert.Equal(ErrorCatalogue.MessageStoreClosed, append.Error.Entry);
        Assert.Equal(ErrorCatalogue.MessageStoreClosed, read.Error.Entry);
        Assert.False(append.Error.Entry.IsPermanent);
    }

    [Fact]
    public async Task should_store_nothing_when_cancelled_before_it_is_asked()
    {
        await using var store = Open();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.AppendAsync([SampleContent.Of(1, 1)], new CancellationToken(canceled: true)));

        Assert.Empty(await store.ListAllAsync());
    }
}
