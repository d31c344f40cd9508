using Akka.Actor;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Delivery;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>A partition with priority queuing: in which order it asks for files, what it says, and what is left of that after a restart.</summary>
public sealed class PartitionPrioritySpecs : PartitionWorld
{
    private static readonly NextHopSolutionKey FaxQueue = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", Fax.Id);

    [Fact]
    public async Task should_ask_for_the_urgent_first_also_after_a_restart()
    {
        Priorities = new PriorityQueuing { Enabled = true };
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1, DeliveryPriority.Low), Message(2, DeliveryPriority.Normal), Message(3, DeliveryPriority.High));
        Assert.Equal([3, 2, 1], (await StagingAsync()).Drops.Select(NumberOf));
        await KillAsync(partition);

        Start();

        Assert.Equal([3, 2, 1], (await StagingAsync()).Drops.Select(NumberOf));
    }

    [Fact]
    public async Task should_count_by_priority_and_follow_the_setting_at_once()
    {
        Priorities = new PriorityQueuing { Enabled = true };
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1, DeliveryPriority.Low), Message(2, DeliveryPriority.Normal), Message(3, DeliveryPriority.High));
        var staging = await StagingAsync();
        Assert.Equal((int[])[1, 1, 1, 0], (await QueueAsync(partition)).MessageCountsPerPriority);
        partition.Tell(NothingStaged(staging, ErrorCatalogue.DropDirectoryMissing.With(Directory)), TestActor);
        Assert.Equal((int[])[1, 1, 1, 0], (await QueueAsync(partition)).DeferredMessageCountsPerPriority);

        Priorities = new PriorityQueuing();
        Configure(Fax);

        // A change of the configuration routes anew, and what is routed anew is tried at once.
        Assert.Equal([1, 2, 3], (await StagingAsync()).Drops.Select(NumberOf));
        Assert.Equal((int[])[0, 3, 0, 0], (await QueueAsync(partition)).MessageCountsPerPriority);
    }

    [Theory]
    [InlineData(true, 3, DeliveryPriority.Normal)]
    [InlineData(false, 2, null)]
    public async Task should_send_a_notification_with_normal_priority(bool isOn, int days, DeliveryPriority? priority)
    {
        Priorities = new PriorityQueuing { Enabled = isOn, NormalPriorityMessageExpirationTimeout = TimeSpan.FromDays(3) };
        Configure(Fax, Smtp);
        var partition = Start();
        var refused = new RefusedRecipient("nobody", "5.1.3", "550 5.1.3 x", DsnNotify.Unspecified, null);
        await SubmittedAsync(partition, Message(1, "alice@fabrikam.com", refused) with { Priority = isOn ? DeliveryPriority.High : null });

        await EventuallyAsync(() => Assert.Equal(1, WrittenCount<DsnAccepted>()));

        var dsn = Journal.Written.OfType<DsnAccepted>().Single().Dsn;
        Assert.Equal((priority, Noon.AddDays(days)), (dsn.Priority, dsn.ExpiresAt));
    }

    private static int NumberOf(DeliveryCommands.DropToStage drop) => int.Parse(
        drop.Envelope.Recipients[0].Address["IMCEAFAX-".Length..^"@contoso.com".Length], System.Globalization.CultureInfo.InvariantCulture);

    private QueuedMessage Message(int number, DeliveryPriority priority) => Message(number) with { Priority = priority };

    private static async Task<QueueView> QueueAsync(IActorRef partition)
    {
        var answer = await partition.Ask<CategorizerReplies.PartitionQueues>(new CategorizerQueries.GetQueues(0, 1), Patience);
        return QueueView.Of([Assert.Single(answer.Queues, queue => queue.Key == FaxQueue)], "Hub01").Single();
    }
}
