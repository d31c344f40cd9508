namespace ForeignTransport.Core.BackPressure;

/// <summary>The use of a resource, as a server shows it to people and to other servers, whatever resources those know.</summary>
/// <param name="Name">What it is, and which of several.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Value">How much of it is used.</param>
/// <param name="Thresholds">Where its levels change.</param>
/// <param name="Level">Its level.</param>
/// <param name="Since">When it came to that level; null when it has had it from the start.</param>
/// <param name="StopsIntake">True when nothing new is taken in because of it.</param>
/// <param name="Explanation">All that in one line.</param>
public sealed record ResourceUse(
    string Name, string Unit, long Value, PressureThresholds Thresholds, PressureLevel Level, DateTimeOffset? Since, bool StopsIntake, string Explanation)
{
    /// <summary>What a reading says.</summary>
    public static ResourceUse Of(ResourceReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return new ResourceUse(
            reading.Name, reading.Resource.Unit.Trim(), reading.Value, reading.Thresholds, reading.Level, reading.State.Since, reading.StopsIntake, reading.Explanation);
    }
}
