using System.Diagnostics;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// Ends a process that stood still for longer than the other servers wait before they take its work over: a stopped process, a suspended
/// machine, a collection without end. What it would write into the database is refused there; what it would rename in a directory is not,
/// so it must not come to it.
/// </summary>
public sealed class PauseWatchdog : IDisposable
{
    /// <summary>Time between two beats.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestLine = TimeSpan.FromMilliseconds(20);

    private readonly ManualResetEventSlim _stop = new();
    private readonly TimeSpan _limit;
    private readonly Action<TransportError> _paused;
    private readonly TimeProvider _clock;
    private long _lastBeat;
    private volatile bool _tripped;
    private Thread? _thread;

    /// <summary>Does nothing yet.</summary>
    /// <param name="limit">A gap between two beats longer than this is a pause.</param>
    /// <param name="paused">Called once, from the watchdog's thread; null for <see cref="KillProcess"/>.</param>
    /// <param name="clock">Must go on while the machine sleeps; null for the one that does.</param>
    public PauseWatchdog(TimeSpan limit, Action<TransportError>? paused = null, TimeProvider? clock = null)
    {
        _limit = limit;
        _paused = paused ?? KillProcess;
        _clock = clock ?? PauseClock.Instance;
        _lastBeat = _clock.GetTimestamp();
    }

    /// <summary>
    /// True while this process has not stood still for longer than the limit. Who is about to do what cannot be taken back looks first: after a
    /// pause this is false before any thread of the watchdog runs.
    /// </summary>
    public bool MayAct => !_tripped && _clock.GetElapsedTime(Interlocked.Read(ref _lastBeat)) <= _limit;

    /// <summary>Begins to watch.</summary>
    public void Start()
    {
        Interlocked.Exchange(ref _lastBeat, _clock.GetTimestamp());
        _thread = new Thread(Watch) { IsBackground = true, Name = "pause-watchdog", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <summary>Ends the process at once, without a dump and without running anything else of it: nothing in it may act any more.</summary>
    public static void KillProcess(TransportError error)
    {
        // A pipe that nobody reads would hold the line up, and with it the end.
        new Thread(static () =>
        {
            using var never = new ManualResetEventSlim();
            never.Wait(LongestLine);
            Process.GetCurrentProcess().Kill();
        }) { IsBackground = true, Priority = ThreadPriority.Highest }.Start();
        Console.Error.WriteLine(error);
        Process.GetCurrentProcess().Kill();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Set();
        _thread?.Join();
        _stop.Dispose();
    }

    /// <summary>One beat.</summary>
    /// <returns>False when the process stood still before it.</returns>
    internal bool Beat()
    {
        var now = _clock.GetTimestamp();
        var gap = _clock.GetElapsedTime(Interlocked.Read(ref _lastBeat), now);
        if (gap > _limit)
        {
            _tripped = true;
            _paused(ErrorCatalogue.ServerPaused.With($"It stood still for {gap.TotalSeconds:0.0} s; the limit is {_limit.TotalSeconds:0.0} s."));
            return false;
        }

        Interlocked.Exchange(ref _lastBeat, now);
        return true;
    }

    private void Watch()
    {
        while (!_stop.Wait(Interval) && Beat())
        {
        }
    }
}
