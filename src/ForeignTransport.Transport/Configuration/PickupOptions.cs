namespace ForeignTransport.Transport.Configuration;

/// <summary>How this server looks after its Pickup and Replay directories. Paths, rate and header limits are organization configuration.</summary>
public sealed record PickupOptions(TimeSpan PollInterval, bool ReplayLookalikeGuard, long MaxMessageSize)
{
    public static readonly NodeOption<TimeSpan> PollIntervalOption =
        new("pickup.poll-interval", OptionForms.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)))
        {
            Default = "5s",
            Meaning = "Time between two looks at the Pickup and Replay directories.",
            Why = "5 seconds is the interval of Exchange. New files are noticed at once where the file system reports them; polling catches the rest, network shares above all.",
        };

    public static readonly NodeOption<bool> ReplayLookalikeGuardOption = new("pickup.replay-lookalike-guard", OptionForms.OnOff)
    {
        Default = "on",
        Meaning = "A file in Pickup whose first header is X-Sender or X-Receiver becomes badmail.",
        Why = "Such a file was exported for Replay. Pickup would ignore its envelope and send it once more to everyone in To and Cc.",
    };

    public static readonly NodeOption<long> MaxMessageSizeOption = new("pickup.max-message-size", OptionForms.ByteSize(64 << 10, 2L << 30))
    {
        Default = "150MB",
        Meaning = "Largest file that Pickup and Replay take; a larger one is not read.",
        Why = "Bounds what one dropped file can cost before anything in it is looked at. Limits of connectors apply besides.",
    };

    internal static OptionGroup Group { get; } = new(
        "pickup",
        "How this server looks after its Pickup and Replay directories.",
        [PollIntervalOption, ReplayLookalikeGuardOption, MaxMessageSizeOption]);

    internal static PickupOptions Bind(OptionReader options) => new(
        options.Read(PollIntervalOption),
        options.Read(ReplayLookalikeGuardOption),
        options.Read(MaxMessageSizeOption));
}
