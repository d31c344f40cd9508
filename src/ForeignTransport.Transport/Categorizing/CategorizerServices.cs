using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Membership;
using ForeignTransport.Transport.Storage;

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
    /// <summary>Of the journal, as the partitions of this server see it.</summary>
    public Outage JournalOutage { get; } = new();

    /// <summary>Of whatever keeps DSNs from being written.</summary>
    public Outage NotificationOutage { get; } = new();

    /// <summary>How long writes take.</summary>
    public WriteWatch Writes { get; init; } = new(Time);

    /// <summary>How partitions on this server run their queues under a configuration.</summary>
    public PartitionSettings SettingsFrom(OrganizationState organization)
    {
        var retry = organization.Server(ServerName).Retry;
        return new PartitionSettings
        {
            BatchMessages = Delivery.BatchMessages,
            BatchBytes = Delivery.BatchBytes,
            MaxAttempts = Delivery.MaxBatchesInFlight,
            QueueMaxIdleTime = retry.QueueMaxIdleTime,
            DelayNotificationTimeout = retry.DelayNotificationTimeout,
            DelayDsnEnabled = organization.TransportConfig.ExternalDelayDsnEnabled,
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
