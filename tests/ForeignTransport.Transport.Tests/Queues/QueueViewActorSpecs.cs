using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Queues;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Queues;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Queues;

/// <summary>The spec answers for the partitions; all clocks are virtual.</summary>
public sealed class QueueViewActorSpecs : TestKit
{
    private const int Partitions = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly NextHopSolutionKey Fax = new(DeliveryType.NonSmtpGatewayDelivery, "FAX", Guid.NewGuid());

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly TestProbe _categorizer;
    private readonly IActorRef _queueView;

    public QueueViewActorSpecs()
        : base(PatientStart.Hocon + """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
    {
        _categorizer = CreateTestProbe("categorizer");
        _queueView = Sys.ActorOf(QueueViewActor.Props(_categorizer, Partitions, _time));
    }

    [Fact]
    public async Task should_answer_with_the_sum_when_every_partition_has_answered()
    {
        Ask();
        var request = await QuestionsAsync();
        Answer(0, request, 1);
        Answer(1, request, 2);
        await ExpectNoMsgAsync(TimeSpan.Zero);
        Answer(2, request, 3);

        var snapshot = await ExpectMsgAsync<QueuesSnapshot>(Patience);
        Assert.Equal((Partitions, 0, 0, false), (snapshot.Partitions, snapshot.Missing, snapshot.Omitted, snapshot.IsPartial));
        Assert.Equal(6, Assert.Single(snapshot.Queues, queue => queue.Key == Fax).MessageCount);
        Assert.Equal(4, snapshot.Queues.Length);
    }

    [Fact]
    public async Task should_say_how_many_partitions_did_not_answer_when_two_seconds_are_over()
    {
        Ask();
        var request = await QuestionsAsync();
        Answer(1, request, 2, omitted: 5);
        await SettledAsync();
        Advance(QueueViewActor.Deadline - TimeSpan.FromMilliseconds(1));
        await SettledAsync();
        await ExpectNoMsgAsync(TimeSpan.Zero);

        Advance(TimeSpan.FromMilliseconds(1));

        var snapshot = await ExpectMsgAsync<QueuesSnapshot>(Patience);
        Assert.Equal((2, 5, true), (snapshot.Missing, snapshot.Omitted, snapshot.IsPartial));
        Assert.Equal(2, Assert.Single(snapshot.Queues, queue => queue.Key == Fax).MessageCount);

        // Too late: it counts neither for this collection nor for the next.
        Answer(0, request, 100);
        Ask();
        var next = await QuestionsAsync();
        Answer(0, next, 1);
        Answer(1, next, 1);
        Answer(2, next, 1);
        Assert.Equal(3, Assert.Single((await ExpectMsgAsync<QueuesSnapshot>(Patience)).Queues, queue => queue.Key == Fax).MessageCount);
    }

    [Fact]
    public async Task should_share_one_collection_while_it_is_fresh_whether_it_runs_or_is_done()
    {
        Ask();
        Ask();
        var request = await QuestionsAsync();
        Advance(QueueViewActor.Freshness);
        Ask();
        await SettledAsync();
        await _categorizer.ExpectNoMsgAsync(TimeSpan.Zero);
        AnswerAll(request, 1);
        var first = await ExpectMsgAsync<QueuesSnapshot>(Patience);
        Assert.Same(first, await ExpectMsgAsync<QueuesSnapshot>(Patience));
        Assert.Same(first, await ExpectMsgAsync<QueuesSnapshot>(Patience));

        Ask();
        Assert.Same(first, await ExpectMsgAsync<QueuesSnapshot>(Patience));
        await _categorizer.ExpectNoMsgAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task should_ask_anew_when_the_newest_collection_is_too_old_though_it_still_runs()
    {
        Ask();
        var first = await QuestionsAsync();
        Advance(QueueViewActor.Freshness + TimeSpan.FromMilliseconds(1));
        Ask();
        var second = await QuestionsAsync();
        Assert.NotEqual(first, second);

        AnswerAll(second, 2);
        Assert.Equal(6, Assert.Single((await ExpectMsgAsync<QueuesSnapshot>(Patience)).Queues, queue => queue.Key == Fax).MessageCount);
        AnswerAll(first, 1);
        Assert.Equal(3, Assert.Single((await ExpectMsgAsync<QueuesSnapshot>(Patience)).Queues, queue => queue.Key == Fax).MessageCount);
    }

    [Fact]
    public async Task should_count_a_partition_once_when_it_answers_twice_and_none_that_does_not_exist()
    {
        Ask();
        var request = await QuestionsAsync();
        Answer(0, request, 1);
        Answer(0, request, 2);
        Answer(Partitions, request, 100);
        Answer(-1, request, 100);
        Answer(1, request, 1);
        await SettledAsync();
        await ExpectNoMsgAsync(TimeSpan.Zero);
        Answer(2, request, 1);

        Assert.Equal(4, Assert.Single((await ExpectMsgAsync<QueuesSnapshot>(Patience)).Queues, queue => queue.Key == Fax).MessageCount);
    }

    private void Ask() => _queueView.Tell(QueueViewActor.GetQueues.Instance, TestActor);

    private async Task<long> QuestionsAsync()
    {
        var request = 0L;
        for (var partition = 0; partition < Partitions; partition++)
        {
            var question = await _categorizer.ExpectMsgAsync<CategorizerQueries.GetQueues>(Patience);
            Assert.Equal(partition, question.Partition);
            request = question.Request;
        }

        return request;
    }

    private void AnswerAll(long request, int messages)
    {
        for (var partition = 0; partition < Partitions; partition++)
        {
            Answer(partition, request, messages);
        }
    }

    private void Answer(int partition, long request, int messages, int omitted = 0) => _queueView.Tell(
        new CategorizerReplies.PartitionQueues(partition, request, [new QueueReport(Fax, QueueStatus.Ready, messages)], omitted), _categorizer);

    /// <summary>Everything that was sent to it before is done.</summary>
    private async Task SettledAsync() => await _queueView.Ask<ActorIdentity>(new Identify(1), Patience);

    private void Advance(TimeSpan by)
    {
        _time.Advance(by);
        ((TestScheduler)Sys.Scheduler).Advance(by);
    }
}
