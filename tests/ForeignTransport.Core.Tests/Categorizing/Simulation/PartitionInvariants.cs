using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>What holds between any two steps of a partition.</summary>
internal static class PartitionInvariants
{
    public static void Check(PartitionDriver driver)
    {
        var partition = driver.Partition;
        var pending = partition.State.Messages.Values
            .SelectMany(entry => entry.Recipients.Select((recipient, position) => (entry.Message.Id, Position: position, recipient.Outcome)))
            .Where(recipient => recipient.Outcome == RecipientOutcome.Pending)
            .Select(recipient => (recipient.Id, recipient.Position))
            .Order()
            .ToList();

        // Every pending recipient is in exactly one place, and nobody else is in any.
        var places = partition.Queues.Delivery.SelectMany(queue => queue.Waiting)
            .Concat(partition.Queues.Unreachable.Select(unreachable => unreachable.Item))
            .SelectMany(item => item.Recipients.Select(position => (item.Message, position)))
            .Concat(partition.Attempts.UnderWay.SelectMany(attempt => attempt.Drops)
                .SelectMany(drop => drop.Recipients.Select(position => (drop.Message, position))))
            .Concat(partition.Queues.Deferred.All.SelectMany(deferred => deferred.Item.Recipients.Select(position => (deferred.Item.Message, position))))
            .Concat(partition.Queues.Parked.All.SelectMany(parked => parked.Item.Recipients.Select(position => (parked.Item.Message, position)))
                .Where(place => partition.State.Messages[place.Message].Recipients[place.position].Outcome == RecipientOutcome.Pending))
            .Concat(driver.Awaited())
            .Concat(driver.InTransit())
            .Order();
        AssertSame(pending, places);

        // What is parked is held, and a removed recipient waits for nothing.
        Assert.All(partition.Queues.Parked.All, parked => Assert.All(parked.Item.Recipients, position =>
            Assert.True(partition.State.Messages[parked.Item.Message].HoldOf(position) is { Stays: true } hold && hold.Queue == parked.Queue
                || driver.IsBeingDecided(parked.Item.Message, position))));
        AssertSame(
            partition.State.Messages.Values.Where(entry => entry.IsHeld).Select(entry => entry.Message.Id).Order(), partition.State.Held.Order());
        CheckCounts(partition);

        Assert.All(partition.Queues.Delivery, queue =>
        {
            Assert.Equal(queue.Waiting.Count(), queue.WaitingCount);
            AssertSame(queue.Waiting.OrderBy(item => partition.Settings.PriorityOf(partition.State.Messages[item.Message].Message)), queue.Waiting);
            Assert.Equal(partition.Attempts.UnderWay.Count(attempt => attempt.Queue == queue && !attempt.HasLeftQueue), queue.AttemptsInFlight);
        });

        // What is known has its content, and is not done.
        Assert.All(partition.State.Messages.Keys, id =>
        {
            Assert.Contains(id, driver.Content);
            Assert.False(driver.Ledger.IsDone(id));
        });

        // What was answered is in the journal.
        Assert.All(driver.Acknowledged, id => Assert.True(driver.Ledger.IsAccepted(id)));
    }

    /// <summary>The same as Assert.Equal, which compares a thousand times slower: this runs after each step of each sequence.</summary>
    private static void AssertSame<T>(IEnumerable<T> expected, IEnumerable<T> actual)
    {
        if (!expected.SequenceEqual(actual))
        {
            Assert.Equal(expected.ToList(), actual.ToList());
        }
    }

    /// <summary>What queues report is what is in them.</summary>
    private static void CheckCounts(CategorizerPartition partition)
    {
        var (reports, omitted) = QueueReports.Of(partition, 0, QueuedMessages.Now, int.MaxValue);
        Assert.Equal(0, omitted);
        Assert.Distinct(reports.Select(report => report.Key));
        foreach (var report in reports)
        {
            var expected = (partition.Queues.Find(report.Key)?.Waiting.Count() ?? 0)
                + (report.Key == NextHopSolutionKey.Unreachable ? partition.Queues.Unreachable.Count : 0)
                + partition.Queues.Parked.All.Count(parked => parked.Queue == report.Key)
                + partition.Queues.Deferred.All.Count(deferred => deferred.Queue == report.Key)
                + partition.Attempts.UnderWay.Where(attempt => (attempt.NextHop ?? NextHopSolutionKey.Submission) == report.Key)
                    .Sum(attempt => attempt.Drops.Select(drop => drop.Message).Distinct().Count());
            Assert.Equal(expected, report.MessageCount);
            Assert.Equal(PrioritiesIn(partition, report.Key), report.Priorities);
        }

        Assert.All(partition.Queues.Parked.All, parked => Assert.Contains(parked.Queue, reports.Select(report => report.Key)));
    }

    private static PriorityShare PrioritiesIn(CategorizerPartition partition, NextHopSolutionKey queue) =>
        (partition.Queues.Find(queue)?.Waiting ?? []).Select(item => item.Message)
        .Concat(queue == NextHopSolutionKey.Unreachable ? partition.Queues.Unreachable.Select(unreachable => unreachable.Item.Message) : [])
        .Concat(partition.Queues.Parked.All.Where(parked => parked.Queue == queue).Select(parked => parked.Item.Message))
        .Concat(partition.Queues.Deferred.All.Where(deferred => deferred.Queue == queue).Select(deferred => deferred.Item.Message))
        .Concat(partition.Attempts.UnderWay.Where(attempt => (attempt.NextHop ?? NextHopSolutionKey.Submission) == queue)
            .SelectMany(attempt => attempt.Drops.Select(drop => drop.Message).Distinct()))
        .Aggregate(default(PriorityShare), (share, id) => share.And(PriorityShare.Of(partition.Settings.PriorityOf(partition.State.Messages[id].Message))));

    /// <summary>What holds once faults are over and nothing is left to do.</summary>
    public static void CheckSettled(PartitionDriver driver)
    {
        Check(driver);
        driver.Ledger.AssertSettled();
        foreach (var message in driver.Ledger.Accepted)
        {
            for (var position = 0; position < driver.Ledger.Recipients(message); position++)
            {
                var isDropped = IsRecordedAsDropped(driver, message.Id, position);
                var wasVisible = driver.Servers.Gateway.WasVisible(message.Id, position);
                Assert.True(isDropped == wasVisible || (wasVisible && NobodyCouldTell(driver, message.Id, position)),
                    $"Recipient {position} of {message.Id} is {(isDropped ? "" : "not ")}recorded as dropped.");
            }
        }

        Assert.Empty(driver.Content);
        Assert.All(driver.Servers.Directories, directory => Assert.Empty(directory.Staging));
        Assert.Empty(driver.Partition.Attempts.UnderWay);
        Assert.Empty(driver.Partition.State.Messages);
        Assert.Empty(driver.Partition.Queues.Unreachable);
        Assert.Empty(driver.Partition.Queues.Parked.All);
        Assert.Empty(driver.Partition.Queues.Parked.Counts);
        Assert.Empty(driver.Partition.Queues.Deferred.All);
        Assert.All(driver.Partition.Queues.Delivery, queue => Assert.Equal(0, queue.WaitingCount));
    }

    /// <summary>True of a recipient whose outcome says that there was a file for it. What the gateway is said to have said it has said.</summary>
    private static bool IsRecordedAsDropped(PartitionDriver driver, MessageId message, int position)
    {
        switch (driver.Ledger.OutcomeOf(message, position))
        {
            case RecipientOutcome.Relayed:
                return true;
            case RecipientOutcome.Delivered:
                Assert.True(driver.Servers.Gateway.Said(message, position, isDelivered: true), $"Nobody delivered to recipient {position} of {message}.");
                return true;
            case RecipientOutcome.Failed when driver.Ledger.WasFailedByReceipt(message, position):
                Assert.True(driver.Servers.Gateway.Said(message, position, isDelivered: false), $"Recipient {position} of {message} did not fail.");
                return true;
            case RecipientOutcome.Failed:
                return driver.Journal.OfType<RecipientsFailed>().Any(failed => failed.Recipients.Any(recipient => recipient.Message == message
                    && recipient.Recipient == position && recipient.Diagnostic == StandardResponses.ReceiptMissing.ToString()));
            default:
                return false;
        }
    }

    /// <summary>
    /// True of a recipient that failed while nobody could tell whether it had been dropped, and of which just that was said: the server that
    /// staged the file was gone for as long as the message lived, or the file was given up and could not be dropped again.
    /// </summary>
    private static bool NobodyCouldTell(PartitionDriver driver, MessageId message, int position) =>
        driver.Journal.OfType<RecipientsFailed>().Any(failed => failed.Recipients.Any(recipient => recipient.Message == message
            && recipient.Recipient == position && recipient.Diagnostic == StandardResponses.QueueExpiredInDoubt.ToString()))
        || driver.Journal.OfType<DropsAbandoned>().Any(abandoned => abandoned.Drops.Any(drop =>
            drop.PossiblyDelivered && drop.Message == message && drop.Recipients.Contains(position)));
}
