namespace ForeignTransport.Server.Bench;

/// <summary>For how long nothing has come. Times in which this process itself stood still count as one look: what the servers had no chance to deliver is not lost.</summary>
/// <param name="lastCame">When something came last, in ticks of the clock; 0 as long as nothing has.</param>
/// <param name="clock">The clock.</param>
internal sealed class IdleTime(Func<long> lastCame, TimeProvider clock)
{
    /// <summary>Between two looks that count in full.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(200);

    private long _lookedAt = clock.GetTimestamp();
    private long _lastCame = lastCame();
    private TimeSpan _idle;

    /// <summary>Looks; to be called again and again.</summary>
    public TimeSpan Look()
    {
        var (now, last) = (clock.GetTimestamp(), lastCame());
        var passed = clock.GetElapsedTime(_lookedAt, now);
        _idle = last == _lastCame ? _idle + (passed < LongestGap ? passed : LongestGap) : TimeSpan.Zero;
        (_lookedAt, _lastCame) = (now, last);
        return _idle;
    }
}
