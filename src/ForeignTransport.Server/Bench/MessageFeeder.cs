using System.Diagnostics;
using System.Globalization;

namespace ForeignTransport.Server.Bench;

/// <summary>
/// Writes all messages of a run into an outbox beforehand and then offers them by rename alone, the way the Pickup and Replay
/// directories ask for: compose elsewhere on the same volume, then move the finished file in.
/// </summary>
internal sealed class MessageFeeder(BenchMessages messages, int count, string outbox, string target)
{
    private readonly long[] _offeredAt = new long[count];
    private readonly string[] _sources = new string[count];
    private readonly string[] _destinations = new string[count];

    /// <summary>When the message was offered, in stopwatch ticks just before the rename; 0 if it was not yet.</summary>
    public long OfferedAt(int index) => Volatile.Read(ref _offeredAt[index]);

    /// <summary>Writes the files and, where the system can, waits until they are on disk: their write-back is not the server's work.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(outbox);
        var buffer = new byte[messages.SizeBytes];
        for (var index = 0; index < count; index++)
        {
            var name = index.ToString("D8", CultureInfo.InvariantCulture) + ".eml";
            _sources[index] = Path.Combine(outbox, name);
            _destinations[index] = Path.Combine(target, name);
            messages.Write(index, buffer);
            using var file = File.OpenHandle(_sources[index], FileMode.CreateNew, FileAccess.Write);
            RandomAccess.Write(file, buffer, 0);
        }

        Posix.Sync();
    }

    /// <summary>Offers one message.</summary>
    public void Offer(int index)
    {
        Volatile.Write(ref _offeredAt[index], Stopwatch.GetTimestamp());

        // With overwrite this is one rename; without, .NET links and unlinks, and the file has two names for a moment.
        File.Move(_sources[index], _destinations[index], overwrite: true);
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
