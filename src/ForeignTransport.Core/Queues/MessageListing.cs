using System.Collections;
using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Querying;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// What a query finds in the rows of one partition, by number of the message and then by queue, or in another order. A view is made when it is looked at: a hundred thousand
/// of them at once, of which fifty are shown, would be work for the garbage collector alone.
/// </summary>
internal sealed class MessageListing : IReadOnlyList<MessageView>
{
    /// <summary>Recipients that are shown of one message: its view must be small enough to be sent.</summary>
    private const int MaxRecipients = 5000;

    private readonly IReadOnlyList<MessageRow> _rows;
    private readonly List<Piece> _pieces;
    private readonly List<int> _starts;
    private readonly int[]? _order;
    private readonly bool _withRecipients;
    private readonly DateTimeOffset _now;

    private MessageListing(IReadOnlyList<MessageRow> rows, List<Piece> pieces, bool withRecipients, DateTimeOffset now)
    {
        (_rows, _pieces, _withRecipients, _now) = (rows, pieces, withRecipients, now);
        pieces.Sort(ByMessage);

        // A message of which every recipient gets a file of its own can be in its queue in several pieces.
        _starts = new List<int>(pieces.Count);
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i == 0 || !AreOfOne(pieces[i - 1], pieces[i]))
            {
                _starts.Add(i);
            }
        }
    }

    private MessageListing(MessageListing other, int[] order) =>
        (_rows, _pieces, _starts, _withRecipients, _now, _order) = (other._rows, other._pieces, other._starts, other._withRecipients, other._now, order);

    /// <inheritdoc />
    public int Count => _starts.Count;

    /// <inheritdoc />
    public MessageView this[int index] => Message(_order is null ? index : _order[index]);

    /// <summary>Finds them; the parameters are those of <see cref="MessageScan.Of"/>.</summary>
    public static MessageListing Of(MessageQuery query, IReadOnlyList<MessageRow> rows, string server, ImmutableHashSet<long> shared, DateTimeOffset now)
    {
        var pieces = new List<Piece>();
        var withRecipients = query.Text.IncludeRecipientInfo;
        (NextHopSolutionKey Key, QueueIdentity? Identity) queue = default;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
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

            if (!query.HasFilter || query.Matches(ViewOf(row, new MessageIdentity(queue.Identity, number), withRecipients, now)))
            {
                pieces.Add(new Piece(number, queue.Identity, i));
            }
        }

        return new MessageListing(rows, pieces, withRecipients, now);
    }

    /// <summary>The same in an order; without properties it is the one that they have.</summary>
    public MessageListing In(SortOrder<MessageView> order) => order.IsByIdentityAlone ? this : new(this, order.Positions(this));

    /// <summary>Those of one number: copies of a message in several queues.</summary>
    public IEnumerable<MessageView> Of(long number)
    {
        var (first, end) = (0, Count);
        while (first < end)
        {
            var middle = first + ((end - first) / 2);
            (first, end) = _pieces[_starts[middle]].Number < number ? (middle + 1, end) : (first, middle);
        }

        for (; first < Count && _pieces[_starts[first]].Number == number; first++)
        {
            yield return Message(first);
        }
    }

    /// <inheritdoc />
    public IEnumerator<MessageView> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private MessageView Message(int index)
    {
        var end = index + 1 < _starts.Count ? _starts[index + 1] : _pieces.Count;
        var view = View(_pieces[_starts[index]]);
        for (var i = _starts[index] + 1; i < end; i++)
        {
            view = Together(view, View(_pieces[i]));
        }

        return view;
    }

    private int ByMessage(Piece one, Piece other)
    {
        var order = one.Number.CompareTo(other.Number);
        if (order == 0)
        {
            order = one.Queue.CompareTo(other.Queue);
            order = order != 0 ? order : _rows[one.Row].Message.Id.CompareTo(_rows[other.Row].Message.Id);
            order = order != 0 ? order : one.Row.CompareTo(other.Row);
        }

        return order;
    }

    private bool AreOfOne(Piece one, Piece other) =>
        one.Number == other.Number && _rows[one.Row].Message.Id == _rows[other.Row].Message.Id && one.Queue == other.Queue;

    private MessageView View(Piece piece) => ViewOf(_rows[piece.Row], new MessageIdentity(piece.Queue, piece.Number), _withRecipients, _now);

    private static MessageView ViewOf(in MessageRow row, MessageIdentity identity, bool withRecipients, DateTimeOffset now)
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

    /// <summary>A row that the query found.</summary>
    private readonly record struct Piece(long Number, QueueIdentity Queue, int Row);
}
