using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;
using Xunit;

namespace ForeignTransport.Transport.Tests.Storage;

/// <summary>Contents whose bytes follow from their number, so that a mix-up shows.</summary>
internal static class SampleContent
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static MessageId Id(int number) => MessageId.Create(Now.AddMilliseconds(number), (ushort)(number % 16), (ulong)number * 2654435761);

    public static byte[] Bytes(int number, int length)
    {
        var bytes = new byte[length];
        new Random(number).NextBytes(bytes);
        return bytes;
    }

    public static ContentToStore Of(int number, int length)
    {
        var head = Math.Min(length, 300);
        var bytes = Bytes(number, length);
        return new ContentToStore(Id(number), bytes.AsMemory(0, head), bytes.AsMemory(head));
    }

    public static ContentToStore[] Several(int first, int count, int length) =>
        [.. Enumerable.Range(first, count).Select(number => Of(number, length))];

    public static MessageId[] Ids(int first, int count) => [.. Enumerable.Range(first, count).Select(Id)];

    public static async Task<byte[]?> ReadAllAsync(this IMessageStore store, MessageId id)
    {
        using var content = Assert.Single(await store.ReadAsync([id], CancellationToken.None));
        if (content is null)
        {
            return null;
        }

        var bytes = new byte[content.Length];
        for (var offset = 0; offset < bytes.Length;)
        {
            offset += await content.ReadAtAsync(offset, bytes.AsMemory(offset, Math.Min(100_000, bytes.Length - offset)), CancellationToken.None);
        }

        Assert.Equal(0, await content.ReadAtAsync(content.Length, new byte[1], CancellationToken.None));
        return bytes;
    }

    public static async Task<List<MessageId>> ListAllAsync(this IMessageStore store)
    {
        var ids = new List<MessageId>();
        await foreach (var id in store.ListAsync(CancellationToken.None))
        {
            ids.Add(id);
        }

        return ids;
    }
}
