namespace ForeignTransport.Core.BackPressure;

/// <summary>What is kept of a resource between two measurements.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Since">When it came to that level; null when it has had it from the first measurement.</param>
/// <param name="Pressed">Measurements, one after the other up to the last one, at which the level was not Low.</param>
public sealed record ResourceState(PressureLevel Level, DateTimeOffset? Since, int Pressed)
{
    /// <summary>Nothing was measured.</summary>
    public static readonly ResourceState Initial = new(PressureLevel.Low, null, 0);

    /// <summary>The state after a measurement.</summary>
    /// <param name="value">What was measured.</param>
    /// <param name="thresholds">Where levels change.</param>
    /// <param name="now">When.</param>
    public ResourceState Next(long value, PressureThresholds thresholds, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        var level = LevelAfter(value, thresholds);
        return new ResourceState(
            level,
            level == Level ? Since : now,
            level == PressureLevel.Low ? 0 : Math.Min(Pressed + 1, int.MaxValue - 1));
    }

    private PressureLevel LevelAfter(long value, PressureThresholds thresholds)
    {
        if (value >= thresholds.MediumToHigh)
        {
            return PressureLevel.High;
        }

        return Level switch
        {
            PressureLevel.Low => value >= thresholds.LowToMedium ? PressureLevel.Medium : PressureLevel.Low,
            _ when value <= thresholds.MediumToLow => PressureLevel.Low,
            PressureLevel.High => value <= thresholds.HighToMedium ? PressureLevel.Medium : PressureLevel.High,
            var stays => stays
        };
    }
}
