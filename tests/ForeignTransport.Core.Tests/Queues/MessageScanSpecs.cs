using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;
using static ForeignTransport.Core.Tests.Recipients.Directories;

namespace ForeignTransport.Core.Tests.Queues;

/// <summary>What Get-Message -IncludeRecipientInfo shows of messages that a partition holds.</summary>
public class MessageScanSpecs
{
    private static readonly DateTimeOffset Now = QueuedMessages.Now;

    [Fact]
    public void should_show_the_members_and_new_addresses_when_the_directory_changed_the_recipients()
    {
        var organization = With(Contact("c", "FAX:1"), User("jane", null, "j@contoso.com"), Group("g", "c", "jane2"), User("jane2"));
        var partition = new CategorizerPartition(new CategorizerState());
        partition.Apply(new MessagesAccepted(
        [
            QueuedMessages.With(
                1, QueuedMessages.Sender, [new EnvelopeRecipient("g@contoso.com"), new EnvelopeRecipient("j@contoso.com")], QueuedMessages.Refused("no@b.example")),
            QueuedMessages.To(2, "plain@elsewhere.example")
        ]));
        List<QueueItem> items = [.. partition.State.Messages.Values.Select(entry => CategorizerPartition.PendingItem(entry)!)];
        partition.Apply(partition.Resolve(items, organization, Now)!);
        var context = Context(organization);
        partition.Route([.. items, CategorizerPartition.PendingItem(partition.State.Messages[QueuedMessages.Id(1)])!], (address, size) => RecipientRouting.Route(address, size, context), Now);

        var shown = Scan(partition).SelectMany(message => message.Recipients).ToList();

        Assert.Equal(
            ["IMCEAFAX-1@contoso.com", "jane2@contoso.com", "jane@contoso.com", "plain@elsewhere.example"],
            shown.Select(recipient => recipient.Address).Order(StringComparer.Ordinal));
        Assert.All(shown, recipient => Assert.Equal(MessageRecipientStatus.Ready, recipient.Status));
    }

    [Fact]
    public void should_show_a_recipient_as_complete_when_only_its_notification_is_left()
    {
        var partition = new CategorizerPartition(new CategorizerState());
        partition.Apply(new MessagesAccepted([QueuedMessages.With(1, QueuedMessages.Sender, [], QueuedMessages.Refused("no@b.example"))]));
        partition.Apply(new MessagesHeld(
            [new HeldMessage(QueuedMessages.Id(1), new MessageHold(HoldKind.Poison, NextHopSolutionKey.PoisonMessage, [0], "It could not be composed."))]));

        var recipient = Assert.Single(Assert.Single(Scan(partition)).Recipients);

        Assert.Equal(("no@b.example", MessageRecipientStatus.Complete), (recipient.Address, recipient.Status));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Identity")]
    [InlineData("+Subject")]
    [InlineData("-RetryCount,-Identity")]
    public void should_show_a_message_once_for_each_queue_when_pieces_of_it_wait_there(string order)
    {
        var shown = Of(new MessageQueryText { SortOrder = [order], IncludeRecipientInfo = true }, Pieces).Messages;

        Assert.Equal(4, shown.Count);
        Assert.Equal(
            [("Order 1", Fax, 3, MessageStatus.Active, 4), ("Order 1", Archive, 1, MessageStatus.Ready, 0), ("Order 2", Fax, 2, MessageStatus.Retry, 3), ("Order 3", Fax, 1, MessageStatus.Ready, 0)],
            shown.Select(message => (message.Subject, message.NextHop, message.RecipientCount, message.Status, message.RetryCount)).OrderBy(message => message.Subject).ThenBy(message => message.NextHop == Archive));
        Assert.All(shown, message => Assert.Equal(message.RecipientCount, message.Recipients.Length));
        Assert.Equal(["r0@a.example", "r2@a.example", "r1@a.example"], shown.Single(message => message.Subject == "Order 1" && message.NextHop == Fax).Recipients.Select(recipient => recipient.Address));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("Subject", "Order 1")]
    [InlineData("-Subject", "Order 3")]
    public void should_sort_them(string order, string? first)
    {
        Assert.True(MessageQuery.TryParse(new MessageQueryText { SortOrder = [order] }, TimeZoneInfo.Utc, out var query, out _));
        var shown = MessageScan.Of(query, Pieces, "Hub01", [], Now).Messages;

        Assert.Equal(shown.Order(query.Order).Select(message => message.Identity), shown.Select(message => message.Identity));
        Assert.Equal(first ?? shown[0].Subject, shown[0].Subject);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void should_find_the_place_of_a_bookmark(int place)
    {
        var all = Of(new MessageQueryText(), Pieces).Messages;

        var scan = Of(new MessageQueryText { BookmarkObject = $"{all[place].Identity}" }, Pieces);
        var without = Of(new MessageQueryText { BookmarkObject = $"{all[place].Identity}" }, [.. Pieces.Where(row => row.Message.Subject != all[place].Subject)]);

        Assert.Equal((place, true), (scan.Place, scan.IsThere));
        Assert.False(without.IsThere);
        Assert.Equal(all.Take(place).Count(message => message.Subject != all[place].Subject), without.Place);
    }

    [Fact]
    public void should_look_at_pieces_by_themselves_when_there_is_a_filter()
    {
        var shown = Of(new MessageQueryText { Filter = "RetryCount -gt 0" }, Pieces).Messages;

        Assert.Equal([("Order 1", 1), ("Order 2", 2)], shown.Select(message => (message.Subject, message.RecipientCount)).Order());
    }

    private static readonly NextHopSolutionKey Fax = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", new Guid(1, 2, 3, new byte[8]));
    private static readonly NextHopSolutionKey Archive = new(DeliveryType.NonSmtpGatewayDelivery, "ARCHIVE", new Guid(4, 5, 6, new byte[8]));

    /// <summary>As a partition lists them: queue by queue, the attempt under way behind what waits.</summary>
    private static readonly MessageRow[] Pieces =
    [
        Row(3, Fax, MessageStatus.Ready, 0, 0),
        Row(1, Fax, MessageStatus.Ready, 0, 0, 2),
        Row(2, Fax, MessageStatus.Retry, 3, 1, 0),
        Row(1, Archive, MessageStatus.Ready, 0, 3),
        Row(1, Fax, MessageStatus.Active, 4, 1)
    ];

    private static MessageRow Row(int number, NextHopSolutionKey queue, MessageStatus status, int retries, params int[] recipients)
    {
        var message = QueuedMessages.To(number, "r0@a.example", "r1@a.example", "r2@a.example", "r3@a.example");
        return new MessageRow(message, queue, [.. message.Envelope.Recipients.Select(recipient => new RecipientEntry(recipient))], [.. recipients], status, null, retries);
    }

    private static MessageScan Of(MessageQueryText text, IReadOnlyList<MessageRow> rows)
    {
        Assert.True(MessageQuery.TryParse(text, TimeZoneInfo.Utc, out var query, out _));
        return MessageScan.Of(query, rows, "Hub01", [], Now);
    }

    private static IReadOnlyList<MessageView> Scan(CategorizerPartition partition)
    {
        Assert.True(MessageQuery.TryParse(new MessageQueryText { IncludeRecipientInfo = true }, TimeZoneInfo.Utc, out var query, out _));
        return MessageScan.Of(query, MessageRows.Of(partition, [], _ => true), "Hub01", [], Now).Messages;
    }
}
