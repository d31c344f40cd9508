using ForeignTransport.Core.Categorizing;
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
            .Concat(driver.InTransit())
            .Order();
        Assert.Equal(pending, places);

        Assert.All(partition.Queues.Delivery, queue =>
        {
            Assert.Equal(queue.Waiting.Count(), queue.WaitingCount);
            Assert.Equal(partition.Attempts.UnderWay.Count(attempt => attempt.Queue == queue), queue.AttemptsInFlight);
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

    /// <summary>What holds once faults are over and nothing is left to do.</summary>
    public static void CheckSettled(PartitionDriver driver)
    {
        Check(driver);
        driver.Ledger.AssertSettled();
        foreach (var message in driver.Ledger.Accepted)
        {
            for (var position = 0; position < message.Envelope.Recipients.Length; position++)
            {
                Assert.Equal(driver.Ledger.OutcomeOf(message.Id, position) == RecipientOutcome.Relayed, driver.Drops.WasVisible(message.Id, position));
            }
        }

        Assert.Empty(driver.Content);
        Assert.Empty(driver.Drops.Staging);
        Assert.Empty(driver.Partition.Attempts.UnderWay);
        Assert.Empty(driver.Partition.State.Messages);
        Assert.Empty(driver.Partition.Queues.Unreachable);
        Assert.All(driver.Partition.Queues.Delivery, queue => Assert.Equal(0, queue.WaitingCount));
    }
}
