using ForeignTransport.Core.Tracking;

namespace ForeignTransport.Transport.Configuration;

/// <summary>The log files of message tracking; what is tracked, and for how long, is set with <c>Set-TransportService</c>.</summary>
public sealed record TrackingOptions(bool HasLogFiles, bool IsHourly, string Software)
{
    public static readonly NodeOption<bool> LogFilesOption = new("tracking.log-files", OptionForms.OnOff)
    {
        Default = "off",
        Meaning = "Write message tracking to files in the format of Exchange too, in MessageTrackingLogPath.",
        Why = "The table is what Get-MessageTrackingLog searches; files are for programs that read those of Exchange.",
    };

    public static readonly NodeOption<bool> HourlyFilesOption = new("tracking.hourly-files", OptionForms.OnOff)
    {
        Default = "on",
        Meaning = "A file an hour, named MSGTRKyyyymmddhh-n.LOG; off for a file a day, named MSGTRKyyyymmdd-n.log.",
        Why = "Current builds of Exchange write the first, its documentation says the second; readers of one may not find the other.",
    };

    public static readonly NodeOption<string> SoftwareOption = new("tracking.software", OptionForms.Text)
    {
        Default = TrackingFileHead.UsualSoftware,
        Meaning = "What the files say in their #Software line.",
        Why = "Some readers take a file only if that begins with Microsoft Exchange.",
    };

    internal static OptionGroup Group { get; } = new(
        "tracking", "The log files of message tracking.", [LogFilesOption, HourlyFilesOption, SoftwareOption]);

    /// <summary>As when nothing is said.</summary>
    public static TrackingOptions Usual { get; } = new(HasLogFiles: false, IsHourly: true, TrackingFileHead.UsualSoftware);

    internal static TrackingOptions Bind(OptionReader options) =>
        new(options.Read(LogFilesOption), options.Read(HourlyFilesOption), options.Read(SoftwareOption));
}
