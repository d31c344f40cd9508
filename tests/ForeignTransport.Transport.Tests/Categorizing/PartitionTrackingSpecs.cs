using Akka.Actor;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tracking;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Delivery;
using ForeignTransport.Transport.Tracking;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

/// <summary>What a partition tells message tracking of what it does not journal: docs/tracking.md.</summary>
public sealed class PartitionTrackingSpecs : PartitionWorld
{
    private static readonly NextHopSolutionKey FaxQueue = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", Fax.Id);

    private readonly RecordedTracking _tracking = new();

    [Fact]
    public async Task should_tell_a_deferral_for_each_attempt_to_publish_that_fails()
    {
        Configure(Fax);
        var partition = StartTracked();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(AllStaged(await StagingAsync()), TestActor);
        Refuse(partition, await PublishingAsync());
        await EventuallyAsync(() => Assert.Single(Deferrals()));
        await LookAsync(partition);
        Advance(TimeSpan.FromMinutes(2));
        Refuse(partition, await PublishingAsync());

        await EventuallyAsync(() => Assert.Equal(2, Deferrals().Count));
        Assert.All(Deferrals(), row => Assert.Equal((TrackingSource.Gateway, "Hub01"), (row.Source, row.ServerHostname)));
        Assert.All(Deferrals(), row => Assert.StartsWith("FT-2104", row.SourceContext, StringComparison.Ordinal));
        Assert.Equal(2, Deferrals().Select(row => row.LogId).Distinct().Count());
    }

    [Fact]
    public async Task should_tell_one_deferral_when_the_database_does_not_answer_for_a_while()
    {
        Configure(Fax);
        var partition = StartTracked();
        await SubmittedAsync(partition, Message(1));
        for (var second = 0; second < 5; second++)
        {
            var attempt = (await StagingAsync()).Attempt;
            partition.Tell(new DeliveryReplies.Unavailable(attempt, ErrorCatalogue.DatabaseUnavailable.With("test")), TestActor);
            await LookAsync(partition);
            Advance(TimeSpan.FromSeconds(1));
        }

        Assert.StartsWith("FT-6013", Assert.Single(Deferrals()).SourceContext, StringComparison.Ordinal);
    }

    [Fact]
    public async Task should_tell_a_deferral_when_there_is_no_source_server()
    {
        Configure(Fax with { SourceTransportServers = ["Hub09"] });
        var partition = StartTracked();
        await SubmittedAsync(partition, Message(1), Message(2));

        await EventuallyAsync(() => Assert.Equal(2, Deferrals().Count));
        await LookAsync(partition);
        Assert.Equal(2, Deferrals().Count);
        Assert.All(Deferrals(), row => Assert.Equal(TrackingSource.Gateway, row.Source));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task should_tell_that_a_queue_is_resubmitted_by_command_or_after_twelve_hours(bool byCommand)
    {
        Configure(Fax);
        var partition = StartTracked();
        await SubmittedAsync(partition, Message(1));
        partition.Tell(NothingStaged(await StagingAsync(), ErrorCatalogue.DropDirectoryMissing.With(Directory)), TestActor);
        await LookAsync(partition);
        if (byCommand)
        {
            var answer = await partition.Ask<CategorizerReplies.QueueRetried>(new CategorizerCommands.RetryQueue(0, FaxQueue, Resubmit: true), Patience);
            Assert.Equal(1, answer.Messages);
        }
        else
        {
            Advance(TimeSpan.FromHours(12) + TimeSpan.FromMinutes(1));
        }

        await EventuallyAsync(() => Assert.Equal("Resubmit", Assert.Single(_tracking.Rows, row => row.Source == TrackingSource.Queue).SourceContext));
    }

    [Theory]
    [InlineData(MessageCommand.Resume, "Released")]
    [InlineData(MessageCommand.RemoveWithNdr, "Removed")]
    public async Task should_tell_when_a_message_comes_into_the_poison_queue_and_when_it_leaves_it(MessageCommand command, string reason)
    {
        Configure(Fax);
        var partition = StartTracked();
        var message = Message(1);
        await SubmittedAsync(partition, message);
        Fault(partition, await StagingAsync());
        await AppliedAsync<WorkFailed>(partition);
        Advance(TimeSpan.FromMinutes(6));
        Fault(partition, await StagingAsync());
        await AppliedAsync<MessagesHeld>(partition);

        await partition.Ask<CategorizerReplies.MessagesCommanded>(
            new CategorizerCommands.CommandMessages(0, command, [new MessageCopy(message.Id, NextHopSolutionKey.PoisonMessage)], WhatIf: false), Patience);

        await EventuallyAsync(() => Assert.Equal(2, Poison().Count));
        Assert.Contains("the reason", Poison()[0].SourceContext, StringComparison.Ordinal);
        Assert.Equal(reason, Poison()[1].SourceContext);
        Assert.Equal(2, Poison().Select(row => row.LogId).Distinct().Count());
    }

    private List<TrackingRecord> Deferrals() => [.. _tracking.Rows.Where(row => row.EventId == TrackingEventId.Defer)];

    private List<TrackingRecord> Poison() => [.. _tracking.Rows.Where(row => row.EventId == TrackingEventId.PoisonMessage)];

    private IActorRef StartTracked() => Sys.ActorOf(CategorizerActor.Props(0, Services with { Tracking = _tracking }));

    private void Refuse(IActorRef partition, DeliveryCommands.PublishDrops command) => partition.Tell(
        new DeliveryReplies.Published(command.Attempt, "Hub01", new PublishingResult([], [], ErrorCatalogue.DropDirectoryMissing.With(Directory))), TestActor);

    private void Fault(IActorRef partition, DeliveryCommands.StageDrops command) => partition.Tell(
        new DeliveryReplies.Staged(command.Attempt, new StagingResult(Directory, "marker", [], [], null)
        {
            Faulted = [.. command.Drops.Select(drop => new FaultedDrop(drop.Key, "", "the reason"))]
        }),
        TestActor);

    /// <summary>Keeps what it is told.</summary>
    private sealed class RecordedTracking : ITracking
    {
        private readonly Lock _lock = new();
        private readonly List<TrackingRecord> _rows = [];

        public IReadOnlyList<TrackingRecord> Rows
        {
            get
            {
                lock (_lock)
                {
                    return [.. _rows];
                }
            }
        }

        public TrackingScope? Scope { get; } = new("Hub01", "10.0.0.1", LogSubject: true, Organization: null);

        public void Record(IReadOnlyList<TrackingRecord> rows)
        {
            lock (_lock)
            {
                _rows.AddRange(rows);
            }
        }

        public void Flush(IActorRef whom, long id) => whom.Tell(new TrackingActor.Flushed(0, 0, id));
    }
}
