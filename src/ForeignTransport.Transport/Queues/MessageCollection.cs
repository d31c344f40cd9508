using System.Collections.Immutable;
using Akka.Actor;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Querying;
using ForeignTransport.Transport.Categorizing;

namespace ForeignTransport.Transport.Queues;

/// <summary>
/// Puts the page of one query together from what every partition has: each sorts its own, and of those lists only as much is fetched as the page
/// needs.
/// </summary>
/// <remarks>
/// A page near the beginning, the end or the bookmark costs one question to every partition and rarely another. A page deep inside a sorted list
/// costs as much as what is between it and the nearest of those places, in pieces of <see cref="PieceSize"/>.
/// </remarks>
internal sealed class MessageCollection
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private const int PieceSize = 1000;

    private readonly IActorRef _categorizer;
    private readonly MessageQuery _query;
    private readonly long _request = Random.Shared.NextInt64(1, long.MaxValue);
    private readonly List<Part> _parts = [];

    private MessageCollection(IActorRef categorizer, MessageQuery query) => (_categorizer, _query) = (categorizer, query);

    /// <summary>Asks every partition.</summary>
    /// <param name="categorizer">The partitions.</param>
    /// <param name="partitions">How many there are.</param>
    /// <param name="query">Which messages.</param>
    /// <param name="server">Under whose name.</param>
    /// <param name="shared">The numbers of <see cref="QueueView.SharedNumbers"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<MessagesSnapshot> CollectAsync(
        IActorRef categorizer, int partitions, MessageQuery query, string server, ImmutableHashSet<long> shared, CancellationToken cancellationToken)
    {
        var collection = new MessageCollection(categorizer, query);
        await collection.AskAsync(partitions, server, shared, cancellationToken);
        try
        {
            var page = await collection.PageAsync(cancellationToken);
            return new MessagesSnapshot(page, partitions, partitions - collection._parts.Count(part => !part.IsLost));
        }
        finally
        {
            foreach (var part in collection._parts.Where(part => part.IsOpen))
            {
                categorizer.Tell(new CategorizerQueries.GetMoreMessages(part.Partition, collection._request, 0, 0), ActorRefs.NoSender);
            }
        }
    }

    private async Task AskAsync(int partitions, string server, ImmutableHashSet<long> shared, CancellationToken cancellationToken)
    {
        var count = Math.Min(_query.Page.ResultSize, PieceSize);
        var backward = !_query.Page.SearchForward || _query.Page.BookmarkIndex == int.MaxValue;
        var answers = await Task.WhenAll(Enumerable.Range(0, partitions).Select(partition => AskAsync(
            new CategorizerQueries.GetMessages(partition, _request, server, _query, shared, count, backward), cancellationToken)));
        _parts.AddRange(answers.Where(answer => answer is { Error: null }).Select(answer => new Part(answer!)));
    }

    private async Task<Page<MessageView>> PageAsync(CancellationToken cancellationToken)
    {
        var total = _parts.Sum(part => part.Total);
        var hasBookmark = _query.Bookmark is not null;
        var place = hasBookmark ? _parts.Sum(part => part.Place) : 0;
        var (first, count) = hasBookmark
            ? Paging.Window(total, _query.Page, place, _parts.Exists(part => part.IsThere))
            : Paging.Window(total, _query.Page);
        var last = first + count;

        // The merge starts where every part knows its position, and as near to the page as can be.
        var anchor = new[] { (At: 0, Of: (Func<Part, int>)(_ => 0)), (At: total, Of: part => part.Total), (At: hasBookmark ? place : 0, Of: part => hasBookmark ? part.Place : 0) }
            .MinBy(candidate => Math.Max(0, candidate.At - first) + Math.Max(0, last - candidate.At));
        var before = new List<MessageView>();
        _parts.ForEach(part => part.Position = anchor.Of(part));
        for (var at = anchor.At; at > first; at--)
        {
            var message = await NextAsync(backward: true, cancellationToken);
            if (message is null)
            {
                break;
            }

            if (at <= last)
            {
                before.Add(message);
            }
        }

        before.Reverse();
        _parts.ForEach(part => part.Position = anchor.Of(part));
        for (var at = anchor.At; at < last; at++)
        {
            var message = await NextAsync(backward: false, cancellationToken);
            if (message is null)
            {
                break;
            }

            if (at >= first)
            {
                before.Add(message);
            }
        }

        return new Page<MessageView>(before, _parts.Where(part => !part.IsLost).Sum(part => part.Total), before.Count == 0 ? 0 : first + 1);
    }

    /// <summary>The next message of all parts, and steps over it.</summary>
    private async ValueTask<MessageView?> NextAsync(bool backward, CancellationToken cancellationToken)
    {
        Part? chosen = null;
        MessageView? best = null;
        foreach (var part in _parts)
        {
            if (part.IsLost || (backward ? part.Position == 0 : part.Position == part.Total))
            {
                continue;
            }

            var position = backward ? part.Position - 1 : part.Position;
            if (!part.Has(position) && !await FetchAsync(part, position, backward, cancellationToken))
            {
                continue;
            }

            var message = part.At(position);
            if (best is null || (_query.Order.Compare(message, best) < 0) != backward)
            {
                (chosen, best) = (part, message);
            }
        }

        if (chosen is not null)
        {
            chosen.Position += backward ? -1 : 1;
        }

        return best;
    }

    private async Task<bool> FetchAsync(Part part, int position, bool backward, CancellationToken cancellationToken)
    {
        var first = backward ? Math.Max(0, position - PieceSize + 1) : position;
        while (await AskAsync(
            new CategorizerQueries.GetMoreMessages(part.Partition, _request, first, Math.Min(PieceSize, part.Total - first)), cancellationToken)
            is { Error: null, Messages.IsEmpty: false } answer)
        {
            part.Take(answer);
            if (part.Has(position))
            {
                return true;
            }

            // Large messages: less than was asked for fitted into the answer.
            first = answer.First + answer.Messages.Length;
        }

        part.IsLost = true;
        return false;
    }

    /// <summary>Null when there is no answer in time.</summary>
    private async Task<CategorizerReplies.PartitionMessages?> AskAsync(object question, CancellationToken cancellationToken)
    {
        try
        {
            return await _categorizer.Ask<CategorizerReplies.PartitionMessages>(question, Deadline, cancellationToken);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }

    /// <summary>The messages of one partition, as far as they were fetched.</summary>
    private sealed class Part
    {
        private int _first;
        private ImmutableArray<MessageView> _messages;

        public Part(CategorizerReplies.PartitionMessages answer)
        {
            (Partition, Total, Place, IsThere) = (answer.Partition, answer.Total, answer.Place, answer.IsThere);
            Take(answer);
            IsOpen = answer.Messages.Length < answer.Total;
        }

        public int Partition { get; }

        public int Total { get; }

        public int Place { get; }

        public bool IsThere { get; }

        /// <summary>True while the partition keeps the rest.</summary>
        public bool IsOpen { get; }

        /// <summary>It does not answer any more.</summary>
        public bool IsLost { get; set; }

        public int Position { get; set; }

        public void Take(CategorizerReplies.PartitionMessages answer) => (_first, _messages) = (answer.First, answer.Messages);

        public bool Has(int position) => position >= _first && position < _first + _messages.Length;

        public MessageView At(int position) => _messages[position - _first];
    }
}
