using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Tracking;

/// <summary>
/// The tracking rows of what a partition journals. They follow from the event and from the state before it, so that replaying the journal makes
/// the same rows again, with the same identities.
/// </summary>
public static partial class JournalTracking
{
    /// <summary>The rows of an event; none for one that is no event of tracking.</summary>
    /// <param name="happened">What is journaled.</param>
    /// <param name="messages">The messages of the partition, before the event is applied.</param>
    /// <param name="scope">Who records.</param>
    public static IReadOnlyList<TrackingRecord> Of(
        CategorizerEvent happened, IReadOnlyDictionary<MessageId, MessageEntry> messages, TrackingScope scope)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(scope);
        return happened switch
        {
            MessagesAccepted accepted => Accepted(accepted.Messages, scope),
            DropsPublished published => Published(published, messages, scope),
            DropsAwaiting awaiting => Published(awaiting, messages, scope),
            ReceiptsTaken taken => Confirmed(taken, messages, scope),
            RecipientsResolved resolved => Resolved(resolved, messages, scope),
            RecipientsFailed failed => Failed(failed, messages, scope),
            DsnAccepted dsn => Notified(dsn, messages, scope),
            _ => []
        };
    }

    private static List<TrackingRecord> Accepted(ImmutableArray<QueuedMessage> messages, TrackingScope scope)
    {
        var rows = new List<TrackingRecord>(messages.Length);
        foreach (var message in messages)
        {
            rows.Add(Received(message, scope));
            var tracked = message.Refused.IsEmpty ? null : scope.Describe(message);
            for (var i = 0; i < message.Refused.Length; i++)
            {
                var refused = message.Refused[i];
                var key = TrackingKey.Of(message.ReceivedAt, message.Id, TrackingEventId.Fail, message.Envelope.Recipients.Length + i);
                rows.Add(TrackingEvents.Failed(
                    scope.Stamp(key, message.Origin.Server), SourceOf(message), tracked!, [Recipient(refused)], Response(refused.Diagnostic)));
            }
        }

        return rows;
    }

    private static TrackingRecord Received(QueuedMessage message, TrackingScope scope, string reference = "")
    {
        var origin = message.Origin;
        var stamp = scope.Stamp(TrackingKey.Of(message.ReceivedAt, message.Id, TrackingEventId.Receive, 0), origin.Server);
        var recipients = message.Refused.IsEmpty ? message.Envelope.Recipients : message.Envelope.Recipients.Concat(message.Refused.Select(Recipient));
        return TrackingEvents.Received(
            stamp, SourceOf(message), scope.Describe(message), recipients,
            message.Trace.SourceAddress ?? "", message.Trace.HeloDomain ?? "", reference) with
        {
            SourceContext = origin.Context
        };
    }

    private static List<TrackingRecord> Published(
        DropsPublished published, IReadOnlyDictionary<MessageId, MessageEntry> messages, TrackingScope scope) =>
        Published(published.At, published.Drops.Select(drop => new DropKey(drop.Message, drop.Ordinal)), scope.RelayDsnRequired, messages, scope);

    private static List<TrackingRecord> Published(
        DropsAwaiting awaiting, IReadOnlyDictionary<MessageId, MessageEntry> messages, TrackingScope scope) =>
        Published(awaiting.At, awaiting.Drops, _ => false, messages, scope);

    private static List<TrackingRecord> Published(
        DateTimeOffset at, IEnumerable<DropKey> drops, Func<Guid, bool> isRelayReported, IReadOnlyDictionary<MessageId, MessageEntry> messages, TrackingScope scope)
    {
        var rows = new List<TrackingRecord>();
        foreach (var drop in drops)
        {
            if (!messages.TryGetValue(drop.Message, out var entry) || entry.Staged.FirstOrDefault(file => file.Ordinal == drop.Ordinal) is not { } file)
            {
                continue;
            }

            var key = TrackingKey.Of(at, drop.Message, TrackingEventId.Send, drop.Ordinal);
            var sent = scope.Describe(entry.Message);
            rows.Add(TrackingEvents.SentToGateway(
                scope.Stamp(key, file.Server),
                // The file has the manager of a group as its sender where reports go to him.
                entry.ReportToOf(file.Recipients) is { } manager ? sent with { ReversePath = manager } : sent,
                file.Recipients.Select(position => entry.Recipients[position].Recipient),
                scope.ConnectorName(file.Connector),
                FullPath(file),
                isRelayReported(file.Connector)));
        }

        return rows;
    }

    private static List<TrackingRecord> Failed(
        RecipientsFailed failed, IReadOnlyDictionary<MessageId, MessageEntry> messages, TrackingScope scope)
    {
        var rows = new List<TrackingRecord>(failed.Recipients.Length);
        foreach (var group in failed.Recipients.GroupBy(recipient => (recipient.Message, recipient.Diagnostic)))
        {
            if (messages.TryGetValue(group.Key.Message, out var entry))
            {
                var positions = group.Select(recipient => recipient.Recipient).ToList();
                var response = Response(group.Key.Diagnostic);
                var recipients = positions.Select(position => entry.Recipients[position].Recipient);
                rows.Add(response == StandardResponses.QueueAdmin && !group.Any(recipient => recipient.OwesDsn)
                    ? TrackingEvents.DroppedByAdministrator(
                        scope.Stamp(TrackingKey.Of(failed.At, group.Key.Message, TrackingEventId.Drop, positions[0])), scope.Describe(entry.Message), recipients)
                    : TrackingEvents.Failed(
                        scope.Stamp(TrackingKey.Of(failed.At, group.Key.Message, TrackingEventId.Fail, positions[0])),
                        SourceOf(response), scope.Describe(entry.Message), recipients, response));
            }
        }

        return rows;
    }

    private static List<TrackingRecord> Notified(DsnAccepted dsn, IReadOnlyDictionary<MessageId, MessageEntry> messages, TrackingScope scope)
    {
        var rows = new List<TrackingRecord>(2);
        var reference = "";
        if (messages.TryGetValue(dsn.Original, out var entry))
        {
            reference = entry.Message.InternetMessageId;
            rows.Add(TrackingEvents.Notified(
                scope.Stamp(TrackingKey.Of(dsn.Dsn.ReceivedAt, dsn.Dsn.Id, TrackingEventId.Dsn, 0), dsn.Dsn.Origin.Server),
                scope.Describe(entry.Message),
                dsn.Recipients.Select(position => DsnRecipientOf(entry.Recipients[position], dsn.Kind)),
                dsn.Dsn.InternetMessageId));
        }

        rows.Add(Received(dsn.Dsn, scope, reference));
        return rows;
    }

    private static DsnRecipient DsnRecipientOf(RecipientEntry recipient, DsnKind kind)
    {
        var response = recipient.ResponseFor(kind);
        return new DsnRecipient(recipient.Recipient, response.EffectiveStatus, response, LastAttempt: recipient.DecidedAt);
    }

    /// <summary>How it came in; of a message that an earlier release accepted, what its trace says.</summary>
    private static TrackingSource SourceOf(QueuedMessage message) => message.Origin.Way switch
    {
        SubmissionWay.Pickup => TrackingSource.Pickup,
        SubmissionWay.Replay => TrackingSource.Admin,
        SubmissionWay.Http => TrackingSource.Agent,
        SubmissionWay.Notification => TrackingSource.Dsn,
        SubmissionWay.Smtp => TrackingSource.Smtp,
        _ => message.IsDsn ? TrackingSource.Dsn
            : message.Trace.Source == "Pickup" ? TrackingSource.Pickup
            : message.Trace.Source == "HTTP" ? TrackingSource.Agent
            : TrackingSource.Admin
    };

    /// <summary>Who failed it: the token of the answer begins with that.</summary>
    private static TrackingSource SourceOf(SmtpResponse response) => response switch
    {
        { Token: { } token } when token.Equals(StandardResponses.QueueAdmin.Token, StringComparison.OrdinalIgnoreCase) => TrackingSource.Admin,
        { Token: { } token } when token.StartsWith("QUEUE.", StringComparison.OrdinalIgnoreCase) => TrackingSource.Queue,
        { Token: { } token } when token.StartsWith("ROUTING.", StringComparison.OrdinalIgnoreCase) => TrackingSource.Routing,
        { Token: { } token } when token.StartsWith("RESOLVER.", StringComparison.OrdinalIgnoreCase) => TrackingSource.Resolver,
        { Token: { } token } when token.StartsWith("SMTPSEND.DNS.", StringComparison.OrdinalIgnoreCase) => TrackingSource.Dns,
        { Token: { } token } when token.StartsWith("SMTPSEND.", StringComparison.OrdinalIgnoreCase) => TrackingSource.Smtp,
        _ when response == StandardResponses.PoisonMessage => TrackingSource.PoisonMessage,
        _ => TrackingSource.Gateway
    };

    private static SmtpResponse Response(string diagnostic) =>
        SmtpResponse.TryParse(diagnostic, out var response) ? response : new SmtpResponse(550, new EnhancedStatusCode(5, 0, 0), null, diagnostic);

    private static EnvelopeRecipient Recipient(RefusedRecipient refused) => new(refused.Address, refused.Notify, refused.OriginalRecipient);

    /// <summary>The path as the server that wrote the file says it, with that server's separator.</summary>
    private static string FullPath(StagedFile file) =>
        file.Directory.Length == 0 ? file.FileName
        : file.Directory[^1] is '/' or '\\' ? file.Directory + file.FileName
        : file.Directory + (file.Directory.Contains('/', StringComparison.Ordinal) ? '/' : '\\') + file.FileName;
}
