using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>What a partition takes up after its journal is replayed, and what it refuses to replay.</summary>
public class RecoverySpecs
{
    private static readonly DateTimeOffset Now = QueuedMessages.Now;
    private static readonly Guid Connector = SimulatedRouting.Plain.Id;

    private readonly CategorizerState _state = new();

    [Fact]
    public void should_publish_staged_files_and_route_the_rest_when_recovered()
    {
        _state.Apply(new MessagesAccepted([QueuedMessages.To(1, "r0@contoso.com", "r1@contoso.com"), QueuedMessages.To(2, "r0@contoso.com")]));
        _state.Apply(Staged("Hub01", "/drop", new StagedDrop(QueuedMessages.Id(1), 1, "f.eml", [1])));
        var partition = new CategorizerPartition(_state);

        var unrouted = partition.Recovered(Now, 100);

        Assert.Equal([(QueuedMessages.Id(1), 0), (QueuedMessages.Id(2), 0)], unrouted.Select(item => (item.Message, Assert.Single(item.Recipients))));
        var attempt = Assert.Single(partition.Attempts.UnderWay);
        Assert.Equal((Connector, "Hub01", "/drop", AttemptPhase.Publishing), (attempt.Connector, attempt.Server, attempt.Directory, attempt.Phase));
        Assert.True(attempt.PublishTried);
        Assert.Null(attempt.Queue);
        Assert.Equal("f.eml", Assert.Single(attempt.Drops).FileName);
    }

    [Fact]
    public void should_publish_by_server_and_directory_and_in_batches_when_recovered()
    {
        var messages = Enumerable.Range(1, 6).Select(number => QueuedMessages.To(number, "r0@contoso.com")).ToArray();
        _state.Apply(new MessagesAccepted([.. messages]));
        StagedDrop Drop(int number) => new(QueuedMessages.Id(number), 1, $"{number}.eml", [0]);
        _state.Apply(Staged("Hub01", "/drop", Drop(1), Drop(2), Drop(3)));
        _state.Apply(Staged("Hub02", "/drop", Drop(4)));
        _state.Apply(Staged("Hub01", "/other", Drop(5), Drop(6)));
        var partition = new CategorizerPartition(_state) { Settings = new PartitionSettings { BatchMessages = 2 } };

        Assert.Empty(partition.Recovered(Now, 100));

        Assert.Equal(
            ["Hub01 /drop 1", "Hub01 /drop 2", "Hub01 /other 2", "Hub02 /drop 1"],
            partition.Attempts.UnderWay.Select(attempt => $"{attempt.Server} {attempt.Directory} {attempt.Drops.Count}").Order());
    }

    [Fact]
    public void should_number_attempts_above_those_of_earlier_incarnations()
    {
        _state.Apply(new MessagesAccepted([QueuedMessages.To(1, "r0@contoso.com")]));
        var partition = new CategorizerPartition(_state);
        partition.Route(partition.Recovered(Now, 100), SimulatedRouting.AllPlain.Find, Now);

        var attempt = partition.Attempts.Start(Assert.Single(partition.Queues.Delivery), "Hub01", oneRecipientPerFile: false, Now);

        Assert.Equal(101, attempt.Number);
    }

    [Fact]
    public void should_drop_once_when_an_answer_to_an_earlier_incarnation_comes()
    {
        // The old attempt holds both recipients in one file; the new one takes only one of them, under the same drop number.
        var driver = new PartitionDriver();
        driver.Submit(QueuedMessages.To(1, "r0@contoso.com", "r1@contoso.com"));
        driver.WriteJournal();
        driver.Execute();
        driver.Restart();
        driver.Reconfigure(SimulatedRouting.Of(SimulatedRouting.To(SimulatedRouting.Plain), SimulatedRouting.To(SimulatedRouting.Single)));

        Assert.True(driver.Answer());
        Assert.Equal(0, driver.PendingWrites);
        driver.Settle();

        PartitionInvariants.CheckSettled(driver);
    }

    [Fact]
    public void should_take_a_late_answer_when_it_tells_of_lost_files()
    {
        var driver = new PartitionDriver();
        driver.Submit(QueuedMessages.To(1, "r0@contoso.com"));
        driver.WriteJournal();
        driver.Execute();
        driver.Answer();
        driver.WriteJournal();
        driver.Advance(TimeSpan.FromMinutes(6));
        Assert.NotNull(Assert.Single(driver.Partition.Attempts.UnderWay).Retry);

        driver.LoseFiles();

        Assert.Equal([1, 2], driver.Journal.OfType<DropsStaged>().SelectMany(staged => staged.Drops).Select(drop => drop.Ordinal).Append(2).Distinct());
        driver.Settle();
        PartitionInvariants.CheckSettled(driver);
    }

    [Fact]
    public void should_use_a_new_number_after_replay_when_a_drop_was_abandoned()
    {
        var id = QueuedMessages.Id(1);
        _state.Apply(new MessagesAccepted([QueuedMessages.To(1, "r0@contoso.com")]));
        _state.Apply(Staged("Hub01", "/drop", new StagedDrop(id, 1, "f.eml", [0])));
        _state.Apply(new DropsAbandoned([new AbandonedDrop(id, 1, [0])]));

        Assert.Equal(1, _state.Messages[id].LastOrdinal);
        Assert.Empty(_state.Messages[id].Staged);
    }

    [Fact]
    public void should_replace_earlier_drops_of_a_recipient_when_it_is_staged_anew()
    {
        var id = QueuedMessages.Id(1);
        _state.Apply(new MessagesAccepted([QueuedMessages.To(1, "r0@contoso.com", "r1@contoso.com")]));
        _state.Apply(Staged("Hub01", "/drop", new StagedDrop(id, 1, "f.eml", [0]), new StagedDrop(id, 2, "g.eml", [1])));
        _state.Apply(Staged("Hub02", "/drop", new StagedDrop(id, 3, "h.eml", [1])));

        Assert.Equal([1, 3], _state.Messages[id].Staged.Select(file => file.Ordinal));
    }

    public static TheoryData<string, CategorizerEvent> Misfits()
    {
        var known = QueuedMessages.Id(1);
        var unknown = QueuedMessages.Id(9);
        return new TheoryData<string, CategorizerEvent>
        {
            { "accepted twice", new MessagesAccepted([QueuedMessages.To(1, "r0@contoso.com")]) },
            { "staged, unknown message", Staged("Hub01", "/drop", new StagedDrop(unknown, 1, "f.eml", [0])) },
            { "published, unknown message", new DropsPublished(Now, [new PublishedDrop(unknown, 1, [])]) },
            { "published, never staged", new DropsPublished(Now, [new PublishedDrop(known, 7, [])]) },
            { "abandoned, unknown message", new DropsAbandoned([new AbandonedDrop(unknown, 1, [0])]) },
            { "failed, unknown message", new RecipientsFailed(Now, [new FailedRecipient(unknown, 0, "550 5.4.4 no", false)]) },
            { "failed, has an outcome", new RecipientsFailed(Now, [new FailedRecipient(known, 1, "550 5.4.4 no", false)]) }
        };
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void should_stop_the_recovery_when_an_event_does_not_fit(string what, CategorizerEvent misfit)
    {
        _state.Apply(new MessagesAccepted([QueuedMessages.To(1, "r0@contoso.com", "r1@contoso.com")]));
        _state.Apply(new RecipientsFailed(Now, [new FailedRecipient(QueuedMessages.Id(1), 1, "550 5.4.4 no", OwesDsn: false)]));

        Assert.NotEmpty(what);
        Assert.Throws<InvalidOperationException>(() => _state.Apply(misfit));
    }

    private static DropsStaged Staged(string server, string directory, params StagedDrop[] drops) => new(Connector, server, directory, "marker", [.. drops]);
}
