using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Membership;
using ForeignTransport.Transport.Storage;
using ForeignTransport.Transport.Tracking;

namespace ForeignTransport.Transport.Categorizing;

/// <summary>What a categorizer partition needs of the server it runs on.</summary>
/// <param name="ServerName">This server, as connectors name it in SourceTransportServers.</param>
/// <param name="ServerFqdn">This server in DSNs.</param>
/// <param name="Organization">The current configuration.</param>
/// <param name="Store">Message content.</param>
/// <param name="Servers">The servers of the cluster, and their connectors.</param>
/// <param name="Hosted">The partitions on this server.</param>
/// <param name="Delivery">Sizes of delivery batches.</param>
/// <param name="Time">The clock.</param>
internal sealed record CategorizerServices(
    string ServerName,
    string ServerFqdn,
    OrganizationView Organization,
    IMessageStore Store,
    IServersView Servers,
    HostedPartitions Hosted,
    DeliveryOptions Delivery,
    TimeProvider Time)
{
    /// <summary>Where events are told.</summary>
    public ITracking Tracking { get; init; } = NoTracking.Instance;

    /// <summary>Notes of which messages DSNs are being composed.</summary>
    public WorkLedger Work { get; init; } = WorkLedger.None;

    /// <summary>Of the journal, as the partitions of this server see it.</summary>
    public Outage JournalOutage { get; } = new();

    /// <summary>Of whatever keeps DSNs from being written.</summary>
    public Outage NotificationOutage { get; } = new();

    /// <summary>What a failure of the journal says of damage, which no retry will mend; null when it says nothing of it.</summary>
    public Func<Exception, TransportError?> JournalDamageOf { get; init; } = _ => null;

    /// <summary>How long writes take.</summary>
    public WriteWatch Writes { get; init; } = new(Time);

    /// <summary>How partitions on this server run their queues under a configuration.</summary>
    public PartitionSettings SettingsFrom(OrganizationState organization)
    {
        var service = organization.Server(ServerName);
        var retry = service.Retry;
        return new PartitionSettings
        {
            BatchMessages = Delivery.BatchMessages,
            BatchBytes = Delivery.BatchBytes,
            MaxAttempts = Delivery.MaxBatchesInFlight,
            QueueMaxIdleTime = retry.QueueMaxIdleTime,
            DelayNotificationTimeout = retry.DelayNotificationTimeout,
            PriorityQueuing = organization.TransportConfig.PriorityQueuing is { Enabled: true } priorities ? priorities : null,
            IsDelayReported = message => DsnSettings.For(organization, message.Envelope.ReversePath, message.IsAuthenticated).IsDelayReported,
            MaxIdleTimeBeforeResubmit = retry.MaxIdleTimeBeforeResubmit,
            MessageRetryInterval = retry.MessageRetryInterval,
            PoisonThreshold = service.PoisonMessageDetectionEnabled ? service.PoisonThreshold : null,
            Suspended = organization.SuspendedQueues,
            Retry = new RetryIntervals
            {
                GlitchRetryCount = retry.QueueGlitchRetryCount,
                GlitchRetryInterval = retry.QueueGlitchRetryInterval,
                TransientFailureRetryCount = retry.TransientFailureRetryCount,
                TransientFailureRetryInterval = retry.TransientFailureRetryInterval,
                OutboundConnectionFailureRetryInterval = retry.OutboundConnectionFailureRetryInterval
            }
        };
    }
}
