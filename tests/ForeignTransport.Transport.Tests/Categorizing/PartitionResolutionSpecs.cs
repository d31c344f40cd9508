using System.Text;
using Akka.Actor;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Recipients;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Queues;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>A partition and the directory: one journal entry for what changes, none for what does not, and a second resolution only where one is asked for.</summary>
public class PartitionResolutionSpecs : PartitionWorld
{
    private const string AllFaxes = "all@contoso.com";

    [Fact]
    public async Task should_journal_no_more_than_before_when_the_directory_does_not_touch_a_message()
    {
        ConfigureDirectory(1, Contact("c", "FAX:9"));
        var partition = Start();

        await SubmittedAsync(partition, Message(1));

        await StagingAsync();
        Assert.Equal(0, WrittenCount<RecipientsResolved>());
    }

    [Fact]
    public async Task should_drop_to_every_member_once_and_report_the_expansion_when_the_sender_asked()
    {
        ConfigureDirectory(1, Contact("one", "FAX:1"), Contact("two", "FAX:2"), Group("inner", "one", "all"), Group("all", "inner", "two", "one"));
        var partition = Start();

        await SubmittedAsync(partition, To(1, new EnvelopeRecipient(AllFaxes, DsnNotify.Success)));

        var staging = await StagingAsync();
        var drop = Assert.Single(staging.Drops);
        Assert.Equal(["IMCEAFAX-2@contoso.com", "IMCEAFAX-1@contoso.com"], drop.Envelope.Recipients.Select(recipient => recipient.Address));
        Assert.All(drop.Envelope.Recipients, recipient => Assert.Equal((DsnNotify.Never, "rfc822;all@contoso.com"), (recipient.Notify, recipient.OriginalRecipient)));
        await EventuallyAsync(() => Assert.Equal(DsnKind.Expanded, Assert.Single(Journal.Written.OfType<DsnAccepted>()).Kind));
        partition.Tell(AllStaged(staging), Connectors.Ref);
        // The DSN is on its way too.
        var publishing = (DeliveryCommands.PublishDrops)await Connectors.FishForMessageAsync(message => message is DeliveryCommands.PublishDrops, Patience);
        partition.Tell(AllPublished(publishing), Connectors.Ref);
        await EventuallyAsync(() => Assert.Contains(Message(1).Id, Store.Released));
    }

    [Fact]
    public async Task should_not_resolve_again_when_the_directory_changes_or_the_partition_recovers()
    {
        ConfigureDirectory(1, Contact("one", "FAX:1"), Contact("two", "FAX:2"), Group("all", "one"));
        var partition = Start();
        await SubmittedAsync(partition, To(1, new EnvelopeRecipient(AllFaxes)));
        await StagingAsync();

        ConfigureDirectory(2, Contact("one", "FAX:1"), Contact("two", "FAX:2"), Group("all", "one", "two"));
        await KillAsync(partition);
        partition = Start();

        var drop = Assert.Single((await StagingAsync()).Drops);
        Assert.Equal("IMCEAFAX-1@contoso.com", Assert.Single(drop.Envelope.Recipients).Address);
        Assert.Equal(1, WrittenCount<RecipientsResolved>());
    }

    [Fact]
    public async Task should_have_looked_up_again_when_the_administrator_is_told_that_a_queue_was_resubmitted()
    {
        ConfigureDirectory(1, Contact("one", "FAX:1"), Group("all", "one"));
        var partition = Start();
        await SubmittedAsync(partition, To(1, new EnvelopeRecipient(AllFaxes)));
        partition.Tell(NothingStaged(await StagingAsync(), ErrorCatalogue.DropDirectoryMissing.With(Directory)), Connectors.Ref);
        ConfigureDirectory(2, Contact("one", "FAX:2"), Group("all", "one"));
        // The new configuration has it tried at once.
        partition.Tell(NothingStaged(await StagingAsync(), ErrorCatalogue.DropDirectoryMissing.With(Directory)), Connectors.Ref);

        var retried = await partition.Ask<CategorizerReplies.QueueRetried>(
            new CategorizerCommands.RetryQueue(0, new NextHopSolutionKey(DeliveryType.NonSmtpGatewayDelivery, "FAX", Fax.Id), Resubmit: true), Patience);

        Assert.Equal(1, retried.Messages);
        Assert.Equal(2, WrittenCount<RecipientsResolved>());
        await KillAsync(partition);
        Start();
        var drop = Assert.Single((await StagingAsync()).Drops);
        Assert.Equal(("IMCEAFAX-2@contoso.com", "rfc822;all@contoso.com"), (drop.Envelope.Recipients[0].Address, drop.Envelope.Recipients[0].OriginalRecipient));
    }

    [Fact]
    public async Task should_be_done_with_a_message_when_its_group_has_no_members_and_nobody_asked_for_a_report()
    {
        ConfigureDirectory(1, Group("all"));
        var partition = Start();

        await SubmittedAsync(partition, To(1, new EnvelopeRecipient(AllFaxes)));

        await EventuallyAsync(() => Assert.Contains(Message(1).Id, Store.Released));
        Assert.Equal(0, (await LookAsync(partition)).Messages);
    }

    [Fact]
    public async Task should_tell_the_sender_when_a_recipient_takes_no_message_so_large()
    {
        ConfigureDirectory(1, Contact("small", "FAX:1") with { MaxReceiveSize = UnlimitedSize.FromBytes(1) });
        var partition = Start();

        await SubmittedAsync(partition, To(1, new EnvelopeRecipient("small@contoso.com")));

        await EventuallyAsync(() => Assert.Equal(DsnKind.Failed, Assert.Single(Journal.Written.OfType<DsnAccepted>()).Kind));
        Assert.Equal(
            "550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient",
            Assert.Single(Assert.Single(Assert.Single(Journal.Written.OfType<RecipientsResolved>()).Messages).Failed).Diagnostic);
    }

    [Fact]
    public async Task should_export_the_members_when_a_message_to_a_group_is_suspended()
    {
        ConfigureDirectory(1, Contact("one", "FAX:1"), Contact("two", "FAX:2"), Group("all", "one", "two"));
        var partition = Start();
        var message = To(1, new EnvelopeRecipient(AllFaxes));
        await SubmittedAsync(partition, message);
        partition.Tell(NothingStaged(await StagingAsync(), ErrorCatalogue.DropDirectoryMissing.With(Directory)), Connectors.Ref);
        var copy = new MessageCopy(message.Id, new NextHopSolutionKey(DeliveryType.NonSmtpGatewayDelivery, "FAX", Fax.Id));
        var commanded = await partition.Ask<CategorizerReplies.MessagesCommanded>(
            new CategorizerCommands.CommandMessages(0, MessageCommand.Suspend, [copy], WhatIf: false), Patience);
        Assert.Equal(MessageCommandOutcome.Suspended, Assert.Single(commanded.Outcomes));

        var found = await partition.Ask<CategorizerReplies.MessageCopyFound>(new CategorizerQueries.GetMessageCopy(0, copy), Patience);
        using var file = new MemoryStream();
        var view = new MessageView { Identity = new MessageIdentity(QueueView.Named(copy.Queue, [], "Hub01").Identity, 1) };
        var exported = await MessageExporter.WriteAsync(Store, view, found, file, CancellationToken.None);

        Assert.Null(exported.Error);
        var lines = Encoding.ASCII.GetString(file.ToArray()).Split("\r\n");
        Assert.Equal(
            [
                "X-Sender: <alice@fabrikam.com>",
                "X-Receiver: <IMCEAFAX-1@contoso.com> ORCPT=rfc822;all@contoso.com",
                "X-Receiver: <IMCEAFAX-2@contoso.com> ORCPT=rfc822;all@contoso.com"
            ],
            lines[..3]);
    }

    [Fact]
    public async Task should_write_to_members_in_the_name_of_the_manager_and_tell_him_of_failures()
    {
        ConfigureDirectory(
            1, Contact("boss", "FAX:9"), Contact("one", "FAX:1"), Contact("small", "FAX:2") with { MaxReceiveSize = UnlimitedSize.FromBytes(1) },
            Group("all", "one", "small") with { ManagedBy = ["boss"], ReportToManagerEnabled = true, ReportToOriginatorEnabled = false });
        var partition = Start();

        await SubmittedAsync(partition, To(1, new EnvelopeRecipient(AllFaxes)));

        var first = (await StagingAsync()).Drops;
        await EventuallyAsync(() => Assert.Equal(1, WrittenCount<DsnAccepted>()));
        Assert.Equal(("boss@contoso.com", "IMCEAFAX-1@contoso.com"), (first[0].Envelope.ReversePath, Assert.Single(first[0].Envelope.Recipients).Address));
        var dsn = Assert.Single(Journal.Written.OfType<DsnAccepted>()).Dsn;
        Assert.Equal("boss@contoso.com", Assert.Single(dsn.Envelope.Recipients).Address);
        Assert.Contains("To: boss@contoso.com", System.Text.Encoding.Latin1.GetString(Store[dsn.Id]), StringComparison.Ordinal);
    }

    private QueuedMessage To(int number, EnvelopeRecipient recipient)
    {
        var message = Message(number);
        return message with { Envelope = message.Envelope with { Recipients = [recipient] } };
    }

    private void ConfigureDirectory(long version, params Recipient[] recipients)
    {
        var state = OrganizationState.Restore(
            version, [Fax, Smtp], [new TransportService("Hub01")], [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)],
            new TransportConfig(), recipients);
        Assert.True(Organization.Offer(state));
        Sys.EventStream.Publish(new OrganizationChanged(state));
    }

    private static Recipient Contact(string name, string external) => new()
    {
        Type = RecipientType.MailContact, Name = name, Alias = name, EmailAddresses = [Address($"{name}@contoso.com")], ExternalEmailAddress = Address(external)
    };

    private static Recipient Group(string name, params string[] members) => new()
    {
        Type = RecipientType.MailUniversalDistributionGroup, Name = name, Alias = name, EmailAddresses = [Address($"{name}@contoso.com")], Members = [.. members]
    };

    private static NativeAddress Address(string text) =>
        NativeAddress.TryParse(text, out var address, out var error) ? address : throw new ArgumentException(error.ToString());
}
