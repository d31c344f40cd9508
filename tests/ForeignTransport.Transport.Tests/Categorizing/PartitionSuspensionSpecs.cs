using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Delivery;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>A partition on Hub01 while source servers of its connectors are suspended.</summary>
public sealed class PartitionSuspensionSpecs : PartitionWorld
{
    private static readonly ForeignConnector Both = Fax with { SourceTransportServers = ["Hub01", "Hub02"] };

    private readonly TestProbe _hub02;

    public PartitionSuspensionSpecs()
    {
        _hub02 = CreateTestProbe("hub02");
        Servers!.Place("Hub02", _hub02);
        var both = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "Hub01", "Hub02");
        Servers.Current = new TransportServers(both, both, both);
    }

    [Fact]
    public async Task should_stage_by_the_other_server_when_the_near_one_is_suspended()
    {
        Configure(["Hub01"], Both);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));

        await _hub02.ExpectMsgAsync<DeliveryCommands.StageDrops>(Patience);
        Assert.Equal(new CategorizerReplies.Deliveries(0, 0, IsFinal: true), await CountAsync(partition, "Hub01"));
    }

    [Fact]
    public async Task should_wait_with_that_reason_when_the_only_source_server_is_suspended_and_go_on_when_it_is_resumed()
    {
        Configure(["Hub01"], Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));

        await AwaitAssertAsync(async () => Assert.Equal(
            ErrorCatalogue.SourceServerSuspended.With("fax: server Hub01 is suspended").ToString(), (await LookAsync(partition)).LastError), Patience, TimeSpan.FromMilliseconds(10));
        await Connectors.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));

        // No time passes: it does not wait for a retry.
        Configure(Fax);
        await StagingAsync();
    }

    [Fact]
    public async Task should_publish_by_the_suspended_server_what_is_staged_there()
    {
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        var stage = await StagingAsync();
        Assert.Equal(new CategorizerReplies.Deliveries(0, 1, IsFinal: false), await CountAsync(partition, "hub01"));
        Configure(["Hub01"], Fax);

        partition.Tell(AllStaged(stage), TestActor);
        var publish = await PublishingAsync();
        Assert.Equal(new CategorizerReplies.Deliveries(0, 1, IsFinal: true), await CountAsync(partition, "Hub01"));
        partition.Tell(AllPublished(publish), TestActor);

        await AwaitAssertAsync(async () => Assert.Equal(new CategorizerReplies.Deliveries(0, 0, IsFinal: true), await CountAsync(partition, "Hub01")), Patience, TimeSpan.FromMilliseconds(10));
        await UnknownAsync(partition);
        Assert.Equal(0, (await LookAsync(partition)).Messages);
        Assert.Equal(0, Services.Hosted.Messages);
    }

    [Fact]
    public async Task should_say_how_many_messages_it_holds()
    {
        Configure(["Hub01"], Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1), Message(2));

        Assert.Equal(2, Services.Hosted.Messages);
        await KillAsync(partition);
        Assert.Equal(0, Services.Hosted.Messages);
    }

    private static async Task<CategorizerReplies.Deliveries> CountAsync(IActorRef partition, string server) =>
        await partition.Ask<CategorizerReplies.Deliveries>(new CategorizerQueries.CountDeliveries(0, server), Patience);
}
