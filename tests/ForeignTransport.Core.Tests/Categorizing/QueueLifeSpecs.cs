using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>The life of a queue whose next hop is always down (22.3), and of what is suspended in it.</summary>
public class QueueLifeSpecs
{
    private static readonly NextHopSolutionKey Plain = SimulatedRouting.To(SimulatedRouting.Plain).Key;

    // 22.3: defaults, next hop always down, arrival at 0:00; the scan of queues comes every 30 seconds.
    [Theory]
    [InlineData(6, new[] { 1, 2, 3, 4, 9, 14, 19, 24, 29, 34, 44, 54, 64 })]
    [InlineData(0, new[] { 1, 2, 3, 4, 14, 24, 34 })]
    public void should_keep_the_documented_times_from_the_first_try_to_expiry(int transientRetries, int[] minutes)
    {
        var driver = new PartitionDriver { Settings = new PartitionSettings { Retry = new RetryIntervals { TransientFailureRetryCount = transientRetries } } };
        driver.Restart();
        var start = driver.Now;
        var tries = new List<TimeSpan>();
        driver.Submit(QueuedMessages.With(
            1, QueuedMessages.Sender, [new EnvelopeRecipient("r0@contoso.com", DsnNotify.Delay | DsnNotify.Failure)], []) with
        {
            ReceivedAt = start, ExpiresAt = start.AddDays(2)
        });
        TimeSpan? delayed = null;
        TimeSpan? failed = null;
        while (failed is null)
        {
            for (var more = true; more;)
            {
                more = driver.WriteJournal() | driver.Answer() | driver.FinishDsn();
                if (driver.Connectors.Commands > 0)
                {
                    more = true;
                    tries.Add(driver.Now - start);
                    driver.Execute(ConnectorFault.Deferred);
                }
            }

            var dsns = driver.Journal.OfType<DsnAccepted>().ToList();
            delayed ??= dsns.Exists(dsn => dsn.Kind == DsnKind.Delayed) ? driver.Now - start : null;
            failed ??= dsns.Exists(dsn => dsn.Kind == DsnKind.Failed) ? driver.Now - start : null;
            Assert.True(driver.Now - start < TimeSpan.FromDays(3));
            driver.Advance(TimeSpan.FromSeconds(30));
        }

        // The DSNs have a queue too, of which every try fails as well: the ladder is that of the first message until the first DSN.
        Assert.Equal(minutes.Prepend(0), tries.Take(minutes.Length + 1).Select(time => (int)time.TotalMinutes));
        Assert.Equal(TimeSpan.FromHours(4), delayed);
        Assert.Equal(TimeSpan.FromHours(48), failed);
        Assert.Contains(driver.Journal.OfType<RecipientsFailed>().SelectMany(happened => happened.Recipients), recipient =>
            recipient.Diagnostic == StandardResponses.QueueExpired.ToString());
    }

    // 22.3: 12:00 the whole queue is resubmitted, and again at 24:00 and 36:00.
    [Fact]
    public void should_route_a_queue_anew_after_every_twelve_hours_without_a_success_and_keep_its_count()
    {
        var driver = Waiting(out var start);
        var partition = driver.Partition;
        for (var hours = 1; hours < 40; hours++)
        {
            var now = start.AddHours(hours);
            Assert.Null(partition.Scan(now));
            var returned = partition.Attempts.TakeReturned();
            Assert.Equal(hours % 12 == 0 ? 1 : 0, returned.Count);
            partition.Route(returned, SimulatedRouting.AllPlain.Find, now);
            Assert.Equal((1, start), (partition.Queues.Find(Plain)!.WaitingCount, partition.Queues.Find(Plain)!.Retry!.FirstRetryTime));
        }
    }

    [Fact]
    public void should_leave_suspended_messages_where_they_are_when_the_queue_is_resubmitted_or_routed_anew()
    {
        var driver = Waiting(out _);
        var id = driver.Partition.State.Messages.Keys.Single();
        driver.Command(MessageCommand.Suspend, new MessageCopy(id, Plain));
        driver.WriteJournal();

        driver.RetryQueue(Plain, resubmit: true);
        driver.Reconfigure(SimulatedRouting.Of(SimulatedRouting.Nowhere));

        Assert.Equal((Plain, id), driver.Partition.Queues.Parked.All.Select(parked => (parked.Queue, parked.Item.Message)).Single());
        driver.Command(MessageCommand.Resume, new MessageCopy(id, Plain));
        driver.WriteJournal();
        Assert.Equal(id, Assert.Single(driver.Partition.Queues.Unreachable).Item.Message);
    }

    [Fact]
    public void should_fail_an_expired_suspended_message_only_when_it_is_resumed()
    {
        var driver = Waiting(out _);
        var copy = new MessageCopy(driver.Partition.State.Messages.Keys.Single(), Plain);
        driver.Command(MessageCommand.Suspend, copy);
        driver.WriteJournal();
        driver.Advance(TimeSpan.FromDays(5));
        driver.Run();
        Assert.Empty(driver.Journal.OfType<RecipientsFailed>());

        // It is tried once more, as after a long standstill.
        driver.Command(MessageCommand.Resume, copy);
        driver.WriteJournal();
        driver.Execute(ConnectorFault.Deferred);
        driver.Answer();
        driver.Advance(TimeSpan.FromSeconds(30));
        while (driver.WriteJournal())
        {
        }

        Assert.Equal(StandardResponses.QueueExpired.ToString(), driver.Journal.OfType<RecipientsFailed>().Single().Recipients.Single().Diagnostic);
    }

    [Fact]
    public void should_let_messages_into_a_suspended_queue_and_none_out_of_it()
    {
        var driver = Waiting(out var start);
        driver.SuspendQueues(Plain);
        driver.Advance(TimeSpan.FromDays(5));
        driver.Reconfigure(SimulatedRouting.Of(SimulatedRouting.Nowhere));
        driver.Run();
        Assert.Equal(1, driver.Partition.Queues.Find(Plain)!.WaitingCount);
        Assert.Equal(QueueStatus.Suspended, QueueReports.Of(driver.Partition, 0, start, 100).Reports.Single(queue => queue.Key == Plain).Status);

        driver.SuspendQueues();
        Assert.Single(driver.Partition.Queues.Unreachable);
    }

    [Fact]
    public void should_show_an_empty_queue_while_it_is_suspended_and_for_its_idle_time_afterwards()
    {
        var driver = new PartitionDriver();
        driver.SuspendQueues(Plain);
        Submitted(driver);
        driver.Run();
        Assert.Equal((1, 0), (driver.Partition.Queues.Find(Plain)!.WaitingCount, driver.Connectors.Commands));
        driver.SuspendQueues();
        driver.Run();

        var other = Plain with { NextHopDomain = "other.example" };
        driver.SuspendQueues(other);
        Assert.Equal(QueueStatus.Suspended, Status());
        driver.SuspendQueues();
        Assert.Equal(QueueStatus.Ready, Status());
        driver.Partition.Scan(driver.Now);
        driver.Partition.Reroute();
        Assert.Equal(QueueStatus.Ready, Status());
        driver.Partition.Scan(driver.Now + driver.Partition.Settings.QueueMaxIdleTime);
        Assert.Null(Status());

        QueueStatus? Status() => QueueReports.Of(driver.Partition, 0, driver.Now, 100).Reports.SingleOrDefault(queue => queue.Key == other)?.Status;
    }

    [Fact]
    public void should_try_now_when_the_queue_is_retried_by_hand()
    {
        var driver = Waiting(out _);
        Assert.Equal(0, driver.Connectors.Commands);

        driver.RetryQueue(Plain, resubmit: false);

        Assert.Equal(1, driver.Connectors.Commands);
        Assert.False(new CategorizerPartition(new CategorizerState()).RetryQueue(Plain, driver.Now));
    }

    [Fact]
    public void should_count_faults_until_the_threshold_and_count_one_that_is_told_twice_once()
    {
        var driver = new PartitionDriver();
        var id = Submitted(driver);
        driver.Execute(ConnectorFault.Faulted, int.MaxValue);
        driver.Answer();
        driver.WriteJournal();
        Assert.Single(driver.Partition.State.Messages[id].Failures);
        Assert.Single(driver.Partition.Queues.Deferred.All);

        driver.Advance(TimeSpan.FromMinutes(5));
        driver.Execute(ConnectorFault.Faulted, int.MaxValue);
        driver.Answer();
        while (driver.WriteJournal())
        {
        }

        Assert.Equal(NextHopSolutionKey.PoisonMessage, driver.Partition.Queues.Parked.All.Single().Queue);
        Assert.Equal(0, driver.Connectors.Commands);
    }

    [Fact]
    public void should_go_on_with_everything_else_when_routing_one_address_throws()
    {
        var driver = Waiting(out var start);
        var partition = driver.Partition;
        var items = partition.Queues.Drain(Plain);

        Assert.Null(partition.Route(items, (_, _) => throw new InvalidOperationException("this address"), start));

        var (failed, poisoned) = partition.DecideFaults(start);
        Assert.Contains("this address", Assert.Single(failed!.Messages).Reason, StringComparison.Ordinal);
        Assert.Null(poisoned);
        Assert.Empty(partition.TakeDeferred(start));
        Assert.Single(partition.TakeDeferred(start.AddMinutes(5)));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, false)]
    [InlineData(null, true)]
    public void should_try_what_an_ended_process_had_in_hand_when_that_is_journaled_and_not_before(int? threshold, bool isTried)
    {
        var driver = Waiting(out var start);
        var partition = driver.Partition;
        partition.Settings = partition.Settings with { PoisonThreshold = threshold };
        var item = partition.Queues.Drain(Plain).Single();
        partition.Attempts.Fault(new FaultedItem(Plain, item, "7", "the process ended"));

        var (failed, poisoned) = partition.DecideFaults(start);
        Assert.Equal("7", Assert.Single(failed!.Messages).Fault);
        Assert.Equal(isTried, poisoned is null);
        Assert.Empty(partition.TakeDeferred(start));

        partition.Apply(failed);
        Assert.Equal(isTried ? 1 : 0, partition.TakeDeferred(start).Count);

        // It may be told again; that is no second failure.
        partition.Attempts.Fault(new FaultedItem(Plain, item, "7", "the process ended"));
        Assert.Equal((null, null), partition.DecideFaults(start));
    }

    /// <summary>One message in the plain queue, whose next hop has just failed.</summary>
    private static PartitionDriver Waiting(out DateTimeOffset failedAt)
    {
        var driver = new PartitionDriver();
        Submitted(driver);
        driver.Execute(ConnectorFault.Deferred);
        driver.Answer();
        failedAt = driver.Now;
        Assert.Same(ErrorCatalogue.DropDirectoryQuotaExceeded, driver.Partition.Queues.Find(Plain)!.Retry!.LastError.Entry);
        return driver;
    }

    private static MessageId Submitted(PartitionDriver driver)
    {
        var message = QueuedMessages.With(1, QueuedMessages.Sender, [new EnvelopeRecipient("r0@contoso.com", DsnNotify.Failure)], []) with
        {
            ReceivedAt = driver.Now, ExpiresAt = driver.Now.AddDays(2)
        };
        driver.Submit(message);
        driver.WriteJournal();
        return message.Id;
    }
}
