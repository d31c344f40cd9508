using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Tests.Submission;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.Categorizing;

public sealed class OrphanSweepActorSpecs() : TestKit(PatientStart.Hocon + """akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit" """)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryMessageStore _store = new();

    [Fact]
    public async Task should_release_only_old_content_that_its_partition_does_not_need()
    {
        var (orphan, known, young) = (Put(1, 61), Put(2, 61), Put(2, 59));
        var sweep = Start();

        sweep.Tell(OrphanSweepActor.Sweep.Instance);

        var questions = new[]
        {
            await ExpectMsgAsync<CategorizerQueries.FindReleasable>(Patience), await ExpectMsgAsync<CategorizerQueries.FindReleasable>(Patience)
        };
        Assert.Equal([(1, orphan), (2, known)], questions.Select(question => (question.Partition, Assert.Single(question.Ids))).Order());
        sweep.Tell(new CategorizerReplies.Releasable(1, [orphan]));
        sweep.Tell(new CategorizerReplies.Releasable(2, []));
        await AwaitAssertAsync(() => Assert.Equal([orphan], _store.Released), Patience, TimeSpan.FromMilliseconds(10));
        Assert.Equal([known, young], _store.Ids.Order());
    }

    [Fact]
    public async Task should_not_ask_about_an_id_that_a_key_may_still_stand_for()
    {
        var today = MessageId.OfKey(Noon, new byte[10]);
        var before = MessageId.OfKey(Noon.AddDays(-2), new byte[10]);
        _store.Put(today, [1], 1);
        _store.Put(before, [1], 1);

        Start().Tell(OrphanSweepActor.Sweep.Instance);

        Assert.Equal(before, Assert.Single((await ExpectMsgAsync<CategorizerQueries.FindReleasable>(Patience)).Ids));
    }

    [Fact]
    public async Task should_ask_in_portions_when_very_many_contents_are_stored()
    {
        for (var number = 0; number < 4_500; number++)
        {
            Put(3, 90, number);
        }

        Start().Tell(OrphanSweepActor.Sweep.Instance);

        var portions = new[]
        {
            await ExpectMsgAsync<CategorizerQueries.FindReleasable>(Patience), await ExpectMsgAsync<CategorizerQueries.FindReleasable>(Patience),
            await ExpectMsgAsync<CategorizerQueries.FindReleasable>(Patience)
        };
        Assert.Equal([2_000, 2_000, 500], portions.Select(portion => portion.Ids.Length));
        Assert.Equal(4_500, portions.SelectMany(portion => portion.Ids).Distinct().Count());
    }

    [Fact]
    public async Task should_search_again_in_an_hour_when_the_store_was_down()
    {
        Put(1, 61);
        _store.Outage = ErrorCatalogue.MessageStoreBusy.With("test");
        await EventFilter.Warning(contains: "could not be searched").ExpectOneAsync(Patience, async () =>
        {
            var sweep = Start();
            await sweep.Ask<ActorIdentity>(new Identify(1), Patience);
            ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromMinutes(2));
        });
        _store.Outage = null;

        ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromHours(1));

        await ExpectMsgAsync<CategorizerQueries.FindReleasable>(Patience);
    }

    private IActorRef Start() => Sys.ActorOf(OrphanSweepActor.Props(_store, TestActor, 16, new FakeTimeProvider(Noon)));

    private MessageId Put(ushort slot, int minutesOld, int number = 0)
    {
        var id = MessageId.Create(Noon.AddMinutes(-minutesOld), slot, (ulong)number);
        _store.Put(id, "x"u8.ToArray(), 0);
        return id;
    }
}
