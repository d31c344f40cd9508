using Akka.Actor;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Delivery;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>What a partition says of its queues while messages come, wait and go.</summary>
public sealed class PartitionQueuesSpecs : PartitionWorld
{
    private static readonly NextHopSolutionKey FaxQueue = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", Fax.Id);

    [Fact]
    public async Task should_show_a_queue_from_delivery_over_retry_to_empty()
    {
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1), Message(2), Message(3));
        var staging = await StagingAsync();
        var active = await QueueAsync(partition, FaxQueue);
        Assert.Equal((QueueStatus.Active, 3, 0), (active.Status, active.MessageCount, active.RetryingCount));
        Assert.Equal(3 / 60.0, active.IncomingRate, 6);

        partition.Tell(NothingStaged(staging, ErrorCatalogue.DropDirectoryMissing.With(Directory)), TestActor);
        var retry = await QueueAsync(partition, FaxQueue);
        Assert.Equal((QueueStatus.Retry, 3, 3), (retry.Status, retry.MessageCount, retry.RetryingCount));
        Assert.Same(ErrorCatalogue.DropDirectoryMissing, retry.Retry!.LastError.Entry);
        Assert.Equal((0, Time.GetUtcNow(), Time.GetUtcNow().AddMinutes(1)), (retry.Retry.RetryCount, retry.Retry.FirstRetryTime, retry.Retry.NextRetryTime));

        Advance(TimeSpan.FromSeconds(61));
        staging = await StagingAsync();
        Assert.Equal(QueueStatus.Connecting, (await QueueAsync(partition, FaxQueue)).Status);

        partition.Tell(AllStaged(staging), TestActor);
        partition.Tell(AllPublished(await PublishingAsync()), TestActor);
        var done = await QueueAsync(partition, FaxQueue);
        Assert.Equal((QueueStatus.Ready, 0), (done.Status, done.MessageCount));
        Assert.Null(done.Retry);
        Assert.Equal(3 / 60.0, done.OutgoingRate, 6);
    }

    [Fact]
    public async Task should_show_a_queue_in_retry_when_staged_files_cannot_be_published()
    {
        Configure(Fax);
        var partition = Start();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(AllStaged(await StagingAsync()), TestActor);
        var publishing = await PublishingAsync();
        Assert.Equal(QueueStatus.Active, (await QueueAsync(partition, FaxQueue)).Status);

        partition.Tell(
            new DeliveryReplies.Published(publishing.Attempt, "Hub01", new PublishingResult([], [], ErrorCatalogue.DropDirectoryNotWritable.With(Directory))),
            TestActor);

        var queue = await QueueAsync(partition, FaxQueue);
        Assert.Equal((QueueStatus.Retry, 1, 1), (queue.Status, queue.MessageCount, queue.RetryingCount));
        Assert.Same(ErrorCatalogue.DropDirectoryNotWritable, queue.Retry!.LastError.Entry);
    }

    [Fact]
    public async Task should_find_the_queue_of_staged_files_again_after_a_restart_and_count_nothing_as_new()
    {
        Configure(Fax);
        var first = Start();
        await SubmittedAsync(first, Message(1), Message(2));
        first.Tell(AllStaged(await StagingAsync()), TestActor);
        await PublishingAsync();
        await SubmittedAsync(first, Message(3));
        await StagingAsync();
        await KillAsync(first);

        var partition = Start();
        await PublishingAsync();
        await StagingAsync();

        var queue = await QueueAsync(partition, FaxQueue);
        Assert.Equal((3, 0.0), (queue.MessageCount, queue.IncomingRate));
        Assert.Equal(0, (await QueueAsync(partition, NextHopSolutionKey.Submission)).MessageCount);
    }

    [Fact]
    public async Task should_show_in_unreachable_what_no_connector_serves_and_why()
    {
        Configure(Fax);
        var partition = Start();
        var message = Message(1);
        await SubmittedAsync(partition, message with { Envelope = new Core.Messages.Envelope("a@contoso.com", [new("bob@elsewhere.example")]) });

        var queue = await QueueAsync(partition, NextHopSolutionKey.Unreachable);
        Assert.Equal(1, queue.MessageCount);
        Assert.Equal(Core.Connectors.RoutingDiagnostics.NoMatchingConnector, queue.Reason);
    }

    [Fact]
    public async Task should_answer_while_the_journal_does_not()
    {
        Configure(Fax);
        Journal.Holds = _ => true;
        var partition = Start();
        Submit(partition, Message(1));
        await EventuallyAsync(() => Assert.True(Journal.IsHolding));

        Assert.Equal(0, (await QueueAsync(partition, NextHopSolutionKey.Submission)).MessageCount);
        Journal.Release();
    }

    private async Task<QueueReport> QueueAsync(IActorRef partition, NextHopSolutionKey key)
    {
        var queue = await FindAsync(partition, key);
        Assert.NotNull(queue);
        return queue;
    }

    private async Task<QueueReport?> FindAsync(IActorRef partition, NextHopSolutionKey key)
    {
        if (!Journal.IsHolding)
        {
            // This answer waits for what is being journaled; that of the queues does not.
            await UnknownAsync(partition);
        }

        var reply = await partition.Ask<CategorizerReplies.PartitionQueues>(new CategorizerQueries.GetQueues(0, 7), Patience);
        Assert.Equal((0, 7L, 0), (reply.Partition, reply.Request, reply.Omitted));
        return reply.Queues.SingleOrDefault(queue => queue.Key == key);
    }
}
