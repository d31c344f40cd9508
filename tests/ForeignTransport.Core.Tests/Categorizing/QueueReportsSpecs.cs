using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Queues;
using ForeignTransport.Core.Tests.Categorizing.Simulation;
using Xunit;

namespace ForeignTransport.Core.Tests.Categorizing;

/// <summary>What a partition says of its queues, and how it counts what comes and goes.</summary>
public class QueueReportsSpecs
{
    private static readonly DateTimeOffset Now = QueuedMessages.Now;
    private static readonly TransportServers Hub01 = TransportServers.Only("Hub01");
    private static readonly Route.ToConnector Plain = SimulatedRouting.To(SimulatedRouting.Plain);
    private static readonly TransportError Quota = ErrorCatalogue.DropDirectoryQuotaExceeded.With("/drop");

    private readonly CategorizerPartition _partition = new(new CategorizerState());

    [Fact]
    public void should_count_what_waits_and_what_is_being_delivered()
    {
        Arrive(5);
        _partition.Settings = new PartitionSettings { BatchMessages = 2 };
        Start();

        var report = Report(Plain.Key);
        Assert.Equal((QueueStatus.Active, 5, 0), (report.Status, report.MessageCount, report.RetryingCount));
        Assert.Equal((5 / 60.0, 0), (report.IncomingRate, report.OutgoingRate));
    }

    [Fact]
    public void should_count_a_message_once_when_each_recipient_gets_a_file()
    {
        Arrive(2, "r0@contoso.com", "r1@contoso.com", "r2@contoso.com");
        var attempt = Start(oneRecipientPerFile: true);
        Assert.Equal(6, attempt.Drops.Count);
        Assert.Equal(2, Report(Plain.Key).MessageCount);

        // Two of the three files of the first message, then the rest.
        Stage(attempt);
        Publish(attempt, 2);
        Assert.Equal((2, 0.0), (Report(Plain.Key).MessageCount, Report(Plain.Key).OutgoingRate));
        Publish(attempt, 1);
        Assert.Equal((1, 1 / 60.0), (Report(Plain.Key).MessageCount, Report(Plain.Key).OutgoingRate));
        Publish(attempt, 3);
        Assert.Equal((0, 2 / 60.0), (Report(Plain.Key).MessageCount, Report(Plain.Key).OutgoingRate));
    }

    [Fact]
    public void should_count_as_gone_what_the_connector_refuses_and_not_what_it_gives_back()
    {
        Arrive(3);
        var attempt = Start();
        var (staged, failed) = _partition.Attempts.Staged(
            attempt,
            new StagingResult("/drop", "marker", [], [new FailedDrop(Key(attempt.Drops[1]), "550 5.6.0 no")], Quota),
            Now);
        Assert.Null(staged);
        _partition.Apply(failed!);

        var report = Report(Plain.Key);
        Assert.Equal((QueueStatus.Retry, 2, 2, 1 / 60.0), (report.Status, report.MessageCount, report.RetryingCount, report.OutgoingRate));
        Assert.Same(Quota, report.Retry!.LastError);
    }

    [Fact]
    public void should_not_count_as_gone_what_was_lost_and_is_staged_anew()
    {
        Arrive(2);
        var attempt = Start();
        Stage(attempt);
        _partition.Attempts.NextPublication(attempt, Hub01, "Hub01", PossibleDuplicateAction.Wait, Now);

        _partition.Attempts.Published(
            attempt, "Hub01", new PublishingResult([Key(attempt.Drops[0])], [Key(attempt.Drops[1])], null), relayDsnRequired: false, Now);

        Assert.Equal(1 / 60.0, _partition.Rates.PerSecond(Plain.Key, Now).Out);
    }

    [Fact]
    public void should_count_as_gone_what_expires_waiting_unreachable_or_staged()
    {
        Arrive(3);
        _partition.Settings = new PartitionSettings { BatchMessages = 1 };
        var attempt = Start();
        Stage(attempt);
        _partition.Attempts.NextPublication(attempt, Hub01, "Hub01", PossibleDuplicateAction.Wait, Now);
        _partition.Attempts.Interrupted(attempt, Quota, Now);
        _partition.Attempts.NextPublication(attempt, Hub01, "Hub01", PossibleDuplicateAction.Wait, Now);
        Assert.Equal(QueueStatus.Retry, Report(Plain.Key).Status);
        var lost = QueuedMessages.To(9, "r@contoso.com");
        _partition.Apply(new MessagesAccepted([lost]));
        _partition.Route([Item(lost)], (_, _) => SimulatedRouting.Nowhere, Now, isArrival: true);
        var unreachable = Report(NextHopSolutionKey.Unreachable);
        Assert.Equal((1, 1 / 60.0, SimulatedRouting.Nowhere.LastError), (unreachable.MessageCount, unreachable.IncomingRate, unreachable.Reason));

        var later = Now.AddDays(2);
        Assert.Equal(3, _partition.Scan(later)!.Recipients.Length);
        // The staged file expires where it is: it may be published by now.
        Assert.Single(_partition.Attempts.Published(
            attempt, "Hub01", new PublishingResult([], [], null) { Withdrawn = [Key(attempt.Drops[0])] }, relayDsnRequired: false, later).Expired!.Recipients);

        Assert.Equal(3 / 60.0, _partition.Rates.PerSecond(Plain.Key, later).Out);
        Assert.Equal(1 / 60.0, _partition.Rates.PerSecond(NextHopSolutionKey.Unreachable, later).Out);
    }

    [Fact]
    public void should_count_nothing_when_messages_are_routed_anew()
    {
        Arrive(3);

        _partition.Route(_partition.Reroute(), (_, _) => Plain, Now);

        var report = Report(Plain.Key);
        Assert.Equal((3, 3 / 60.0, 0), (report.MessageCount, report.IncomingRate, report.OutgoingRate));
        Assert.Equal((3 / 60.0, 3 / 60.0), _partition.Rates.PerSecond(NextHopSolutionKey.Submission, Now));
    }

    [Fact]
    public void should_name_the_queue_of_what_was_found_staged_after_a_restart()
    {
        Arrive(2);
        var attempt = Start();
        Stage(attempt);
        var recovered = new CategorizerPartition(_partition.State);
        Assert.Empty(recovered.Recovered(Now, lastAttempt: 100));
        Assert.Equal(2, Assert.Single(QueueReports.Of(recovered, 0, Now, 10).Reports, report => report.MessageCount > 0).MessageCount);
        Assert.Equal(NextHopSolutionKey.Submission, QueueReports.Of(recovered, 0, Now, 10).Reports.Single(report => report.MessageCount > 0).Key);

        recovered.Attempts.Locate((address, connector) =>
            address == "r@contoso.com" && connector == Plain.Key.NextHopConnector ? Plain.Key : throw new ArgumentException(address));

        var queue = Assert.Single(QueueReports.Of(recovered, 0, Now, 10).Reports, report => report.MessageCount > 0);
        Assert.Equal((Plain.Key, 2, 0.0), (queue.Key, queue.MessageCount, queue.IncomingRate));
    }

    [Fact]
    public void should_count_each_file_in_its_own_queue_when_files_of_several_queues_are_found_together()
    {
        _partition.Apply(new MessagesAccepted(
            [QueuedMessages.To(1, "r@a.example"), QueuedMessages.To(2, "r@b.example"), QueuedMessages.To(3, "s@b.example")]));
        _partition.Apply(new DropsStaged(
            Plain.Key.NextHopConnector, "Hub01", "/drop", "marker",
            [.. Enumerable.Range(1, 3).Select(number => new StagedDrop(QueuedMessages.Id(number), 1, $"{number}.eml", [0]))]));
        var recovered = new CategorizerPartition(_partition.State);
        Assert.Empty(recovered.Recovered(Now, lastAttempt: 100));

        recovered.Attempts.Locate((address, _) => Plain.Key with { NextHopDomain = address[2..] });

        var reports = QueueReports.Of(recovered, 0, Now, 10).Reports.Where(report => report.MessageCount > 0);
        Assert.Equal([("a.example", 1), ("b.example", 2)], reports.Select(report => (report.Key.NextHopDomain, report.MessageCount)).Order());
        Assert.Distinct(recovered.Attempts.UnderWay.Select(attempt => attempt.Number));
        Assert.All(recovered.Attempts.UnderWay, attempt => Assert.Same(attempt, recovered.Attempts.Find(attempt.Number)));
    }

    [Fact]
    public void should_leave_out_the_emptiest_queues_when_there_are_too_many_and_say_so()
    {
        Arrive(3);
        foreach (var number in Enumerable.Range(0, 10))
        {
            _partition.Queues.For(Plain.Key with { NextHopDomain = $"{number}.example" });
        }

        var (reports, omitted) = QueueReports.Of(_partition, 4, Now, maxReports: 3);

        Assert.Equal(10, omitted);
        Assert.Equal([NextHopSolutionKey.Submission, NextHopSolutionKey.Unreachable, Plain.Key], reports.Select(report => report.Key));
        Assert.Equal((QueueStatus.Active, 4), (reports[0].Status, reports[0].MessageCount));
    }

    private static DropKey Key(StagedDrop drop) => new(drop.Message, drop.Ordinal);

    private static QueueItem Item(QueuedMessage message) =>
        new(message.Id, [.. Enumerable.Range(0, message.Envelope.Recipients.Length)], message.Size);

    private void Arrive(int count, params string[] recipients)
    {
        QueuedMessage[] messages = [.. Enumerable.Range(1, count).Select(number => QueuedMessages.To(number, recipients.Length == 0 ? ["r@contoso.com"] : recipients))];
        _partition.Apply(new MessagesAccepted([.. messages]));
        Assert.Null(_partition.Route(messages.Select(Item), (_, _) => Plain, Now, isArrival: true));
    }

    private DeliveryAttempt Start(bool oneRecipientPerFile = false) =>
        _partition.Attempts.Start(_partition.Queues.For(Plain.Key), "Hub01", oneRecipientPerFile, Now);

    private void Stage(DeliveryAttempt attempt) => _partition.Apply(
        _partition.Attempts.Staged(attempt, new StagingResult("/drop", "marker", [.. attempt.Drops.Select(Key)], [], null), Now).Staged!);

    private void Publish(DeliveryAttempt attempt, int drops) => _partition.Apply(
        _partition.Attempts.Published(
            attempt, "Hub01", new PublishingResult([.. attempt.Drops.Take(drops).Select(Key)], [], null), relayDsnRequired: false, Now).Published!);

    private QueueReport Report(NextHopSolutionKey key) => Assert.Single(QueueReports.Of(_partition, 0, Now, 100).Reports, report => report.Key == key);
}
