using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>A partition that recovers while its server does not know the organization yet.</summary>
public sealed class PartitionStartSpecs : PartitionWorld
{
    private static readonly ForeignConnector Confirming = Fax with { ReceiptMode = ReceiptMode.File, RelayDsnRequired = true };

    public PartitionStartSpecs() => Configure(Confirming, Smtp);

    [Fact]
    public async Task should_take_up_nothing_before_the_organization_is_known()
    {
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(AllStaged(await StagingAsync()), TestActor);
        await PublishingAsync();
        await KillAsync(partition);

        var early = Sys.ActorOf(CategorizerActor.Props(0, Services with { Organization = new OrganizationView() }));
        Watch(early);
        await ExpectStoppedAsync(early);
        await Connectors.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));

        var again = Start();
        again.Tell(AllPublished(await PublishingAsync()), TestActor);
        await EventuallyAsync(() => Assert.Equal(1, WrittenCount<DropsAwaiting>()));
        Assert.Equal(0, WrittenCount<DropsPublished>());
    }
}
