using ForeignTransport.Core.BackPressure;

namespace ForeignTransport.Transport.Configuration;

/// <summary>When this server takes in nothing new because a resource is scarce.</summary>
/// <param name="Enabled">Resources are measured, and their levels count.</param>
/// <param name="Interval">Time between two measurements.</param>
/// <param name="UsedDiskSpace">For the drive of the data directory.</param>
/// <param name="DatabaseUsedSpace">For the drive of the database.</param>
/// <param name="PrivateBytes">For the memory of the process.</param>
/// <param name="SystemMemory">For the memory of the machine.</param>
/// <param name="SubmissionQueue">For messages that are not in a delivery queue yet.</param>
/// <param name="DatabaseLag">For the time that a write takes.</param>
public sealed record BackPressureOptions(
    bool Enabled,
    TimeSpan Interval,
    PressureThresholds UsedDiskSpace,
    PressureThresholds DatabaseUsedSpace,
    PressureThresholds PrivateBytes,
    PressureThresholds SystemMemory,
    PressureThresholds SubmissionQueue,
    PressureThresholds DatabaseLag)
{
    public static readonly NodeOption<bool> EnabledOption = new("back-pressure.enabled", OptionForms.OnOff)
    {
        Default = "on",
        Meaning = "Whether the server takes in nothing new while a resource is scarce. Off measures nothing.",
        Why = "A disk that is full to the last byte also stops deliveries, which are what would free it.",
    };

    public static readonly NodeOption<TimeSpan> IntervalOption =
        new("back-pressure.interval", OptionForms.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)))
        {
            Default = "2s",
            Meaning = "Time between two measurements of the resources.",
            Why = "2 seconds is the interval of Exchange, and what its history depths are counted in.",
        };

    public static readonly NodeOption<PressureThresholds> UsedDiskSpaceOption = Thresholds(
        "used-disk-space", PressureResource.UsedDiskSpace, "89, auto, 90, 80",
        "Use of the drive of the data directory, in percent; auto is the percentage that leaves 500 MB free.",
        "Pickup, Replay and relative Drop directories are there.");

    public static readonly NodeOption<PressureThresholds> DatabaseUsedSpaceOption = Thresholds(
        "database-used-space", PressureResource.DatabaseUsedSpace, "96, auto, 97, 94",
        "Use of the drive of the SQLite files, in percent, where what is free inside them counts as free; auto is the percentage that leaves 500 MB free. A PostgreSQL database is not measured.",
        "Nothing is accepted that is not written there first.");

    public static readonly NodeOption<PressureThresholds> PrivateBytesOption = Thresholds(
        "private-bytes", PressureResource.PrivateBytes, "72, auto, 73, 71",
        "Memory that this process has for itself, in percent of what it may have; auto is 75, and never more than 1 TB.",
        "Exchange's values, which leave room for what is under way.");

    public static readonly NodeOption<PressureThresholds> SystemMemoryOption = Thresholds(
        "system-memory", PressureResource.SystemMemory, "88, 94, 89, 84",
        "Memory of all processes of the machine, in percent. It only drops caches: turning mail away would not free what others use.",
        "Exchange's values.");

    public static readonly NodeOption<PressureThresholds> SubmissionQueueOption = Thresholds(
        "submission-queue", PressureResource.SubmissionQueue, "9999, 15000, 10000, 2000",
        "Messages on this server that were accepted and are not in a delivery queue yet. Medium turns mail away when it lasts for 300 measurements.",
        "Exchange's values.");

    public static readonly NodeOption<PressureThresholds> DatabaseLagOption = Thresholds(
        "database-lag", PressureResource.DatabaseLag, "5000, 30000, 20000, 2000",
        "How long the database takes to make a write durable, or has not answered for, in milliseconds. Medium turns mail away when it lasts for 10 measurements.",
        "A database that restarts or fails over is back within seconds; one that stays behind is not helped by more mail.");

    internal static OptionGroup Group { get; } = new(
        "back-pressure",
        "When this server takes in nothing new because a resource is scarce (docs/back-pressure.md).",
        [
            EnabledOption, IntervalOption, UsedDiskSpaceOption, DatabaseUsedSpaceOption, PrivateBytesOption, SystemMemoryOption, SubmissionQueueOption,
            DatabaseLagOption
        ]);

    /// <summary>Two values from which the server is at Medium and at High, and two to which it must fall to be at Medium and at Low again.</summary>
    internal static BackPressureOptions Bind(OptionReader options) => new(
        options.Read(EnabledOption),
        options.Read(IntervalOption),
        options.Read(UsedDiskSpaceOption),
        options.Read(DatabaseUsedSpaceOption),
        options.Read(PrivateBytesOption),
        options.Read(SystemMemoryOption),
        options.Read(SubmissionQueueOption),
        options.Read(DatabaseLagOption));

    private static NodeOption<PressureThresholds> Thresholds(string name, PressureResource resource, string standard, string meaning, string why) =>
        new($"back-pressure.{name}", PressureThresholdsForm.Of(resource.Defaults))
        {
            Default = standard,
            Meaning = meaning,
            Why = why,
            TakesList = true
        };
}
