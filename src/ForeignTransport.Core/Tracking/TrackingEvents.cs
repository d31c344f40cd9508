using System.Collections.Immutable;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Tracking;

/// <summary>
/// The tracking rows of this product's paths: which event id and source stand for what happened, and where its particulars go.
/// </summary>
public static class TrackingEvents
{
    /// <summary>transport-traffic-type of every message.</summary>
    public const string TrafficType = "Email";

    /// <summary>RECEIVE: a message was accepted, from Pickup (PICKUP), Replay (ADMIN), SMTP, or as a notification of this server (DSN).</summary>
    /// <param name="stamp">Server and time.</param>
    /// <param name="source">Where from.</param>
    /// <param name="message">The message.</param>
    /// <param name="recipients">All of them.</param>
    /// <param name="clientIp">Address of the client; empty for a directory, where this server is its own client.</param>
    /// <param name="clientHostname">Name of the client.</param>
    /// <param name="reference">Message-ID of the message that caused this one, for a notification; else empty.</param>
    public static TrackingRecord Received(TrackingStamp stamp, TrackingSource source, TrackedMessage message,
        IEnumerable<EnvelopeRecipient> recipients, string clientIp = "", string clientHostname = "", string reference = "")
    {
        var row = Row(stamp, source, TrackingEventId.Receive, message, recipients);
        return row with
        {
            ClientIp = clientIp.Length == 0 ? row.ClientIp : clientIp,
            ClientHostname = clientHostname.Length == 0 ? row.ClientHostname : clientHostname,
            Reference = reference
        };
    }

    /// <summary>BADMAIL: a file of Pickup (PICKUP) or Replay (ADMIN) that can be neither delivered nor returned. It is not a message yet.</summary>
    public static TrackingRecord BadMail(TrackingStamp stamp, TrackingSource source, string fileName, TransportError reason)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return new TrackingRecord
        {
            Timestamp = stamp.Time,
            ServerIp = stamp.ServerIp,
            ServerHostname = stamp.ServerName,
            SourceContext = $"{fileName}: {reason}",
            Source = source,
            EventId = TrackingEventId.BadMail,
            ReturnPath = "<>",
            LogId = stamp.LogId,
            SchemaVersion = stamp.SchemaVersion
        };
    }

    /// <summary>SEND/GATEWAY: a Foreign connector published the message in its Drop directory.</summary>
    /// <param name="stamp">Server and time.</param>
    /// <param name="message">The message.</param>
    /// <param name="recipients">The recipients in this file.</param>
    /// <param name="connector">Name of the connector.</param>
    /// <param name="dropFile">Full path of the file.</param>
    /// <param name="relayDsnRequired">
    /// RelayDsnRequired of the connector, which decides the status of recipients that asked for SUCCESS; false while the gateway has yet to confirm.
    /// </param>
    public static TrackingRecord SentToGateway(TrackingStamp stamp, TrackedMessage message, IEnumerable<EnvelopeRecipient> recipients,
        string connector, string dropFile, bool relayDsnRequired)
    {
        var row = Row(stamp, TrackingSource.Gateway, TrackingEventId.Send, message, recipients, recipient =>
            DsnPolicy.IsRelayDue(relayDsnRequired, recipient.Notify, message.ReversePath.Length == 0)
                ? StandardResponses.Relayed.ToString()
                : StandardResponses.WrittenToDropDirectory.ToString());
        return row with
        {
            SourceContext = dropFile,
            ConnectorId = connector,
            MessageInfo = TrackingRow.Time(message.FirstEntry)
        };
    }

    /// <summary>DEFER/GATEWAY: one failed attempt to publish the message in a Drop directory.</summary>
    public static TrackingRecord DeferredByGateway(TrackingStamp stamp, TrackedMessage message, IEnumerable<EnvelopeRecipient> recipients,
        string connector, TransportError error)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        ArgumentNullException.ThrowIfNull(error);
        var status = LastErrorText.Format(error, stamp.Time);
        return Row(stamp, TrackingSource.Gateway, TrackingEventId.Defer, message, recipients, _ => status) with
        {
            SourceContext = error.ToString(),
            ConnectorId = connector
        };
    }

    /// <summary>DEFER/QUEUE: the messages of a queue went back to the categorizer, by command or after long idleness.</summary>
    public static TrackingRecord Resubmitted(TrackingStamp stamp, TrackedMessage message, IEnumerable<EnvelopeRecipient> recipients) =>
        Row(stamp, TrackingSource.Queue, TrackingEventId.Defer, message, recipients) with { SourceContext = "Resubmit" };

    /// <summary>
    /// FAIL: of a recipient that was refused when the message came in (PICKUP, ADMIN for Replay, AGENT for HTTP), or that failed later (ROUTING, RESOLVER, QUEUE, ADMIN, GATEWAY).
    /// </summary>
    /// <param name="stamp">Server and time.</param>
    /// <param name="source">Who failed it.</param>
    /// <param name="message">The message.</param>
    /// <param name="recipients">Those that failed.</param>
    /// <param name="response">Why.</param>
    /// <param name="lastAttempt">When it was tried last; null when that is not known.</param>
    public static TrackingRecord Failed(TrackingStamp stamp, TrackingSource source, TrackedMessage message,
        IEnumerable<EnvelopeRecipient> recipients, SmtpResponse response, DateTimeOffset? lastAttempt = null)
    {
        var status = LastErrorText.Format(response, lastAttempt);
        return Row(stamp, source, TrackingEventId.Fail, message, recipients, _ => status);
    }

    /// <summary>FAIL/GATEWAY: the gateway answered that it could not deliver a drop file.</summary>
    public static TrackingRecord FailedByGateway(TrackingStamp stamp, TrackedMessage message, IEnumerable<EnvelopeRecipient> recipients,
        string connector, string dropFile, SmtpResponse response) =>
        Failed(stamp, TrackingSource.Gateway, message, recipients, response) with
        {
            ConnectorId = connector,
            SourceContext = dropFile
        };

    /// <summary>DROP/ADMIN: removed from its queue, without a notification.</summary>
    public static TrackingRecord DroppedByAdministrator(TrackingStamp stamp, TrackedMessage message, IEnumerable<EnvelopeRecipient> recipients) =>
        Row(stamp, TrackingSource.Admin, TrackingEventId.Drop, message, recipients);

    /// <summary>DEFER/ROUTING: no route for these recipients now; they wait in the Unreachable queue.</summary>
    public static TrackingRecord DeferredInRouting(
        TrackingStamp stamp, TrackedMessage message, IEnumerable<EnvelopeRecipient> recipients, string reason) =>
        Row(stamp, TrackingSource.Routing, TrackingEventId.Defer, message, recipients) with { SourceContext = reason };

    /// <summary>DSN/DSN: a notification about these recipients was made; reference is its Message-ID.</summary>
    public static TrackingRecord Notified(TrackingStamp stamp, TrackedMessage message, IEnumerable<DsnRecipient> recipients, string notificationId)
    {
        var reported = recipients.ToList();
        var row = Row(stamp, TrackingSource.Dsn, TrackingEventId.Dsn, message, reported.Select(recipient => recipient.Recipient));
        return row with
        {
            RecipientStatus = [.. reported.Select(recipient => recipient.Diagnostic is { IsSuccess: false } failure
                ? LastErrorText.Format(failure, recipient.LastAttempt, recipient.RemoteMta ?? "")
                : recipient.Diagnostic?.ToString() ?? recipient.Status.ToString())],
            Reference = notificationId
        };
    }

    /// <summary>POISONMESSAGE/POISONMESSAGE: into the poison queue, with what failed, or out of it.</summary>
    public static TrackingRecord Poisoned(TrackingStamp stamp, TrackedMessage message, IEnumerable<EnvelopeRecipient> recipients, string reason) =>
        Row(stamp, TrackingSource.PoisonMessage, TrackingEventId.PoisonMessage, message, recipients) with { SourceContext = reason };

    /// <summary>LOAD/BOOTLOADER: a message was found in the store at start-up.</summary>
    public static TrackingRecord Loaded(TrackingStamp stamp, TrackedMessage message, IEnumerable<EnvelopeRecipient> recipients) =>
        Row(stamp, TrackingSource.BootLoader, TrackingEventId.Load, message, recipients);

    /// <summary>RESOLVE/ROUTING: the directory gives a recipient another address; related-recipient-address is the one that it had.</summary>
    public static TrackingRecord Resolved(TrackingStamp stamp, TrackedMessage message, EnvelopeRecipient recipient, string former) =>
        Row(stamp, TrackingSource.Routing, TrackingEventId.Resolve, message, [recipient]) with { RelatedRecipientAddress = former };

    /// <summary>
    /// EXPAND/ROUTING: others get the message in the place of a group; related-recipient-address is the group. Without recipients when all of them had it already.
    /// </summary>
    public static TrackingRecord Expanded(TrackingStamp stamp, TrackedMessage message, IEnumerable<EnvelopeRecipient> members, string group) =>
        Row(stamp, TrackingSource.Routing, TrackingEventId.Expand, message, members) with { RelatedRecipientAddress = group };

    /// <summary>DELIVER/GATEWAY: the gateway confirmed a drop file. The event is Exchange's for a mailbox: the end of the way.</summary>
    public static TrackingRecord ConfirmedByGateway(
        TrackingStamp stamp, TrackedMessage message, IEnumerable<EnvelopeRecipient> recipients, string connector, string dropFile) =>
        Row(stamp, TrackingSource.Gateway, TrackingEventId.Deliver, message, recipients, _ => StandardResponses.Delivered.ToString()) with
        {
            ConnectorId = connector,
            SourceContext = dropFile,
            MessageInfo = TrackingRow.Time(message.FirstEntry)
        };

    private static TrackingRecord Row(TrackingStamp stamp, TrackingSource source, TrackingEventId eventId, TrackedMessage message,
        IEnumerable<EnvelopeRecipient> recipients, Func<EnvelopeRecipient, string>? status = null)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        ArgumentNullException.ThrowIfNull(message);
        ImmutableArray<EnvelopeRecipient> listed = [.. recipients];
        return new TrackingRecord
        {
            Timestamp = stamp.Time,
            ClientIp = stamp.ServerIp,
            ClientHostname = stamp.ServerName,
            ServerIp = stamp.ServerIp,
            ServerHostname = stamp.ServerName,
            Source = source,
            EventId = eventId,
            InternalMessageId = message.InternalMessageId,
            MessageId = message.InternetMessageId,
            NetworkMessageId = message.Id,
            Recipients = [.. listed.Select(recipient => recipient.Address)],
            RecipientStatus = status is null ? [] : [.. listed.Select(status)],
            TotalBytes = message.Size,
            RecipientCount = listed.Length,
            MessageSubject = stamp.LogSubject ? message.Subject : "",
            Sender = message.Sender,
            ReturnPath = message.ReversePath.Length == 0 ? "<>" : message.ReversePath,
            Directionality = message.Directionality,
            OriginalClientIp = message.OriginalClientIp,
            OriginalServerIp = message.OriginalServerIp,
            CustomData = CustomData(message.Priority),
            TransportTrafficType = TrafficType,
            LogId = stamp.LogId,
            SchemaVersion = stamp.SchemaVersion
        };
    }

    private static string CustomData(DeliveryPriority? priority) => priority switch
    {
        DeliveryPriority.High => "S:DeliveryPriority=High",
        DeliveryPriority.Normal => "S:DeliveryPriority=Normal",
        DeliveryPriority.Low => "S:DeliveryPriority=Low",
        _ => ""
    };
}
