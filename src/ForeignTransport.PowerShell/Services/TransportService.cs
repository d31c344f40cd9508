using ForeignTransport.PowerShell.Pipeline;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Services;

/// <summary>The transport service of a server, with its properties in Exchange's order: the alphabet's.</summary>
public sealed class TransportService : INamedObject
{
    private const string Default = "default";

    public string Name { get; internal set; } = "";

    /// <summary>There are no such agents.</summary>
    public bool AntispamAgentsEnabled => false;

    /// <summary>Beyond Exchange's cmdlet: Active, or Draining when the server gets no new work.</summary>
    public string ComponentState { get; set; } = "";

    public TimeSpan DelayNotificationTimeout { get; set; }

    /// <summary>Beyond Exchange's shell; Exchange has it in a file.</summary>
    public TimeSpan MaxIdleTimeBeforeResubmit { get; set; }

    public TimeSpan MessageExpirationTimeout { get; set; }

    public TimeSpan MessageRetryInterval { get; set; }

    public bool MessageTrackingLogEnabled { get; set; }

    public TimeSpan MessageTrackingLogMaxAge { get; set; }

    public UnlimitedSize MessageTrackingLogMaxDirectorySize { get; set; } = new(value: null);

    public ByteQuantifiedSize MessageTrackingLogMaxFileSize { get; set; } = new(0);

    /// <summary>The folder of the log files; blank when none are to be written. It reads default while the server that would know it does not answer.</summary>
    public string? MessageTrackingLogPath => InUse(ConfiguredMessageTrackingLogPath, Effective?.MessageTrackingLogPath);

    public bool MessageTrackingLogSubjectLoggingEnabled { get; set; }

    public TimeSpan OutboundConnectionFailureRetryInterval { get; set; }

    public ByteQuantifiedSize PickupDirectoryMaxHeaderSize { get; set; } = new(0);

    public UnlimitedInteger PickupDirectoryMaxMessagesPerMinute { get; set; } = UnlimitedInteger.Unlimited;

    public int PickupDirectoryMaxRecipientsPerMessage { get; set; }

    /// <summary>The directory in use; blank when Pickup is off. It reads default while the server that would know it does not answer.</summary>
    public string? PickupDirectoryPath => InUse(ConfiguredPickupDirectoryPath, Effective?.PickupDirectoryPath);

    public bool PoisonMessageDetectionEnabled { get; set; }

    public int PoisonThreshold { get; set; }

    public int QueueGlitchRetryCount { get; set; }

    public TimeSpan QueueGlitchRetryInterval { get; set; }

    public TimeSpan QueueMaxIdleTime { get; set; }

    /// <summary>The directory in use; blank when Replay is off. It reads default while the server that would know it does not answer.</summary>
    public string? ReplayDirectoryPath => InUse(ConfiguredReplayDirectoryPath, Effective?.ReplayDirectoryPath);

    /// <summary>As it was set; blank is the server's data directory.</summary>
    public string RootDropDirectoryPath { get; set; } = "";

    /// <summary>Beyond Exchange's cmdlet: the site of the server.</summary>
    public string Site { get; set; } = "";

    public int TransientFailureRetryCount { get; set; }

    public TimeSpan TransientFailureRetryInterval { get; set; }

    public string Identity { get; internal set; } = "";

    public string Id => Identity;

    public bool IsValid => true;

    [JsonKey("pickupDirectoryPath")]
    internal string? ConfiguredPickupDirectoryPath { get; set; }

    [JsonKey("replayDirectoryPath")]
    internal string? ConfiguredReplayDirectoryPath { get; set; }

    [JsonKey("messageTrackingLogPath")]
    internal string? ConfiguredMessageTrackingLogPath { get; set; }

    internal EffectiveDirectories? Effective { get; set; }

    /// <inheritdoc />
    public override string ToString() => Name;

    private static string? InUse(string? configured, string? effective) => configured == Default ? effective ?? Default : configured;
}
