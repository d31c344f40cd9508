using Akka.Actor;
using Akka.TestKit.Xunit2;
using ForeignTransport.Transport.Tests.Storage.Tracking;
using ForeignTransport.Transport.Tracking;
using Xunit;

namespace ForeignTransport.Transport.Tests.Tracking;

public sealed class TrackingActorSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SimulatedTrackingStore _store = new();
    private readonly IActorRef _actor;

    public TrackingActorSpecs()
        : base(PatientStart.Hocon) => _actor = Sys.ActorOf(TrackingActor.Props(_store, files: null));

    [Fact]
    public void should_have_written_everything_when_a_flush_is_answered()
    {
        Record(0, 4500);

        Assert.Equal(new TrackingActor.Flushed(0, 0), Flush());
        Assert.Equal(4500, _store.Rows.Count);
        Assert.All(_store.Batches, rows => Assert.InRange(rows, 1, 2000));
    }

    [Fact]
    public void should_write_by_itself_when_nobody_asks()
    {
        Record(0, 3);

        AwaitCondition(() => _store.Rows.Count == 3, Patience, TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public void should_gather_what_comes_while_it_writes()
    {
        _store.Hold();
        Record(0, 2000);
        for (var i = 1; i <= 100; i++)
        {
            Record(i * 2000, 1);
        }

        _store.Release();
        Flush();

        Assert.Equal(2100, _store.Rows.Count);
        Assert.Equal([2000, 100], _store.Batches);
    }

    [Fact]
    public void should_keep_rows_and_write_each_once_when_the_table_was_away()
    {
        _store.IsAway = true;
        Record(0, 1500);
        Assert.Equal(1500, Flush().Waiting);

        _store.IsAway = false;

        AwaitCondition(() => _store.Rows.Count == 1500, Patience, TimeSpan.FromMilliseconds(10));
        Assert.Equal(1500, _store.Batches.Sum());
    }

    [Fact]
    public void should_drop_and_count_what_there_is_no_room_for()
    {
        _store.IsAway = true;
        Record(0, TrackingActor.Capacity - 10);
        Record(1_000_000, 50);

        var held = Flush();

        Assert.Equal(new TrackingActor.Flushed(TrackingActor.Capacity, 40), held);
        _store.IsAway = false;
        AwaitCondition(() => _store.Rows.Count == TrackingActor.Capacity, Patience, TimeSpan.FromMilliseconds(10));
        Assert.Equal(new TrackingActor.Flushed(0, 0), Flush());
    }

    [Fact]
    public void should_answer_a_flush_when_what_was_told_before_is_written_though_more_comes()
    {
        _store.Hold();
        Record(0, 2000);
        _actor.Tell(new TrackingActor.Flush(7), TestActor);
        Record(1_000_000, 5);
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        _store.Release();

        var flushed = ExpectMsg<TrackingActor.Flushed>(Patience);

        Assert.Equal(7, flushed.Id);
        Assert.True(_store.Rows.Count >= 2000);
        AwaitCondition(() => _store.Rows.Count == 2005, Patience, TimeSpan.FromMilliseconds(10));
    }

    private void Record(int first, int count) =>
        _actor.Tell(new TrackingActor.Record([.. Enumerable.Range(first, count).Select(number => TrackingRows.Send(number))]));

    private TrackingActor.Flushed Flush()
    {
        _actor.Tell(TrackingActor.Flush.Instance, TestActor);
        return ExpectMsg<TrackingActor.Flushed>(Patience);
    }
}
