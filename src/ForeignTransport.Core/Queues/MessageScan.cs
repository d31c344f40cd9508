using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ForeignTransport.Core.Categorizing;

namespace ForeignTransport.Core.Queues;

/// <summary>The messages of one partition that a query asks for, in its order.</summary>
/// <param name="Messages">All of them, sorted.</param>
/// <param name="Place">How many come before the bookmark of the query.</param>
/// <param name="IsThere">True when the bookmark is one of them.</param>
public sealed record MessageScan(IReadOnlyList<MessageView> Messages, int Place, bool IsThere)
{
    /// <summary>Recipients that are shown of one message: its view must be small enough to be sent.</summary>
    private const int MaxRecipients = 5000;

    /// <summary>Finds them.</summary>
    /// <param name="query">The query.</param>
    /// <param name="rows">What is in the queues.</param>
    /// <param name="server">Under whose name.</param>
    /// <param name="shared">The numbers of <see cref="QueueView.SharedNumbers"/>.</param>
    /// <param name="now">The moment of the rows.</param>
    public static MessageScan Of(MessageQuery query, IReadOnlyList<MessageRow> rows, string server, ImmutableHashSet<long> shared, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(rows);
        var views = new List<MessageView>();
        var seen = new Dictionary<(Messages.MessageId, QueueIdentity), int>();
        var withRecipients = query.Text.IncludeRecipientInfo;
        (NextHopSolutionKey Key, QueueIdentity? Identity) queue = default;
        foreach (var row in rows)
        {
            var number = MessageNumber.Of(row.Message.Id, row.Message.ReceivedAt);
            if (!query.Names(number))
            {
                continue;
            }

            // Rows come queue by queue.
            if (queue.Identity is null || row.Queue != queue.Key)
            {
                queue = (row.Queue, QueueView.Named(row.Queue, shared, server).Identity);
            }

            var view = Of(row, new MessageIdentity(queue.Identity, number), withRecipients, now);
            if (!query.Matches(view))
            {
                continue;
            }

            // A message of which every recipient gets a file of its own can be in its queue in several pieces.
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, (row.Message.Id, queue.Identity), out var isThere);
            if (isThere)
            {
                views[place] = Together(views[place], view);
            }
            else
            {
                place = views.Count;
                views.Add(view);
            }
        }

        views.Sort(query.Order);
        if (query.Bookmark is not { } mark)
        {
            return new MessageScan(views, 0, false);
        }

        // A bookmark that is in no queue any more stands where its number would; any other property of it is lost with it.
        var bookmark = views.Find(view => mark.Number == view.Identity.Number && mark.Queue.Names(QueueView.Named(view.NextHop, shared, server)))
            ?? new MessageView { Identity = mark };
        var before = 0;
        while (before < views.Count && query.Order.Compare(views[before], bookmark) < 0)
        {
            before++;
        }

        return new MessageScan(views, before, before < views.Count && query.Order.Compare(views[before], bookmark) == 0);
    }

    private static MessageView Of(in MessageRow row, MessageIdentity identity, bool withRecipients, DateTimeOffset now)
    {
        var message = row.Message;
        var isPoison = row.Queue == NextHopSolutionKey.PoisonMessage;
        return new MessageView
        {
            Identity = identity,
            Id = message.Id,
            NextHop = row.Queue,
            Subject = message.Subject,
            InternetMessageId = message.InternetMessageId,
            FromAddress = message.Envelope.HasNullReversePath ? "<>" : message.Envelope.ReversePath,
            Status = row.Status,
            Size = message.Size,
            MessageSourceName = message.Trace.Source ?? "",
            SourceIP = message.Trace.SourceAddress,
            DateReceived = message.ReceivedAt,
            ExpirationTime = isPoison ? null : message.ExpiresAt,
            LastError = row.LastError,
            RetryCount = row.RetryCount,
            Priority = row.Priority,
            MessageLatency = now > message.ReceivedAt ? now - message.ReceivedAt : TimeSpan.Zero,
            RecipientCount = row.Recipients.Length,
            Recipients = withRecipients ? RecipientsOf(row) : []
        };
    }

    private static ImmutableArray<MessageRecipientView> RecipientsOf(in MessageRow row)
    {
        var status = row.Status == MessageStatus.Retry ? MessageRecipientStatus.Retry : MessageRecipientStatus.Ready;
        var destination = row.Queue == NextHopSolutionKey.Unreachable ? MessageRecipientView.NoMatchingConnector
            : row.Queue.NextHopConnector == Guid.Empty ? "" : row.Queue.NextHopConnector.ToString();
        var recipients = ImmutableArray.CreateBuilder<MessageRecipientView>(Math.Min(row.Recipients.Length, MaxRecipients));
        foreach (var position in row.Recipients.AsSpan()[..Math.Min(row.Recipients.Length, MaxRecipients)])
        {
            var recipient = row.Entries[position];
            recipients.Add(new MessageRecipientView(
                recipient.Recipient.Address,
                recipient.Outcome == RecipientOutcome.Pending ? status : MessageRecipientStatus.Complete,
                row.LastError ?? "",
                destination));
        }

        return recipients.MoveToImmutable();
    }

    private static MessageView Together(MessageView one, MessageView other) => one with
    {
        Status = one.Status is MessageStatus.Active or MessageStatus.PendingSuspend or MessageStatus.PendingRemove ? one.Status : other.Status,
        LastError = one.LastError ?? other.LastError,
        RetryCount = Math.Max(one.RetryCount, other.RetryCount),
        RecipientCount = one.RecipientCount + other.RecipientCount,
        Recipients = [.. one.Recipients.Concat(other.Recipients).Take(MaxRecipients)]
    };
}
