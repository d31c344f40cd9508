namespace ForeignTransport.Core.Queues;

/// <summary>
/// How many of something happened a second, as the mean of the last minute: a ring of five-second buckets. In memory only.
/// </summary>
public sealed class RateMeter
{
    private const int WindowBuckets = 12;
    private const int BucketCount = WindowBuckets + 1;
    private static readonly TimeSpan Bucket = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Window = Bucket * WindowBuckets;

    private readonly int[] _counts = new int[BucketCount];
    private long _newest = long.MinValue;

    /// <summary>Notes that something happened.</summary>
    public void Add(DateTimeOffset now, int count = 1)
    {
        Advance(now);
        _counts[_newest % BucketCount] += count;
    }

    /// <summary>
    /// The mean of the last minute. The oldest bucket counts for the part of it that is within the minute, so that a steady rate is shown as
    /// it is.
    /// </summary>
    public double PerSecond(DateTimeOffset now)
    {
        Advance(now);
        var sum = 0.0;
        for (var age = 0; age < WindowBuckets; age++)
        {
            sum += CountAt(_newest - age);
        }

        var elapsed = Math.Clamp((now.UtcTicks - (_newest * Bucket.Ticks)) / (double)Bucket.Ticks, 0, 1);
        return (sum + (CountAt(_newest - WindowBuckets) * (1 - elapsed))) / Window.TotalSeconds;
    }

    /// <summary>True when nothing happened within the last minute.</summary>
    public bool IsStill(DateTimeOffset now)
    {
        Advance(now);
        return Array.TrueForAll(_counts, count => count == 0);
    }

    private int CountAt(long bucket) => bucket < 0 ? 0 : _counts[bucket % BucketCount];

    /// <summary>Empties what has gone out of the window. A clock that was set back adds to the newest bucket until it has caught up.</summary>
    private void Advance(DateTimeOffset now)
    {
        var bucket = now.UtcTicks / Bucket.Ticks;
        if (bucket <= _newest)
        {
            return;
        }

        var first = Math.Max(_newest == long.MinValue ? bucket : _newest + 1, bucket - BucketCount + 1);
        for (var stale = first; stale <= bucket; stale++)
        {
            _counts[stale % BucketCount] = 0;
        }

        _newest = bucket;
    }
}
