using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;

namespace ForeignTransport.Transport.Queues;

/// <summary>
/// Answers one query of the messages of one partition, beside the partition: filters and sorts a copy of what is in its queues, and hands out
/// parts of that until nobody wants more.
/// </summary>
/// <remarks>
/// <para>In: <see cref="CategorizerQueries.GetMessages"/> once, then <see cref="CategorizerQueries.GetMoreMessages"/>. Out:
/// <see cref="CategorizerReplies.PartitionMessages"/>, each small enough for a frame of the transport.</para>
/// <para>It ends when everything was handed out, when it is told so, or when nobody has asked for ten seconds. In memory only.</para>
/// </remarks>
internal sealed class MessageScanActor : UntypedActor
{
    /// <summary>Bytes of one answer, about; a frame of the transport is 16 MiB.</summary>
    private const int MaxAnswer = 4 * 1024 * 1024;

    private const int ViewOverhead = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IReadOnlyList<MessageRow> _rows;
    private readonly DateTimeOffset _now;
    private MessageScan? _scan;
    private CategorizerQueries.GetMessages? _query;

    public MessageScanActor(IReadOnlyList<MessageRow> rows, DateTimeOffset now)
    {
        _rows = rows;
        _now = now;
        Context.SetReceiveTimeout(Patience);
    }

    public static Props Props(IReadOnlyList<MessageRow> rows, DateTimeOffset now) => Akka.Actor.Props.Create(() => new MessageScanActor(rows, now));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case CategorizerQueries.GetMessages query when _scan is null:
                Scan(query);
                break;
            case CategorizerQueries.GetMoreMessages { Count: > 0 } more when _scan is not null:
                Answer(more.First, more.Count);
                break;
            case CategorizerQueries.GetMoreMessages or ReceiveTimeout:
                Context.Stop(Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Scan(CategorizerQueries.GetMessages query)
    {
        _query = query;
        try
        {
            _scan = MessageScan.Of(query.Query, _rows, query.Server, query.SharedNumbers, _now);
        }
        catch (Exception cause)
        {
            // Whoever asked is told, and nobody else is concerned.
            _log.Error(cause, "The messages of partition {0} could not be listed", query.Partition);
            Sender.Tell(CategorizerReplies.PartitionMessages.Refused(query.Partition, query.Request, ErrorCatalogue.PartitionsDoNotAnswer.With(cause.Message)));
            Context.Stop(Self);
            return;
        }

        var anchor = query.Query.Bookmark is not null ? _scan.Place : query.Backward ? _scan.Messages.Count : 0;
        var first = query.Backward ? Math.Max(0, anchor - query.Count) : anchor;
        Answer(first, query.Backward ? anchor - first : query.Count);
    }

    private void Answer(int first, int count)
    {
        var all = _scan!.Messages;
        var messages = ImmutableArray.CreateBuilder<MessageView>();
        first = Math.Clamp(first, 0, all.Count);
        for (var (position, size) = (first, 0L); position < all.Count && messages.Count < count; position++)
        {
            var view = all[position];
            size += SizeOf(view);
            if (messages.Count > 0 && size > MaxAnswer)
            {
                break;
            }

            messages.Add(view);
        }

        Sender.Tell(new CategorizerReplies.PartitionMessages(
            _query!.Partition, _query.Request, _query.Server, null, all.Count, _scan.Place, _scan.IsThere, first, messages.ToImmutable()));
        if (messages.Count == all.Count)
        {
            Context.Stop(Self);
        }
    }

    private static long SizeOf(MessageView view) =>
        ViewOverhead + (3L * (view.Subject.Length + view.InternetMessageId.Length + view.FromAddress.Length + (view.LastError?.Length ?? 0)))
        + view.Recipients.Sum(recipient => 60L + (3L * (recipient.Address.Length + recipient.LastError.Length + recipient.FinalDestination.Length)));
}
