using System.Globalization;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Querying;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Queues;
using Xunit;

namespace ForeignTransport.Transport.Tests.Queues;

/// <summary>Pages of the messages of several partitions are the pages of one sorted list of all of them.</summary>
public sealed class MessageCollectionSpecs() : TestKit(PatientStart.Hocon)
{
    private const int Partitions = 3;
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly NextHopSolutionKey Fax = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", new Guid(1, 2, 3, new byte[8]));

    // Vectors 22.4: a queue of 10 messages, ResultSize 4, order Identity.
    [Theory]
    [InlineData(null, null, true, true, "1 2 3 4")]
    [InlineData(5, null, true, true, "5 6 7 8")]
    [InlineData(0, null, true, true, "1 2 3 4")]
    [InlineData(int.MaxValue, null, true, true, "7 8 9 10")]
    [InlineData(null, 4, false, true, "5 6 7 8")]
    [InlineData(null, 9, false, true, "7 8 9 10")]
    [InlineData(null, null, true, false, "7 8 9 10")]
    [InlineData(null, 3, true, false, "1 2 3 4")]
    public async Task should_show_the_documented_page(int? index, int? bookmark, bool includes, bool forward, string expected)
    {
        var page = await CollectAsync(10, new MessageQueryText
        {
            ResultSize = "4", BookmarkIndex = index, BookmarkObject = bookmark is { } number ? IdentityOf(number) : null, IncludeBookmark = includes, SearchForward = forward
        });

        Assert.Equal(expected, string.Join(' ', page.Page.Items.Select(message => message.Subject)));
        Assert.Equal((10, int.Parse(expected.Split(' ')[0], CultureInfo.InvariantCulture), 0), (page.Page.Total, page.Page.FirstIndex, page.Missing));
    }

    [Theory]
    [InlineData("Subject", 5000, 50, 2500)]
    [InlineData("-Size", 5000, 50, 4900)]
    [InlineData("-Size,Subject", 5000, 3000, 900)]
    [InlineData("DateReceived", 5000, 10_000, 1)]
    public async Task should_cut_pages_out_of_long_lists_as_if_they_were_in_one_place(string order, int count, int size, int index)
    {
        var text = new MessageQueryText { SortOrder = [order], ResultSize = $"{size}", BookmarkIndex = index, Filter = "Size -gt 3" };
        Assert.True(MessageQuery.TryParse(text, TimeZoneInfo.Utc, out var query, out _));
        var all = MessageScan.Of(query, Rows(count), "Hub01", [], Noon);

        var page = await CollectAsync(count, text);

        var expected = Paging.At(all.Messages, query.Page);
        Assert.Equal(expected.Items.Select(message => message.Identity), page.Page.Items.Select(message => message.Identity));
        Assert.Equal((expected.Total, expected.FirstIndex), (page.Page.Total, page.Page.FirstIndex));
    }

    [Fact]
    public async Task should_begin_where_a_message_was_that_is_gone()
    {
        var gone = new MessageIdentity(QueueView.Named(Fax, [], "Hub01").Identity, MessageNumber.Of(MessageId.Create(Noon, 0, 77), Noon.AddMilliseconds(45).AddTicks(1)));

        var page = await CollectAsync(100, new MessageQueryText { ResultSize = "2", BookmarkObject = $"{gone}" });

        // In the same millisecond as the 45th: before or behind it, as their numbers are.
        Assert.Contains(string.Join(' ', page.Page.Items.Select(message => message.Subject)), new[] { "45 46", "46 47" });
    }

    [Fact]
    public async Task should_say_how_many_partitions_are_missing()
    {
        var page = await CollectAsync(9, new MessageQueryText(), silent: 1);

        Assert.Equal((1, true), (page.Missing, page.IsPartial));
        Assert.Equal(6, page.Page.Total);
    }

    private static List<MessageRow> Rows(int count) =>
    [
        .. Enumerable.Range(1, count).Select(number => new MessageRow(
            new QueuedMessage(
                MessageId.Create(Noon, (ushort)(number % Partitions), (ulong)number), new Core.Messages.Envelope("a@contoso.com", [new EnvelopeRecipient("b@contoso.com")]), [], 1,
                number * 7919L % 1000, $"{number}", "", new TraceInfo(), Noon.AddMilliseconds(number), Noon.AddDays(2), null, false, false),
            Fax, [new RecipientEntry(new EnvelopeRecipient("b@contoso.com"))], [0], MessageStatus.Ready, null, 0))
    ];

    private static string IdentityOf(int number)
    {
        var message = Rows(number)[^1].Message;
        return $"{new MessageIdentity(QueueView.Named(Fax, [], "Hub01").Identity, MessageNumber.Of(message.Id, message.ReceivedAt))}";
    }

    private async Task<MessagesSnapshot> CollectAsync(int count, MessageQueryText text, int? silent = null)
    {
        Assert.True(MessageQuery.TryParse(text, TimeZoneInfo.Utc, out var query, out _));
        for (var attempt = 1; ; attempt++)
        {
            var partitions = Sys.ActorOf(Props.Create(() => new ScanningPartitions(Rows(count), silent)));
            var page = await MessageCollection.CollectAsync(partitions, Partitions, query, "Hub01", [], CancellationToken.None);

            // On a busy machine a partition may need longer than it is given.
            if (page.Missing == (silent is null ? 0 : 1) || attempt == 20)
            {
                return page;
            }
        }
    }

    /// <summary>Partitions that only answer queries.</summary>
    private sealed class ScanningPartitions(List<MessageRow> rows, int? silent) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case CategorizerQueries.GetMessages query when query.Partition != silent:
                    Context.ActorOf(MessageScanActor.Props([.. rows.Where(row => row.Message.Id.Partition(Partitions) == query.Partition)], Noon), $"{query.Partition}")
                        .Forward(query);
                    break;
                case CategorizerQueries.GetMoreMessages more:
                    Context.Child($"{more.Partition}").Forward(more);
                    break;
                default:
                    Unhandled(message);
                    break;
            }
        }
    }
}
