using System.Collections.Immutable;
using Akka.Actor;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Recipients;
using ForeignTransport.Transport.Categorizing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>A change of the configuration routes what waits anew, and Unreachable empties by itself.</summary>
public sealed class PartitionReroutingSpecs : PartitionWorld
{
    private static readonly ForeignConnector Backup = Connector("backup", "SMTP:*;9");

    /// <summary>What becomes of the first connector, which is nearer than the second.</summary>
    public static TheoryData<string> Changes() => ["removed", "disabled", "spaces", "limit", "cheaper"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task should_take_another_route_when_a_connector_changes(string change)
    {
        Configure(Smtp, Backup);
        var partition = Start();
        await SubmittedAsync(partition, ToSmtp(1));
        var staging = await StagingAsync();
        Assert.Equal(Smtp.Id, staging.Connector);
        partition.Tell(NothingStaged(staging, ErrorCatalogue.DropDirectoryMissing.With(Directory)), TestActor);
        Assert.Equal(1, await CountAsync(partition, QueueOf(Smtp)));

        Configure(change switch
        {
            "removed" => [Backup],
            "disabled" => [Smtp with { Enabled = false }, Backup],
            "spaces" => [Smtp with { AddressSpaces = Connector("other", "SMTP:fabrikam.com;1").AddressSpaces }, Backup],
            "limit" => [Smtp with { MaxMessageSize = UnlimitedSize.FromBytes(10) }, Backup],
            _ => [Smtp, Backup with { AddressSpaces = Connector("near", "SMTP:contoso.net;1").AddressSpaces }]
        });

        Assert.Equal(Backup.Id, (await StagingAsync()).Connector);
        Assert.Equal(0, await CountAsync(partition, QueueOf(Smtp)));
    }

    [Fact]
    public async Task should_leave_unreachable_by_itself_when_a_connector_is_added_and_come_back_when_it_is_removed()
    {
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, ToSmtp(1));
        Assert.Equal(1, await CountAsync(partition, NextHopSolutionKey.Unreachable));

        Configure(Fax, Smtp);
        var staging = await StagingAsync();
        partition.Tell(NothingStaged(staging, ErrorCatalogue.DropDirectoryMissing.With(Directory)), TestActor);
        Assert.Equal((0, 1), (await CountAsync(partition, NextHopSolutionKey.Unreachable), await CountAsync(partition, QueueOf(Smtp))));

        Configure(Fax);
        Assert.Equal((1, 0), (await CountAsync(partition, NextHopSolutionKey.Unreachable), await CountAsync(partition, QueueOf(Smtp))));
    }

    [Fact]
    public async Task should_keep_a_fax_in_unreachable_when_its_connector_is_removed_and_deliver_it_when_another_comes()
    {
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(NothingStaged(await StagingAsync(), ErrorCatalogue.DropDirectoryMissing.With(Directory)), TestActor);
        Assert.Equal(1, await CountAsync(partition, QueueOf(Fax, "FAX")));

        Happen(new OrganizationEvent.ForeignConnectorRemoved(Fax.Id, Message(1).ReceivedAt.AddSeconds(1)));
        Assert.Equal((1, 0), (await CountAsync(partition, NextHopSolutionKey.Unreachable), WrittenCount<RecipientsFailed>()));

        // It is forgotten by nobody who did not see it come.
        await KillAsync(partition);
        partition = Start();
        Assert.Equal((1, 0), (await CountAsync(partition, NextHopSolutionKey.Unreachable), WrittenCount<RecipientsFailed>()));

        var other = Connector("other fax", "FAX:*;1");
        Happen(new OrganizationEvent.ForeignConnectorSet(other));
        Assert.Equal(other.Id, (await StagingAsync()).Connector);
    }

    [Fact]
    public async Task should_leave_what_waits_where_it_is_when_a_recipient_changes()
    {
        Configure(Smtp);
        var jane = new Recipient
        {
            Type = RecipientType.MailUser,
            Name = "jane",
            Alias = "jane",
            EmailAddresses = [new NativeAddress(AddressType.Smtp, "jane@contoso.com")],
            ExternalEmailAddress = new NativeAddress(AddressType.Smtp, "jane@contoso.com")
        };
        Happen(new OrganizationEvent.RecipientSet(jane));
        var partition = Start();
        var message = ToSmtp(1);
        await SubmittedAsync(partition, message with { Envelope = message.Envelope with { Recipients = [new EnvelopeRecipient("jane@contoso.com")] } });
        partition.Tell(NothingStaged(await StagingAsync(), ErrorCatalogue.DropDirectoryMissing.With(Directory)), TestActor);
        Assert.Equal(1, await CountAsync(partition, QueueOf(Smtp, "contoso.com")));

        // Routed anew it would fail: nobody has the address any more.
        Happen(new OrganizationEvent.RecipientRemoved("jane"));

        Assert.Equal(1, await CountAsync(partition, QueueOf(Smtp, "contoso.com")));
        Assert.Equal(0, WrittenCount<RecipientsFailed>());
        Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(Smtp.Id, (await StagingAsync()).Connector);
    }

    [Fact]
    public async Task should_stay_in_unreachable_while_that_is_suspended()
    {
        Suspend([Fax], NextHopSolutionKey.Unreachable);
        var partition = Start();
        await SubmittedAsync(partition, ToSmtp(1));

        Suspend([Fax, Smtp], NextHopSolutionKey.Unreachable);
        Assert.Equal(1, await CountAsync(partition, NextHopSolutionKey.Unreachable));

        Suspend([Fax, Smtp]);
        await StagingAsync();
        Assert.Equal(0, await CountAsync(partition, NextHopSolutionKey.Unreachable));
    }

    private long _version = 1000;

    private void Suspend(ImmutableArray<ForeignConnector> connectors, params NextHopSolutionKey[] suspended)
    {
        var state = OrganizationState.Restore(
            ++_version, connectors, [new TransportService("Hub01")], [new AcceptedDomain("Contoso", "contoso.com", IsDefault: true)], new TransportConfig(), suspended: suspended);
        Assert.True(Organization.Offer(state));
        Sys.EventStream.Publish(new Transport.Configuration.OrganizationChanged(state));
    }

    private QueuedMessage ToSmtp(int number) =>
        Message(number) with { Envelope = new Core.Messages.Envelope("alice@fabrikam.com", [new EnvelopeRecipient("bob@contoso.net")]) };

    private static NextHopSolutionKey QueueOf(ForeignConnector connector, string domain = "contoso.net") =>
        new(DeliveryType.NonSmtpGatewayDelivery, domain, connector.Id);

    private void Happen(OrganizationEvent happened)
    {
        var state = Organization.Current!.Apply(happened);
        Assert.True(Organization.Offer(state));
        Sys.EventStream.Publish(new Transport.Configuration.OrganizationChanged(state));
    }

    private static async Task<int> CountAsync(IActorRef partition, NextHopSolutionKey key)
    {
        var reply = await partition.Ask<CategorizerReplies.PartitionQueues>(new CategorizerQueries.GetQueues(0, 1), Patience);
        return reply.Queues.Where(queue => queue.Key == key).Sum(queue => queue.MessageCount);
    }
}
