using System.Globalization;

namespace ForeignTransport.Core.BackPressure;

/// <summary>A resource as it was last measured.</summary>
/// <param name="Resource">What it is.</param>
/// <param name="Place">Which of several: the directory whose drive is measured; empty when there is one only.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Thresholds">Where its levels change.</param>
/// <param name="State">Its level, and since when.</param>
public sealed record ResourceReading(PressureResource Resource, string Place, long Value, PressureThresholds Thresholds, ResourceState State)
{
    /// <summary>When it was measured; earlier than the others of its round where it could not be measured since.</summary>
    public DateTimeOffset MeasuredAt { get; init; }

    /// <summary>Name and place, <c>UsedDiskSpace[/var/lib/foreign-transport]</c>.</summary>
    public string Name => Place.Length == 0 ? Resource.Name : $"{Resource.Name}[{Place}]";

    /// <summary>Its level.</summary>
    public PressureLevel Level => State.Level;

    /// <summary>True when nothing new is to be taken in because of it.</summary>
    public bool StopsIntake => Resource.StopsIntake && Level switch
    {
        PressureLevel.High => true,
        PressureLevel.Medium => !Resource.IsPatient || State.Pressed >= Thresholds.HistoryDepth,
        _ => false
    };

    /// <summary>True when caches are to be dropped because of it.</summary>
    public bool DropsCaches => Resource.DropsCaches && Level > PressureLevel.Low;

    /// <summary>One line: what it is, how much of it is used, and what would change the level.</summary>
    public string Explanation => Level switch
    {
        PressureLevel.High => Line($"High from {Resource.Show(Thresholds.MediumToHigh)} on, until it falls to {Resource.Show(Thresholds.HighToMedium)}"),
        PressureLevel.Medium => Line($"Medium from {Resource.Show(Thresholds.LowToMedium)} on, until it falls to {Resource.Show(Thresholds.MediumToLow)}"),
        _ => Line($"Low, Medium from {Resource.Show(Thresholds.LowToMedium)} on")
    };

    private string Line(string level) => string.Create(CultureInfo.InvariantCulture, $"{Name} is {Resource.Show(Value)} ({level})");
}
