using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>The steps by which a message gets from a submitter into a Drop directory, in order.</summary>
public enum DropProtocolStep
{
    AcceptJournaled,
    Staged,
    DropsStagedJournaled,
    Renamed,
    DropsPublishedJournaled,
    Released
}

/// <summary>
/// The server stops just before and just after every step of the staged drop protocol; after it comes back the message is in the Drop
/// directory exactly once, whatever the gateway did meanwhile.
/// </summary>
public class DropCrashPointSpecs
{
    public static TheoryData<DropProtocolStep, bool, bool> Points()
    {
        var points = new TheoryData<DropProtocolStep, bool, bool>();
        foreach (var step in Enum.GetValues<DropProtocolStep>())
        {
            foreach (var after in new[] { false, true })
            {
                points.Add(step, after, false);
                points.Add(step, after, true);
            }
        }

        return points;
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void should_drop_exactly_once_when_the_server_stops(DropProtocolStep step, bool after, bool gatewayTakesFiles)
    {
        var driver = new PartitionDriver();
        var message = QueuedMessages.To(1, "r0@contoso.com", "r1@contoso.com");
        driver.Submit(message);

        StopAt(driver, step, after, gatewayTakesFiles);

        AssertWhatIsDurable(driver, step, after);
        driver.ResolveClaim(0, forgetIsLost: false);
        driver.Settle();
        PartitionInvariants.CheckSettled(driver);
        Assert.True(driver.Drops.WasVisible(message.Id, 0));
        Assert.True(driver.Drops.WasVisible(message.Id, 1));
        Assert.Equal(1, driver.Journal.OfType<DropsPublished>().Sum(published => published.Drops.Length));
    }

    [Fact]
    public void should_stage_again_when_the_server_stops_before_staged_files_are_journaled()
    {
        var driver = new PartitionDriver();
        driver.Submit(QueuedMessages.To(1, "r0@contoso.com"));
        StopAt(driver, DropProtocolStep.Staged, after: true, gatewayTakesFiles: false);

        Assert.Equal(AttemptPhase.Staging, Assert.Single(driver.Partition.Attempts.UnderWay).Phase);
        driver.Run();

        // The number was never journaled, so it is used again, and the new file has taken the place of the stray one.
        Assert.Equal(1, Assert.Single(Assert.Single(driver.Journal.OfType<DropsStaged>()).Drops).Ordinal);
        Assert.Empty(driver.Drops.Staging);
    }

    [Fact]
    public void should_publish_without_staging_when_staged_files_are_journaled()
    {
        var driver = new PartitionDriver();
        driver.Submit(QueuedMessages.To(1, "r0@contoso.com"));
        StopAt(driver, DropProtocolStep.DropsStagedJournaled, after: true, gatewayTakesFiles: false);

        var attempt = Assert.Single(driver.Partition.Attempts.UnderWay);
        Assert.Equal((AttemptPhase.Publishing, true), (attempt.Phase, attempt.PublishTried));
        driver.Run();

        Assert.Single(driver.Drops.Visible);
    }

    [Fact]
    public void should_record_the_delivery_when_the_gateway_took_the_file_before_the_server_came_back()
    {
        var driver = new PartitionDriver();
        driver.Submit(QueuedMessages.To(1, "r0@contoso.com"));
        StopAt(driver, DropProtocolStep.Renamed, after: true, gatewayTakesFiles: true);
        driver.Run();

        Assert.Empty(driver.Drops.Visible);
        Assert.Equal(RecipientOutcome.Relayed, driver.Ledger.OutcomeOf(QueuedMessages.Id(1), 0));
    }

    private static void StopAt(PartitionDriver driver, DropProtocolStep step, bool after, bool gatewayTakesFiles)
    {
        foreach (var next in Enum.GetValues<DropProtocolStep>())
        {
            if (next == step && !after)
            {
                break;
            }

            if (next == step)
            {
                DoAndStop(driver, next, gatewayTakesFiles);
                return;
            }

            Do(driver, next);
        }

        Stop(driver, durableWrites: 0, gatewayTakesFiles);
    }

    /// <summary>A step and all that follows from it in a server that lives.</summary>
    private static void Do(PartitionDriver driver, DropProtocolStep step)
    {
        switch (step)
        {
            case DropProtocolStep.AcceptJournaled:
                Assert.True(driver.WriteJournal());
                break;
            case DropProtocolStep.Staged or DropProtocolStep.Renamed:
                driver.Execute();
                Assert.True(driver.Answer());
                break;
            case DropProtocolStep.DropsStagedJournaled:
                Assert.True(driver.WriteJournal());
                break;
            case DropProtocolStep.DropsPublishedJournaled:
                Assert.True(driver.WriteJournal());
                break;
            case DropProtocolStep.Released:
                // In the handler of the last journal write.
                break;
            default:
                throw new InvalidOperationException($"Unknown step {step}.");
        }
    }

    /// <summary>A step that is durable, while nothing follows from it any more.</summary>
    private static void DoAndStop(PartitionDriver driver, DropProtocolStep step, bool gatewayTakesFiles)
    {
        switch (step)
        {
            case DropProtocolStep.Staged or DropProtocolStep.Renamed:
                driver.Execute();
                Stop(driver, durableWrites: 0, gatewayTakesFiles);
                break;
            case DropProtocolStep.Released:
                Stop(driver, durableWrites: 0, gatewayTakesFiles);
                break;
            default:
                Stop(driver, durableWrites: 1, gatewayTakesFiles);
                break;
        }
    }

    private static void Stop(PartitionDriver driver, int durableWrites, bool gatewayTakesFiles)
    {
        if (gatewayTakesFiles)
        {
            driver.Drops.Consume(0);
        }

        driver.Crash(durableWrites);
    }

    private static void AssertWhatIsDurable(PartitionDriver driver, DropProtocolStep step, bool after)
    {
        var reached = after ? step : step - 1;
        Assert.Equal(reached >= DropProtocolStep.AcceptJournaled, driver.Journal.OfType<MessagesAccepted>().Any());
        Assert.Equal(reached >= DropProtocolStep.DropsStagedJournaled, driver.Journal.OfType<DropsStaged>().Any());
        Assert.Equal(reached >= DropProtocolStep.Renamed, driver.Drops.WasVisible(QueuedMessages.Id(1), 0));
        Assert.Equal(reached >= DropProtocolStep.DropsPublishedJournaled, driver.Journal.OfType<DropsPublished>().Any());

        // Nobody was answered before the message was durable.
        Assert.True(driver.Acknowledged.Count == 0 || reached >= DropProtocolStep.AcceptJournaled);
        MessageId[] content = reached >= DropProtocolStep.Released || (reached == DropProtocolStep.DropsPublishedJournaled && !after)
            ? []
            : [QueuedMessages.Id(1)];
        Assert.Equal(content, driver.Content);
    }
}
