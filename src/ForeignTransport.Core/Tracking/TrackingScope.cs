using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Tracking;

/// <summary>The server that records, and what it is allowed and able to say.</summary>
/// <param name="ServerName">Its name.</param>
/// <param name="ServerIp">Its address as text; empty when it has none.</param>
/// <param name="LogSubject">MessageTrackingLogSubjectLoggingEnabled.</param>
/// <param name="Organization">The configuration, for names of connectors and accepted domains; null before there is one.</param>
public sealed record TrackingScope(string ServerName, string ServerIp, bool LogSubject, OrganizationState? Organization)
{
    /// <summary>The form of the rows, as their schema-version says it: that of Exchange 2019, whose fields they have.</summary>
    public const string SchemaVersion = "15.01.2507.017";

    /// <summary>The stamp of a row.</summary>
    /// <param name="key">Its identity.</param>
    /// <param name="server">The server where it happened, if that is another one.</param>
    public TrackingStamp Stamp(TrackingKey key, string? server = null)
    {
        var name = string.IsNullOrEmpty(server) ? ServerName : server;
        return new TrackingStamp(
            key.Time, key.LogId, name, name.Equals(ServerName, StringComparison.OrdinalIgnoreCase) ? ServerIp : "", SchemaVersion, LogSubject);
    }

    /// <summary>The stamp of an event of a message that is not journaled, such as a deferral.</summary>
    public TrackingStamp Stamp(DateTimeOffset time, MessageId message, TrackingEventId eventId, int part) =>
        Stamp(TrackingKey.Of(time, message, eventId, part));

    /// <summary>What every row of a message says.</summary>
    public TrackedMessage Describe(QueuedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new TrackedMessage
        {
            Id = message.Id,
            InternalMessageId = InternalMessageId.Of(message.Id),
            InternetMessageId = message.InternetMessageId,
            Subject = message.Subject,
            Sender = message.Origin.Sender,
            ReversePath = message.Envelope.ReversePath,
            Size = message.Size,
            FirstEntry = message.ReceivedAt,
            Directionality = DirectionOf(message),
            Priority = message.Priority,
            OriginalClientIp = message.Trace.SourceAddress ?? ""
        };
    }

    /// <summary>The name of a connector; its GUID where it is gone.</summary>
    public string ConnectorName(Guid connector) => Organization?.FindConnector(connector)?.Name ?? connector.ToString();

    /// <summary>RelayDsnRequired of a connector.</summary>
    internal bool RelayDsnRequired(Guid connector) => Organization?.FindConnector(connector)?.RelayDsnRequired ?? false;

    /// <summary>Originating when its sender is of a domain of the organization, or the organization itself; a null sender says neither.</summary>
    private TrackingDirectionality DirectionOf(QueuedMessage message)
    {
        if (message.IsDsn)
        {
            return TrackingDirectionality.Originating;
        }

        var sender = message.Envelope.ReversePath;
        var at = sender.LastIndexOf('@');
        return Organization is null || at < 0 ? TrackingDirectionality.Undefined
            : Organization.AcceptedDomainOf(sender.AsSpan(at + 1)) is null ? TrackingDirectionality.Incoming
            : TrackingDirectionality.Originating;
    }
}
