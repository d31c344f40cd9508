using System.Buffers;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;
using Microsoft.Win32.SafeHandles;

namespace ForeignTransport.Transport.Delivery;

/// <summary>One batch of staged files, durable after <see cref="Flush"/>.</summary>
internal sealed class StagedFiles(int expected)
{
    private const int CopyBytes = 256 * 1024;

    /// <summary>Below this count each file is flushed by itself: cheaper than flushing whatever else the volume has dirty.</summary>
    private const int FlushTogetherFrom = 4;

    private readonly bool _flushTogether = expected >= FlushTogetherFrom && OperatingSystem.IsLinux();
    private readonly List<string> _written = [];

    /// <summary>Writes one drop file.</summary>
    /// <returns>Its size in bytes.</returns>
    /// <exception cref="IOException">It could not be written; nothing of it is left.</exception>
    public async Task<long> WriteAsync(string path, DeliveryCommands.DropToStage drop, MessageContent content, string createdBy)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None);
        try
        {
            var size = content.TryGetMemory(out var memory)
                ? WriteAtOnce(file, drop, memory, content.HeadLength, createdBy)
                : await CopyAsync(file, drop, content, createdBy);
            if (!_flushTogether)
            {
                DurableFiles.FlushFile(file);
            }

            _written.Add(path);
            return size;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Makes everything written durable, names included.</summary>
    public void Flush()
    {
        if (_written.Count == 0)
        {
            return;
        }

        var directories = _written.Select(path => Path.GetDirectoryName(path)!).Distinct().ToList();
        foreach (var directory in directories)
        {
            using var handle = DurableFiles.OpenDirectory(directory);
            if (_flushTogether && DurableFiles.TryFlushFileSystem(handle))
            {
                return;
            }

            DurableFiles.FlushDirectory(handle);
        }
    }

    /// <summary>Removes what could not be made durable.</summary>
    public void Discard() => _written.ForEach(File.Delete);

    private static long WriteAtOnce(
        SafeFileHandle file, DeliveryCommands.DropToStage drop, ReadOnlyMemory<byte> content, int headLength, string createdBy)
    {
        var head = ComposeHead(drop, content.Span[..headLength], content.Length - headLength, createdBy);
        var body = content[headLength..];
        RandomAccess.Write(file, [head, body], 0);
        return head.Length + body.Length;
    }

    private static async Task<long> CopyAsync(SafeFileHandle file, DeliveryCommands.DropToStage drop, MessageContent content, string createdBy)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(CopyBytes, content.HeadLength));
        try
        {
            var stored = await content.ReadAtAsync(0, buffer.AsMemory(0, content.HeadLength), CancellationToken.None);
            var head = ComposeHead(drop, buffer.AsSpan(0, stored), content.Length - content.HeadLength, createdBy);
            RandomAccess.Write(file, head, 0);
            var read = (long)content.HeadLength;
            var written = (long)head.Length;
            while (read < content.Length)
            {
                var count = await content.ReadAtAsync(read, buffer.AsMemory(0, CopyBytes), CancellationToken.None);
                if (count == 0)
                {
                    throw new EndOfStreamException("The stored content ended early.");
                }

                RandomAccess.Write(file, buffer.AsSpan(0, count), written);
                read += count;
                written += count;
            }

            return written;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] ComposeHead(DeliveryCommands.DropToStage drop, ReadOnlySpan<byte> storedHead, long bodyLength, string createdBy) =>
        DropFile.ComposeHead(new DropFileHead(drop.Envelope, drop.Trace, createdBy, bodyLength, drop.PossibleDuplicate), storedHead);
}
