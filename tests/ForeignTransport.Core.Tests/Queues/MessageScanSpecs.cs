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

    private static IReadOnlyList<MessageView> Scan(CategorizerPartition partition)
    {
        Assert.True(MessageQuery.TryParse(new MessageQueryText { IncludeRecipientInfo = true }, TimeZoneInfo.Utc, out var query, out _));
        return MessageScan.Of(query, MessageRows.Of(partition, [], _ => true), "Hub01", [], Now).Messages;
    }
}
