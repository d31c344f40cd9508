using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Recipients;

namespace ForeignTransport.Core.Tracking;

/// <summary>The rows of what the directory made of recipients, and of what gateways said.</summary>
public static partial class JournalTracking
{
    private static List<TrackingRecord> Resolved(
        RecipientsResolved resolved, IReadOnlyDictionary<MessageId, MessageEntry> messages, TrackingScope scope)
    {
        var rows = new List<TrackingRecord>();
        foreach (var message in resolved.Messages)
        {
            if (!messages.TryGetValue(message.Message, out var entry))
            {
                continue;
            }

            var tracked = scope.Describe(entry.Message);
            TrackingStamp StampOf(TrackingEventId happened, int position) =>
                scope.Stamp(TrackingKey.Of(resolved.At, message.Message, happened, position));

            foreach (var (position, recipient) in message.Rewritten)
            {
                rows.Add(TrackingEvents.Resolved(
                    StampOf(TrackingEventId.Resolve, position), tracked, recipient, entry.Recipients[position].Recipient.Address));
            }

            // Whoever a recipient leads to has its ORCPT: so members are told from those of other groups, and from copies.
            var members = message.Appended.Where(appended => appended.Diagnostic is null)
                .ToLookup(appended => appended.Recipient.OriginalRecipient ?? "", appended => appended.Recipient, StringComparer.Ordinal);
            foreach (var (position, _) in message.Expanded)
            {
                var group = entry.Recipients[position].Recipient;
                rows.Add(TrackingEvents.Expanded(
                    StampOf(TrackingEventId.Expand, position), tracked, members[RecipientResolution.OriginalRecipientOf(group)], group.Address));
            }

            foreach (var failed in message.Failed)
            {
                rows.Add(Unresolved(StampOf(TrackingEventId.Fail, failed.Recipient), tracked, entry.Recipients[failed.Recipient].Recipient, failed.Diagnostic));
            }

            for (var i = 0; i < message.Appended.Length; i++)
            {
                if (message.Appended[i] is { Diagnostic: { } diagnostic, Recipient: var recipient })
                {
                    rows.Add(Unresolved(StampOf(TrackingEventId.Fail, entry.Recipients.Length + i), tracked, recipient, diagnostic));
                }
            }
        }

        return rows;
    }

    private static TrackingRecord Unresolved(TrackingStamp stamp, TrackedMessage message, EnvelopeRecipient recipient, string diagnostic)
    {
        var response = Response(diagnostic);
        return TrackingEvents.Failed(stamp, SourceOf(response), message, [recipient], response);
    }

    private static List<TrackingRecord> Confirmed(
        ReceiptsTaken taken, IReadOnlyDictionary<MessageId, MessageEntry> messages, TrackingScope scope)
    {
        var rows = new List<TrackingRecord>(taken.Receipts.Length);
        foreach (var receipt in taken.Receipts)
        {
            if (!messages.TryGetValue(receipt.Drop.Message, out var entry)
                || entry.Awaiting.FirstOrDefault(awaiting => awaiting.File.Ordinal == receipt.Drop.Ordinal)?.File is not { } file)
            {
                continue;
            }

            var recipients = file.Recipients.Select(position => entry.Recipients[position].Recipient);
            var happened = receipt.IsDelivered ? TrackingEventId.Deliver : TrackingEventId.Fail;
            var stamp = scope.Stamp(TrackingKey.Of(taken.At, receipt.Drop.Message, happened, receipt.Drop.Ordinal));
            var tracked = scope.Describe(entry.Message);
            rows.Add(receipt.Diagnostic is { } diagnostic
                ? TrackingEvents.FailedByGateway(stamp, tracked, recipients, scope.ConnectorName(file.Connector), FullPath(file), Response(diagnostic))
                : TrackingEvents.ConfirmedByGateway(stamp, tracked, recipients, scope.ConnectorName(file.Connector), FullPath(file)));
        }

        return rows;
    }
}
