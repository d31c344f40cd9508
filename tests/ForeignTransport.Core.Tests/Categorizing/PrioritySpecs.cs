using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using ForeignTransport.Core.Tracking;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>What the priority of a message changes on its way through a partition, and what it does not.</summary>
public class PrioritySpecs
{
    private static readonly DateTimeOffset Now = QueuedMessages.Now;
    private static readonly Route.ToConnector Plain = SimulatedRouting.To(SimulatedRouting.Plain);
    private static readonly TransportError Quota = ErrorCatalogue.DropDirectoryQuotaExceeded.With("/drop");
    private static readonly PartitionSettings On = new() { PriorityQueuing = new PriorityQueuing { Enabled = true } };
    private static readonly PartitionSettings Off = new();

    private readonly CategorizerPartition _partition = new(new CategorizerState()) { Settings = On };

    [Fact]
    public void should_stage_the_urgent_first_and_name_their_files_so()
    {
        Arrive(DeliveryPriority.Low, DeliveryPriority.Normal, DeliveryPriority.High, DeliveryPriority.High);

        var attempt = Start();

        Assert.Equal([3, 4, 2, 1], attempt.Drops.Select(NumberOf));
        Assert.Equal(attempt.Drops, attempt.Drops.OrderBy(drop => drop.FileName, StringComparer.Ordinal));
        Assert.Distinct(attempt.Drops.Select(drop => drop.FileName));
    }

    [Fact]
    public void should_name_the_files_of_a_batch_that_starts_in_the_same_moment_after_those_of_the_one_before()
    {
        _partition.Settings = On with { BatchMessages = 2 };
        Arrive(DeliveryPriority.Low, DeliveryPriority.Normal, DeliveryPriority.High, DeliveryPriority.Normal, DeliveryPriority.High);

        StagedDrop[] drops = [.. Start().Drops, .. Start().Drops, .. Start().Drops];

        Assert.Equal([3, 5, 2, 4, 1], drops.Select(NumberOf));
        Assert.Equal(drops, drops.OrderBy(drop => drop.FileName, StringComparer.Ordinal));
    }

    [Fact]
    public void should_keep_the_order_of_arrival_when_priority_queuing_is_off()
    {
        _partition.Settings = Off;
        Arrive(DeliveryPriority.Low, null, DeliveryPriority.High);

        Assert.Equal([1, 2, 3], Start().Drops.Select(NumberOf));
        Assert.Equal((0, 3), Columns(Report(Plain.Key)));
        Assert.All(Rows(), row => Assert.Equal(DeliveryPriority.Normal, row.Priority));
    }

    [Fact]
    public void should_try_the_urgent_first_when_the_wait_for_a_retry_is_over()
    {
        Arrive(DeliveryPriority.Low, DeliveryPriority.Normal);
        var attempt = Start();
        _partition.Attempts.Staged(attempt, new StagingResult("/drop", "marker", [], [], Quota), Now);
        Arrive(3, DeliveryPriority.High);
        var report = QueueView.Of([Report(Plain.Key)], "Hub01").Single();
        Assert.Equal((QueueStatus.Retry, 3), (report.Status, report.MessageCount));
        Assert.Equal((int[])[1, 1, 1, 0], report.DeferredMessageCountsPerPriority);
        Assert.Equal((int[])[0, 0, 0, 0], report.MessageCountsPerPriority);

        _partition.RetryQueue(Plain.Key, Now);

        Assert.Equal([3, 2, 1], Start().Drops.Select(NumberOf));
    }

    [Fact]
    public void should_count_by_priority_what_waits_is_delivered_suspended_deferred_and_unreachable()
    {
        Arrive(DeliveryPriority.High, DeliveryPriority.Normal, DeliveryPriority.Low, DeliveryPriority.Low, DeliveryPriority.High, DeliveryPriority.Low);
        _partition.Settings = On with { BatchMessages = 1 };
        Assert.Equal([1], Start().Drops.Select(NumberOf));
        Hold(3);
        var report = QueueView.Of([Report(Plain.Key)], "Hub01").Single();
        Assert.Equal((int[])[2, 1, 3, 0], report.MessageCountsPerPriority);

        Route(SimulatedRouting.Nowhere, [.. _partition.Reroute()]);

        Assert.Equal((int[])[1, 0, 1, 0], QueueView.Of([Report(Plain.Key)], "Hub01").Single().MessageCountsPerPriority);
        Assert.Equal((int[])[1, 1, 2, 0], QueueView.Of([Report(NextHopSolutionKey.Unreachable)], "Hub01").Single().MessageCountsPerPriority);
        Assert.Equal(
            [DeliveryPriority.High, DeliveryPriority.Normal, DeliveryPriority.Low, DeliveryPriority.Low, DeliveryPriority.High, DeliveryPriority.Low],
            Rows().OrderBy(row => row.Message.Id).Select(row => row.Priority));
    }

    [Fact]
    public void should_count_what_is_not_routed_yet_when_the_owner_says_it() => Assert.Equal(
        (int[])[1, 2, 1, 0],
        QueueView.Of(QueueReports.Of(_partition, 4, Now, 100, new PriorityShare(1, 1)).Reports, "Hub01")[0].MessageCountsPerPriority);

    [Fact]
    public void should_add_up_the_counts_of_all_partitions()
    {
        var one = new QueueReport(Plain.Key, QueueStatus.Retry, 10, 4) { Priorities = new PriorityShare(3, 2), RetryingPriorities = new PriorityShare(1, 0) };
        var other = new QueueReport(Plain.Key, QueueStatus.Ready, 5) { Priorities = new PriorityShare(1, 4) };

        var view = QueueView.Of([one.And(other)], "Hub01").Single();

        Assert.Equal((int[])[3, 2, 6, 0], view.MessageCountsPerPriority);
        Assert.Equal((int[])[1, 3, 0, 0], view.DeferredMessageCountsPerPriority);
    }

    [Fact]
    public void should_put_what_waits_in_order_anew_when_priority_queuing_is_switched()
    {
        Arrive(DeliveryPriority.Low, DeliveryPriority.Normal, DeliveryPriority.High, null);
        Hold(1);

        Assert.Empty(_partition.Reconfigured(Off, routesChanged: false));
        Assert.Equal([2, 3, 4], Waiting());
        Assert.Equal((0, 4), Columns(Report(Plain.Key)));

        Assert.Empty(_partition.Reconfigured(On, routesChanged: false));
        Assert.Equal([3, 2, 4], Waiting());
        Assert.Equal((1, 2), Columns(Report(Plain.Key)));
        Assert.Equal(new PriorityShare(0, 1), _partition.Queues.Parked.PrioritiesIn(Plain.Key));

        _partition.Apply(new MessagesReleased([new ReleasedMessage(QueuedMessages.Id(1), [0])]));
        Route(Plain, [.. _partition.Attempts.TakeReturned()]);
        Assert.Equal([3, 2, 4, 1], Waiting());
    }

    [Fact]
    public void should_keep_the_order_after_a_restart()
    {
        Arrive(DeliveryPriority.Low, DeliveryPriority.Normal, DeliveryPriority.High);
        Hold(3);
        var recovered = new CategorizerPartition(_partition.State) { Settings = On };

        var unrouted = recovered.Recovered(Now, lastAttempt: 100);
        recovered.Route(unrouted, (_, _) => Plain, Now);

        Assert.Equal([2, 1], recovered.Queues.Find(Plain.Key)!.Waiting.Select(item => NumberOf(item.Message)));
        Assert.Equal(new PriorityShare(1, 0), recovered.Queues.Parked.PrioritiesIn(Plain.Key));
    }

    // The times of section 10, and those of the server while priority queuing is off.
    [Theory]
    [InlineData(true, DeliveryPriority.High, 30)]
    [InlineData(true, DeliveryPriority.Normal, 240)]
    [InlineData(true, DeliveryPriority.Low, 480)]
    [InlineData(true, null, 240)]
    [InlineData(false, DeliveryPriority.High, 60)]
    [InlineData(false, DeliveryPriority.Low, 60)]
    public void should_tell_of_a_delay_after_the_time_of_the_priority(bool isOn, DeliveryPriority? priority, int minutes)
    {
        _partition.Settings = (isOn ? On : Off) with { DelayNotificationTimeout = TimeSpan.FromHours(1) };
        Arrive(priority);

        _partition.Scan(Now.AddMinutes(minutes).AddTicks(-1));
        Assert.Null(_partition.NextDsn());
        _partition.Scan(Now.AddMinutes(minutes));

        Assert.Equal(DsnKind.Delayed, _partition.NextDsn()!.Kind);
    }

    [Theory]
    [InlineData(DeliveryPriority.High, "S:DeliveryPriority=High")]
    [InlineData(DeliveryPriority.Normal, "S:DeliveryPriority=Normal")]
    [InlineData(DeliveryPriority.Low, "S:DeliveryPriority=Low")]
    [InlineData(null, "")]
    public void should_say_the_priority_in_every_tracking_row_of_the_message(DeliveryPriority? priority, string customData)
    {
        var scope = new TrackingScope("Hub01", "", LogSubject: true, null);
        var accepted = new MessagesAccepted([Message(1, priority)]);
        TrackingRecord[] rows =
        [
            .. JournalTracking.Of(accepted, _partition.State.Messages, scope),
            .. TrackStaged()
        ];

        Assert.Equal([TrackingEventId.Receive, TrackingEventId.Send], rows.Select(row => row.EventId));
        Assert.All(rows, row => Assert.Equal(customData, row.CustomData));

        IReadOnlyList<TrackingRecord> TrackStaged()
        {
            Arrive(priority);
            var attempt = Start();
            var drop = attempt.Drops.Single();
            _partition.Apply(_partition.Attempts.Staged(attempt, new StagingResult("/drop", "marker", [new DropKey(drop.Message, drop.Ordinal)], [], null), Now).Staged!);
            return JournalTracking.Of(new DropsPublished(Now, [new PublishedDrop(drop.Message, drop.Ordinal, [])]), _partition.State.Messages, scope);
        }
    }

    private static QueuedMessage Message(int number, DeliveryPriority? priority) =>
        QueuedMessages.To(number, "r@contoso.com") with { Priority = priority };

    private static int NumberOf(StagedDrop drop) => NumberOf(drop.Message);

    private static int NumberOf(MessageId id) => Enumerable.Range(1, 9).Single(number => QueuedMessages.Id(number) == id);

    private static (int High, int Normal) Columns(QueueReport report) =>
        QueueView.Of([report], "Hub01").Single().MessageCountsPerPriority is var counts ? (counts[0], counts[1]) : default;

    private void Arrive(params DeliveryPriority?[] priorities) => Arrive(1, priorities);

    private void Arrive(int first, params DeliveryPriority?[] priorities)
    {
        QueuedMessage[] messages = [.. priorities.Select((priority, index) => Message(first + index, priority))];
        _partition.Apply(new MessagesAccepted([.. messages]));
        Route(Plain, [.. messages.Select(message => CategorizerPartition.PendingItem(_partition.State.Messages[message.Id])!)]);
    }

    private void Route(Route route, QueueItem[] items) => Assert.Null(_partition.Route(items, (_, _) => route, Now));

    private void Hold(int number) => _partition.Apply(new MessagesHeld(
        [new HeldMessage(QueuedMessages.Id(number), new MessageHold(HoldKind.Suspended, Plain.Key, [0]))]));

    private IEnumerable<int> Waiting() => _partition.Queues.Find(Plain.Key)!.Waiting.Select(item => NumberOf(item.Message));

    private IReadOnlyList<MessageRow> Rows() => MessageRows.Of(_partition, [], _ => true);

    private DeliveryAttempt Start() => _partition.Attempts.Start(_partition.Queues.For(Plain.Key), "Hub01", oneRecipientPerFile: false, Now);

    private QueueReport Report(NextHopSolutionKey key) => Assert.Single(QueueReports.Of(_partition, 0, Now, 100).Reports, report => report.Key == key);
}
