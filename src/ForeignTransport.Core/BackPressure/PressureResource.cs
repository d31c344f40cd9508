using System.Globalization;

namespace ForeignTransport.Core.BackPressure;

/// <summary>A resource whose use is measured, and what its scarcity does.</summary>
/// <param name="Name">Its name, as Exchange names it where it has it.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Defaults">Its thresholds as Exchange documents them; those of <see cref="DatabaseLag"/> are ours.</param>
/// <param name="StopsIntake">
/// True when nothing new is taken in from Medium on. False where that would free nothing: other programs use the memory of the machine up.
/// </param>
/// <param name="IsPatient">
/// True when Medium stops the intake only after it has lasted for the whole history: what was measured may be over before anybody is turned away.
/// </param>
/// <param name="DropsCaches">True when what is in memory only for speed is dropped from Medium on.</param>
public sealed record PressureResource(string Name, string Unit, PressureThresholds Defaults, bool StopsIntake, bool IsPatient, bool DropsCaches)
{
    /// <summary>Space on the drive of the data directory, in percent.</summary>
    public static readonly PressureResource UsedDiskSpace = new("UsedDiskSpace", "%", new(89, 99, 90, 80) { KeepsFree = 500 }, true, false, false);

    /// <summary>Space on the drive of the database, in percent; what is free inside its files counts as free.</summary>
    public static readonly PressureResource DatabaseUsedSpace = new("DatabaseUsedSpace", "%", new(96, 99, 97, 94) { KeepsFree = 500 }, true, false, false);

    /// <summary>Memory of this process, in percent of that of the machine.</summary>
    public static readonly PressureResource PrivateBytes = new("PrivateBytes", "%", new(72, 75, 73, 71) { HistoryDepth = 30, Most = 1L << 20 }, true, false, true);

    /// <summary>Memory of all processes, in percent of that of the machine.</summary>
    public static readonly PressureResource SystemMemory = new("SystemMemory", "%", new(88, 94, 89, 84), false, false, true);

    /// <summary>Messages that came in and are not in a delivery queue yet.</summary>
    public static readonly PressureResource SubmissionQueue =
        new("QueueLength[SubmissionQueue]", " messages", new(9999, 15000, 10000, 2000) { HistoryDepth = 300 }, true, true, false);

    /// <summary>How long the database takes to make a write durable. Exchange measures uncommitted transactions, with this history, in its place.</summary>
    public static readonly PressureResource DatabaseLag = new("DatabaseLag", " ms", new(5000, 30000, 20000, 2000) { HistoryDepth = 10 }, true, true, false);

    /// <summary>A value with its unit.</summary>
    public string Show(long value) => string.Create(CultureInfo.InvariantCulture, $"{value}{Unit}");
}
