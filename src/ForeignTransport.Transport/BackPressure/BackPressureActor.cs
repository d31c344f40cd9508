using Akka.Actor;
using Akka.Event;
using ForeignTransport.Core.BackPressure;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.BackPressure;

/// <summary>Measures the resources of this server, judges how scarce they are, and says so.</summary>
/// <remarks>
/// <para>In: its timer, its own measurements. Out: <see cref="BackPressureView"/> after each round; <see cref="BackPressureChanged"/> on the event stream and log lines when a
/// level, or whether something new is taken in, changed.</para>
/// <para>One measurement at a time: where a drive does not answer, the last levels stand until it does. The last level of a resource whose
/// measurement fails stands for <see cref="PressureState.KeptFor"/>.</para>
/// <para>In memory only: after a start every resource begins at Low, and its history anew.</para>
/// </remarks>
internal sealed class BackPressureActor : UntypedActor, IWithTimers
{
    private readonly TimeSpan _interval;
    private readonly Func<Sample> _measure;
    private readonly BackPressureView _view;
    private readonly Action _dropCaches;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly HashSet<string> _unmeasured = new(StringComparer.Ordinal);
    private bool _measuring;

    public BackPressureActor(TimeSpan interval, Func<Sample> measure, BackPressureView view, Action dropCaches, TimeProvider time)
    {
        _interval = interval;
        _measure = measure;
        _view = view;
        _dropCaches = dropCaches;
        _time = time;
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(TimeSpan interval, Func<Sample> measure, BackPressureView view, Action dropCaches, TimeProvider time) =>
        Akka.Actor.Props.Create(() => new BackPressureActor(interval, measure, view, dropCaches, time));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("measure", Tick.Instance, _interval);
        Measure();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Tick:
                Measure();
                break;
            case Sample sample:
                _measuring = false;
                Judge(sample);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Measure()
    {
        if (!_measuring)
        {
            _measuring = true;
            Task.Run(_measure).PipeTo(Self, failure: cause => new Sample([], [(Sample.Everything, cause.Message)]));
        }
    }

    private void Judge(Sample sample)
    {
        LogFailures(sample);
        var before = _view.Current;
        var after = before.Next(sample.Measurements, _time.GetUtcNow(), Unmeasured(sample, before));
        _view.Set(after);
        if (after.DropsCaches)
        {
            _dropCaches();
        }

        var changes = PressureState.Changes(before, after).ToList();
        changes.ForEach(Log);
        var (refused, refuses) = (!before.Obstacles.IsEmpty, BackPressureView.RefusalOf(after));
        if (refuses is not null && !refused)
        {
            _log.Error("{0}", refuses);
        }
        else if (refuses is null && refused)
        {
            _log.Info("The server takes mail again: no resource stops it any more");
        }

        if (changes.Count > 0 || refused != (refuses is not null))
        {
            Context.System.EventStream.Publish(new BackPressureChanged(after));
        }
    }

    private static HashSet<string> Unmeasured(Sample sample, PressureState before)
    {
        var failed = sample.Failures.Select(failure => failure.Resource).ToHashSet(StringComparer.Ordinal);
        return failed.Contains(Sample.Everything) ? [.. before.Readings.Select(reading => reading.Resource.Name)] : failed;
    }

    private void Log(LevelChange change)
    {
        if (!change.IsRise)
        {
            _log.Info("Back pressure: {0}", change);
        }
        else if (change.Reading.Level == PressureLevel.High)
        {
            _log.Error("{0}", ErrorCatalogue.ResourceScarce.With(change.ToString()));
        }
        else
        {
            _log.Warning("{0}", ErrorCatalogue.ResourceScarce.With(change.ToString()));
        }
    }

    private void LogFailures(Sample sample)
    {
        foreach (var (resource, cause) in sample.Failures)
        {
            if (_unmeasured.Add(resource))
            {
                _log.Warning("{0}", ErrorCatalogue.ResourceUnmeasured.With($"{resource}: {cause}"));
            }
        }

        _unmeasured.IntersectWith(sample.Failures.Select(failure => failure.Resource));
    }

    private sealed class Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
