using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using ForeignTransport.Core.BackPressure;
using ForeignTransport.Transport.BackPressure;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ForeignTransport.Transport.Tests.BackPressure;

/// <summary>The measurements are given; the clock of the actor system is virtual.</summary>
public sealed class BackPressureActorSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly BackPressureView _view = new();
    private readonly TestProbe _changes;
    private readonly TestProbe _log;
    private readonly TestProbe _measured;
    private volatile Sample _sample = Of(10);
    private int _drops;

    public BackPressureActorSpecs()
        : base(PatientStart.Hocon + "akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"\nakka.loglevel = INFO")
    {
        _changes = CreateTestProbe();
        _log = CreateTestProbe();
        _measured = CreateTestProbe();
        Sys.EventStream.Subscribe(_changes, typeof(BackPressureChanged));
        Sys.EventStream.Subscribe(_log, typeof(LogEvent));
    }

    [Fact]
    public async Task should_have_measured_when_it_has_just_started()
    {
        Start();

        await _view.Measured.WaitAsync(Patience);
        Assert.Equal(10, Assert.Single(_view.Current.Readings).Value);
        Assert.Null(_view.Refusal);
    }

    [Fact]
    public void should_log_a_change_once_and_say_it_to_everybody_when_a_resource_becomes_scarce_and_is_free_again()
    {
        Start();
        Measure(95);
        Measure(90);

        Assert.Equal(PressureLevel.Medium, Next().Level);
        Assert.Equal("FT-5300 InsufficientResources: UsedDiskSpace[/data] is 90% (Medium from 89% on, until it falls to 80%)", _view.Refusal?.ToString());
        Measure(99);
        Measure(98);
        Measure(80);

        Assert.Equal([PressureLevel.High, PressureLevel.Low], [Next().Level, Next().Level]);
        Assert.Null(_view.Refusal);
        _changes.ExpectNoMsg(TimeSpan.Zero);
        Assert.Equal(
            [
                "WARNING FT-5301 ResourceScarce: UsedDiskSpace[/data] is 95% (Medium from 89% on, until it falls to 80%); it was Low before",
                "ERROR FT-5300 InsufficientResources: UsedDiskSpace[/data] is 95% (Medium from 89% on, until it falls to 80%)",
                "ERROR FT-5301 ResourceScarce: UsedDiskSpace[/data] is 99% (High from 99% on, until it falls to 90%); it was Medium before",
                "INFO Back pressure: UsedDiskSpace[/data] is 80% (Low, Medium from 89% on); it was High before",
                "INFO The server takes mail again: no resource stops it any more"
            ],
            Logged());
    }

    [Fact]
    public void should_drop_caches_at_every_measurement_when_memory_is_scarce()
    {
        Start();
        var memory = PressureResource.SystemMemory;
        Measure(new Sample([new Measurement(memory, "", 88, memory.Defaults)], []));
        Measure(new Sample([new Measurement(memory, "", 85, memory.Defaults)], []));
        Measure(new Sample([new Measurement(memory, "", 84, memory.Defaults)], []));

        Assert.Equal(2, Volatile.Read(ref _drops));
        Assert.Null(_view.Refusal);
    }

    [Theory]
    [InlineData("UsedDiskSpace")]
    [InlineData("all")]
    public void should_keep_the_level_when_a_measurement_fails(string resource)
    {
        Start();
        Measure(99);
        Assert.Equal(PressureLevel.High, Next().Level);
        Measure(new Sample([], [(resource, "no such device")]));

        Assert.Equal(PressureLevel.High, _view.Current.Level);
        Assert.NotNull(_view.Refusal);

        // Below what it rose at, and not yet where it falls to: hysteresis is kept as well.
        Measure(85);
        Assert.Equal(PressureLevel.Medium, Next().Level);
    }

    [Fact]
    public void should_say_once_what_cannot_be_measured_when_it_cannot_again_and_again()
    {
        Start();
        var failed = new Sample([], [("UsedDiskSpace", "no such device")]);
        Measure(failed);
        Measure(failed);
        Measure(10);
        Measure(failed);

        Assert.Equal(2, Logged().Count(line => line == "WARNING FT-5302 ResourceUnmeasured: UsedDiskSpace: no such device"));
    }

    [Fact]
    public void should_go_on_when_measuring_throws()
    {
        var calls = 0;
        Sys.ActorOf(BackPressureActor.Props(
            Interval,
            () => Interlocked.Increment(ref calls) == 1 ? throw new IOException("gone") : Of(96),
            _view,
            () => { },
            _time));
        _log.FishForMessage(
            line => line is Warning warning && $"{warning.Message}".Contains("FT-5302 ResourceUnmeasured: all: gone", StringComparison.Ordinal), Patience);

        Advance();

        Assert.Equal(PressureLevel.Medium, Next().Level);
    }

    private static Sample Of(long value) =>
        new([new Measurement(PressureResource.UsedDiskSpace, "/data", value, PressureResource.UsedDiskSpace.Defaults with { KeepsFree = null })], []);

    private void Start()
    {
        Sys.ActorOf(BackPressureActor.Props(
            Interval,
            () =>
            {
                var sample = _sample;
                _measured.Ref.Tell(sample);
                return sample;
            },
            _view,
            () => Interlocked.Increment(ref _drops),
            _time));
        AwaitJudged(_sample, PressureState.Initial);
    }

    private void Measure(long value) => Measure(Of(value));

    private void Measure(Sample sample)
    {
        var before = _view.Current;
        _sample = sample;
        Advance();
        AwaitJudged(sample, before);
    }

    private void Advance()
    {
        _time.Advance(Interval);
        ((TestScheduler)Sys.Scheduler).Advance(Interval);
    }

    private void AwaitJudged(Sample sample, PressureState before)
    {
        _measured.ExpectMsg<Sample>(measured => ReferenceEquals(measured, sample), Patience);
        AwaitCondition(() => !ReferenceEquals(_view.Current, before), Patience, TimeSpan.FromMilliseconds(10));
    }

    private PressureState Next() => _changes.ExpectMsg<BackPressureChanged>(Patience).State;

    /// <summary>The lines of the actor, in order; a line that is written after the state is seen is waited for.</summary>
    private List<string> Logged()
    {
        Sys.Log.Info("end of the lines");
        var lines = new List<string>();
        while (true)
        {
            var line = _log.ExpectMsg<LogEvent>(Patience);
            var text = $"{line.Message}";
            if (text == "end of the lines")
            {
                return lines;
            }

            if (line.LogClass == typeof(BackPressureActor))
            {
                lines.Add($"{line.LogLevel() switch { LogLevel.WarningLevel => "WARNING", LogLevel.ErrorLevel => "ERROR", _ => "INFO" }} {text}");
            }
        }
    }
}
