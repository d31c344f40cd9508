using ForeignTransport.Core.Connectors;

namespace ForeignTransport.Core.Configuration;

/// <summary>Name, range, default and meaning of every parameter of a <see cref="TransportService"/> (<c>Set-TransportService</c>).</summary>
public static class TransportServiceParameters
{
    private const string LocalDirectory = "a full local path, $null (off) or default";

    public static ParameterTable<TransportService> Table { get; } = new ParameterTableBuilder<TransportService>(new TransportService(""))
        .Text("Site", "1 to 64 characters", s => s.Site, (s, v) => s with { Site = v },
            "The site of the server: scoped connectors and costs between sites are counted from it.", ObjectName.IsValid)
        .Text("RootDropDirectoryPath", "blank, a full local path or a UNC path",
            s => s.RootDropDirectoryPath, (s, v) => s with { RootDropDirectoryPath = v },
            "The folder above every relative Drop directory of this server. Blank is the server's data directory.",
            path => path.Length == 0 || DirectoryPath.IsAbsolute(path))
        .Directory("PickupDirectoryPath", LocalDirectory,
            s => s.PickupDirectoryPath, (s, v) => s with { PickupDirectoryPath = v },
            "Where message files are picked up.", DirectoryPath.IsLocal)
        .Directory("ReplayDirectoryPath", LocalDirectory,
            s => s.ReplayDirectoryPath, (s, v) => s with { ReplayDirectoryPath = v },
            "Where exported messages and messages of gateways are resubmitted.", DirectoryPath.IsLocal)
        .Size("PickupDirectoryMaxHeaderSize", 32_768, int.MaxValue,
            s => s.PickupDirectoryMaxHeaderSize, (s, v) => s with { PickupDirectoryMaxHeaderSize = v },
            "The largest header of a message file in Pickup.")
        .UnlimitedInteger("PickupDirectoryMaxMessagesPerMinute", 1, 20_000,
            s => s.PickupDirectoryMaxMessagesPerMinute, (s, v) => s with { PickupDirectoryMaxMessagesPerMinute = v },
            "Messages per minute taken from Pickup and from Replay, each.")
        .Integer("PickupDirectoryMaxRecipientsPerMessage", 1, 10_000,
            s => s.PickupDirectoryMaxRecipientsPerMessage, (s, v) => s with { PickupDirectoryMaxRecipientsPerMessage = v },
            "Recipients of one message file in Pickup.")
        .Part(s => s.Retry, (s, part) => s with { Retry = part }, retry => retry
            .Integer("QueueGlitchRetryCount", 0, 15,
                r => r.QueueGlitchRetryCount, (r, v) => r with { QueueGlitchRetryCount = v },
                "First quick retries of a queue whose next hop failed.")
            .Span("QueueGlitchRetryInterval", "00:00:01", "12:00:00",
                r => r.QueueGlitchRetryInterval, (r, v) => r with { QueueGlitchRetryInterval = v },
                "Time between those quick retries.")
            .Integer("TransientFailureRetryCount", 0, 15,
                r => r.TransientFailureRetryCount, (r, v) => r with { TransientFailureRetryCount = v },
                "Retries of a queue after the quick ones; 0 goes on with OutboundConnectionFailureRetryInterval at once.")
            .Span("TransientFailureRetryInterval", "00:00:01", "12:00:00",
                r => r.TransientFailureRetryInterval, (r, v) => r with { TransientFailureRetryInterval = v },
                "Time between those retries.")
            .Span("OutboundConnectionFailureRetryInterval", "00:00:01", "20.00:00:00",
                r => r.OutboundConnectionFailureRetryInterval, (r, v) => r with { OutboundConnectionFailureRetryInterval = v },
                "Time between all later retries of a queue.")
            .Span("MessageRetryInterval", "00:00:01", "1.00:00:00",
                r => r.MessageRetryInterval, (r, v) => r with { MessageRetryInterval = v },
                "Time before one deferred message is tried again.")
            .Span("DelayNotificationTimeout", "00:00:01", "30.00:00:00",
                r => r.DelayNotificationTimeout, (r, v) => r with { DelayNotificationTimeout = v },
                "Time from arrival to the delay DSN.")
            .Span("MessageExpirationTimeout", "00:00:05", "90.00:00:00",
                r => r.MessageExpirationTimeout, (r, v) => r with { MessageExpirationTimeout = v },
                "Time from arrival to failure with 4.4.7.")
            .Span("MaxIdleTimeBeforeResubmit", "00:00:01", "90.00:00:00",
                r => r.MaxIdleTimeBeforeResubmit, (r, v) => r with { MaxIdleTimeBeforeResubmit = v },
                "A queue in Retry without one success for so long is categorized again.")
            .Span("QueueMaxIdleTime", "00:00:05", "01:00:00",
                r => r.QueueMaxIdleTime, (r, v) => r with { QueueMaxIdleTime = v },
                "An empty delivery queue disappears after so long."))
        .Boolean("PoisonMessageDetectionEnabled",
            s => s.PoisonMessageDetectionEnabled, (s, v) => s with { PoisonMessageDetectionEnabled = v },
            "Whether messages that harm the server are set aside.")
        .Integer("PoisonThreshold", 1, 10,
            s => s.PoisonThreshold, (s, v) => s with { PoisonThreshold = v },
            "Failures charged to a message before it is set aside.")
        .Part(s => s.MessageTracking, (s, part) => s with { MessageTracking = part }, tracking => tracking
            .Boolean("MessageTrackingLogEnabled",
                t => t.Enabled, (t, v) => t with { Enabled = v },
                "Whether message tracking is recorded.")
            .Span("MessageTrackingLogMaxAge", "00:00:00", "24855.03:14:07",
                t => t.MaxAge, (t, v) => t with { MaxAge = v },
                "Older message tracking is removed; 0 keeps everything.")
            .UnlimitedSize("MessageTrackingLogMaxDirectorySize", 1, long.MaxValue,
                t => t.MaxDirectorySize, (t, v) => t with { MaxDirectorySize = v },
                "The oldest message tracking is removed above this total.")
            .Size("MessageTrackingLogMaxFileSize", 1, 4_294_967_296,
                t => t.MaxFileSize, (t, v) => t with { MaxFileSize = v },
                "The size at which a new message tracking file is begun.")
            .Directory("MessageTrackingLogPath", LocalDirectory,
                t => t.Path, (t, v) => t with { Path = v },
                "Where message tracking files are written.", DirectoryPath.IsLocal)
            .Boolean("MessageTrackingLogSubjectLoggingEnabled",
                t => t.SubjectLoggingEnabled, (t, v) => t with { SubjectLoggingEnabled = v },
                "Whether message tracking shows subjects."))
        .Choice<ComponentState>("ComponentState",
            s => s.ComponentState, (s, v) => s with { ComponentState = v },
            "Draining gives the server no new work and moves its partitions to others; Active takes work again.")
        .Build();
}
