using System.Collections.Immutable;

namespace ForeignTransport.Core.BackPressure;

/// <summary>All resources of a server, as they were last measured.</summary>
/// <param name="Readings">A reading a resource.</param>
public sealed record PressureState(ImmutableArray<ResourceReading> Readings)
{
    /// <summary>Nothing was measured.</summary>
    public static readonly PressureState Initial = new([]);

    /// <summary>The highest level of all.</summary>
    public PressureLevel Level => Readings.IsEmpty ? PressureLevel.Low : Readings.Max(reading => reading.Level);

    /// <summary>The resources that are scarce, the scarcest first.</summary>
    public ImmutableArray<ResourceReading> Causes => [.. Readings.Where(reading => reading.Level > PressureLevel.Low).OrderByDescending(reading => reading.Level)];

    /// <summary>The resources because of which nothing new is taken in; none when it is.</summary>
    public ImmutableArray<ResourceReading> Obstacles => [.. Readings.Where(reading => reading.StopsIntake).OrderByDescending(reading => reading.Level)];

    /// <summary>True when caches are to be dropped.</summary>
    public bool DropsCaches => Readings.Any(reading => reading.DropsCaches);

    /// <summary>
    /// How long the last reading of a resource that cannot be measured stands: one that fails once must not open a server whose drive is full, nor one that
    /// fails for good close a server for ever.
    /// </summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    /// <summary>The state after a round of measurements.</summary>
    /// <param name="measurements">What was measured. A resource that is neither among them nor named by <paramref name="failed"/> is no longer known.</param>
    /// <param name="now">When.</param>
    /// <param name="failed">Names of resources that could not be measured: what was measured last stands for <see cref="KeptFor"/>.</param>
    public PressureState Next(IEnumerable<Measurement> measurements, DateTimeOffset now, IReadOnlyCollection<string>? failed = null)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var measured = measurements.Select(measured => new ResourceReading(
            measured.Resource,
            measured.Place,
            measured.Value,
            measured.Thresholds,
            StateOf(measured).Next(measured.Value, measured.Thresholds, now))
        {
            MeasuredAt = now
        }).ToList();
        var kept = Readings.Where(reading => failed?.Contains(reading.Resource.Name) == true
            && now - reading.MeasuredAt < KeptFor
            && !measured.Exists(other => other.Name == reading.Name));
        return new PressureState([.. measured, .. kept]);
    }

    /// <summary>What changed its level between two states.</summary>
    public static IEnumerable<LevelChange> Changes(PressureState before, PressureState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        foreach (var reading in after.Readings)
        {
            var earlier = before.Readings.FirstOrDefault(known => known.Name == reading.Name)?.Level ?? PressureLevel.Low;
            if (earlier != reading.Level)
            {
                yield return new LevelChange(reading, earlier);
            }
        }
    }

    private ResourceState StateOf(Measurement measured) =>
        Readings.FirstOrDefault(known => known.Resource == measured.Resource && known.Place == measured.Place)?.State ?? ResourceState.Initial;
}

/// <summary>One measurement.</summary>
/// <param name="Resource">Of what.</param>
/// <param name="Place">Of which of several; empty when there is one only.</param>
/// <param name="Value">What was measured, in the unit of the resource.</param>
/// <param name="Thresholds">Where levels change, for as much of it as there is.</param>
public sealed record Measurement(PressureResource Resource, string Place, long Value, PressureThresholds Thresholds);

/// <summary>A resource has come to another level.</summary>
/// <param name="Reading">The resource, as it is now.</param>
/// <param name="Before">Its level before.</param>
public sealed record LevelChange(ResourceReading Reading, PressureLevel Before)
{
    /// <summary>True when it is scarcer now.</summary>
    public bool IsRise => Reading.Level > Before;

    /// <summary>One line.</summary>
    public override string ToString() => $"{Reading.Explanation}; it was {Before} before";
}
