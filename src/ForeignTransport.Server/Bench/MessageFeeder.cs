using System.Diagnostics;
using System.Globalization;

namespace ForeignTransport.Server.Bench;

/// <summary>
/// Writes messages of a run into an outbox and then offers them by rename alone, the way the Pickup and Replay directories ask for:
/// compose elsewhere on the same volume, then move the finished file in.
/// </summary>
/// <param name="messages">The messages.</param>
/// <param name="count">How many there are at most.</param>
/// <param name="outbox">Where they are written.</param>
/// <param name="targets">The directories that take them; in turn, where nothing else is said.</param>
internal sealed class MessageFeeder(BenchMessages messages, int count, string outbox, params IReadOnlyList<string> targets)
{
    private readonly long[] _offeredAt = new long[count];
    private readonly byte[] _buffer = new byte[messages.SizeBytes];

    /// <summary>How many messages there are at most.</summary>
    public int Count => count;

    /// <summary>When the message was offered, in stopwatch ticks just before the rename; 0 if it was not yet.</summary>
    public long OfferedAt(int index) => Volatile.Read(ref _offeredAt[index]);

    /// <summary>The name of the file of a message, which tells its index to <see cref="TryParse"/>.</summary>
    public static string FileName(int index) => index.ToString("D8", CultureInfo.InvariantCulture) + ".eml";

    /// <summary>Reads the index from the name of a file that was offered, or of the claim that it became.</summary>
    public static bool TryParse(ReadOnlySpan<char> fileName, out int index)
    {
        index = -1;
        return fileName is [_, _, _, _, _, _, _, _, '.', ..] && int.TryParse(fileName[..8], NumberStyles.None, CultureInfo.InvariantCulture, out index);
    }

    /// <summary>Writes all files and, where the system can, waits until they are on disk: their write-back is not the server's work.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(outbox);
        for (var index = 0; index < count; index++)
        {
            Write(index);
        }

        Posix.Sync();
    }

    /// <summary>Writes one file into the outbox, which must exist. One thread at a time.</summary>
    public void Write(int index)
    {
        messages.Write(index, _buffer);
        using var file = File.OpenHandle(Path.Combine(outbox, FileName(index)), FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(file, _buffer, 0);
    }

    /// <summary>Offers one message to the target whose turn it is.</summary>
    public void Offer(int index) => Offer(index, index % targets.Count);

    /// <summary>Offers one message to one of the targets.</summary>
    public void Offer(int index, int target)
    {
        Volatile.Write(ref _offeredAt[index], Stopwatch.GetTimestamp());

        // With overwrite this is one rename; without, .NET links and unlinks, and the file has two names for a moment.
        var name = FileName(index);
        File.Move(Path.Combine(outbox, name), Path.Combine(targets[target], name), overwrite: true);
    }

    /// <summary>Offers messages <paramref name="first"/> to <paramref name="end"/> - 1 as fast as renames go.</summary>
    public void OfferAll(int first, int end, CancellationToken cancellationToken)
    {
        for (var index = first; index < end; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Offer(index);
        }
    }

    /// <summary>
    /// Offers messages <paramref name="first"/> to <paramref name="end"/> - 1 one by one. The schedule is absolute: a late message does not
    /// delay the ones after it.
    /// </summary>
    public async Task OfferPacedAsync(int first, int end, double ratePerSecond, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        for (var index = first; index < end; index++)
        {
            var wait = TimeSpan.FromSeconds((index - first) / ratePerSecond) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), cancellationToken);
            }

            Offer(index);
        }
    }
}
