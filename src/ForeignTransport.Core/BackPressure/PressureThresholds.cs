namespace ForeignTransport.Core.BackPressure;

/// <summary>
/// The values at which a resource changes its level. Up and down differ, so that a value that moves a little does not change the level again
/// and again.
/// </summary>
/// <param name="LowToMedium">Reached from below: Medium.</param>
/// <param name="MediumToHigh">Reached from below: High.</param>
/// <param name="HighToMedium">Fallen to: Medium.</param>
/// <param name="MediumToLow">Fallen to: Low.</param>
public sealed record PressureThresholds(long LowToMedium, long MediumToHigh, long HighToMedium, long MediumToLow)
{
    /// <summary>How many measurements are looked back on; 0 where the level alone counts.</summary>
    public int HistoryDepth { get; init; }

    /// <summary>High is where less than so many megabytes of the resource are left, whatever that is in percent; null for the percentage above.</summary>
    public long? KeepsFree { get; init; }

    /// <summary>High is where so many megabytes are used, when that is less than the percentage above; null for the percentage alone.</summary>
    public long? Most { get; init; }

    /// <summary>
    /// True when every threshold is on the right side of the others: going up something must be passed that was not passed going down.
    /// </summary>
    public bool IsOrdered => MediumToLow >= 0 && MediumToLow < LowToMedium && LowToMedium <= HighToMedium && HighToMedium < MediumToHigh;

    /// <summary>The thresholds in percent for a resource of which there are so many megabytes.</summary>
    /// <remarks>
    /// Where High comes out below the other thresholds, because there is so little, they go down with it: a small drive is at Medium before
    /// it is at High, and leaves either at a lower value than it entered it.
    /// </remarks>
    public PressureThresholds For(long megabytes)
    {
        var high = MediumToHigh;
        if (KeepsFree is { } free)
        {
            high = HighOf(megabytes, free);
        }

        if (Most is { } most && megabytes > 0)
        {
            high = Math.Min(high, 100 * most / megabytes);
        }

        high = Math.Max(high, 2);
        var highToMedium = Math.Min(HighToMedium, high - 1);
        var medium = Math.Min(LowToMedium, highToMedium);
        return this with
        {
            MediumToHigh = high,
            HighToMedium = highToMedium,
            LowToMedium = medium,
            MediumToLow = Math.Min(MediumToLow, medium - 1),
            KeepsFree = null,
            Most = null
        };
    }

    /// <summary>The documented formula: the percentage, rounded down, that leaves so many megabytes free.</summary>
    public static long HighOf(long megabytes, long free) => megabytes <= free ? 0 : 100 * (megabytes - free) / megabytes;
}
