namespace ForeignTransport.Server.Bench;

/// <summary>Order statistics of a run.</summary>
internal static class Percentile
{
    /// <summary>
    /// The nearest-rank percentile: the smallest value that at least <paramref name="percent"/> percent of all values do not exceed. It is
    /// always a value that was measured. 0 for no values.
    /// </summary>
    /// <param name="sorted">The values, ascending.</param>
    /// <param name="percent">More than 0, at most 100.</param>
    public static double Of(ReadOnlySpan<double> sorted, double percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);

        return sorted.IsEmpty ? 0 : sorted[(int)Math.Ceiling(percent / 100 * sorted.Length) - 1];
    }

    /// <summary>The middle value; of an even number of values the mean of the two in the middle. 0 for no values.</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        return sorted.Length switch
        {
            0 => 0,
            var n when n % 2 == 1 => sorted[middle],
            _ => (sorted[middle - 1] + sorted[middle]) / 2,
        };
    }
}
