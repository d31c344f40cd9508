using System.Diagnostics;
using ForeignTransport.Server.Bench;

namespace ForeignTransport.Server.Demo;

/// <summary>
/// Knows which messages servers have accepted: those whose file has left the Pickup directory, claimed or not, which a server does only when
/// the message is durable.
/// </summary>
/// <remarks>
/// A file is renamed once on its way (the claim), and a listing taken meanwhile may show neither name: gone is what two listings in a row
/// do not show.
/// </remarks>
internal sealed class PickupWatch(MessageFlow flow, DeliveryLedger ledger, IReadOnlyList<Hub> hubs) : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly Intake[] _intakes = [.. hubs.Select(_ => new Intake())];
    private readonly Dictionary<int, long> _onTheWay = [];
    private Task _running = Task.CompletedTask;

    /// <summary>How many messages have been accepted.</summary>
    public int Accepted => hubs.Select((_, hub) => AcceptedBy(hub)).Sum();

    /// <summary>How many of them are not in the Drop directory yet.</summary>
    public int OnTheWay
    {
        get
        {
            lock (_gate)
            {
                return _onTheWay.Count;
            }
        }
    }

    /// <summary>How many messages a server has accepted.</summary>
    public int AcceptedBy(int hub)
    {
        lock (_gate)
        {
            return _intakes[hub].Accepted;
        }
    }

    /// <summary>How many are on the way for longer than <paramref name="patience"/>.</summary>
    public int OnTheWayFor(TimeSpan patience)
    {
        lock (_gate)
        {
            return _onTheWay.Values.Count(since => Stopwatch.GetElapsedTime(since) > patience);
        }
    }

    /// <summary>Begins to watch.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Those messages offered to a server that it has not accepted; exact when that server and the flow to it stand still.</summary>
    public static HashSet<int> Waiting(string pickup)
    {
        var waiting = new HashSet<int>();
        if (Directory.Exists(pickup))
        {
            foreach (var path in Directory.EnumerateFiles(pickup))
            {
                if (MessageFeeder.TryParse(Path.GetFileName(path.AsSpan()), out var index))
                {
                    waiting.Add(index);
                }
            }
        }

        return waiting;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            for (var hub = 0; hub < hubs.Count; hub++)
            {
                Look(hub);
            }

            await Task.Delay(Beat, CancellationToken.None);
        }
    }

    private void Look(int hub)
    {
        var intake = _intakes[hub];

        // What is offered after this is looked for next time: a listing cannot be expected to show it.
        foreach (var index in flow.OfferedTo(hub, intake.Known))
        {
            intake.Known++;
            intake.Offered.Add(index);
        }

        var waiting = Waiting(hubs[hub].Pickup);
        var gone = intake.Offered.Where(index => !waiting.Contains(index)).ToHashSet();
        lock (_gate)
        {
            foreach (var index in gone)
            {
                if (intake.Missed.Contains(index))
                {
                    intake.Offered.Remove(index);
                    intake.Accepted++;
                    _onTheWay.Add(index, Stopwatch.GetTimestamp());
                }
            }

            intake.Missed = gone;
            foreach (var index in _onTheWay.Keys)
            {
                if (ledger.VisibleAt(index) != 0)
                {
                    _onTheWay.Remove(index);
                }
            }
        }
    }

    /// <summary>What one server was offered.</summary>
    private sealed class Intake
    {
        /// <summary>How many of all offered are known here.</summary>
        public int Known { get; set; }

        /// <summary>Offered, not known to be accepted.</summary>
        public HashSet<int> Offered { get; } = [];

        /// <summary>Not shown by the last listing.</summary>
        public HashSet<int> Missed { get; set; } = [];

        public int Accepted { get; set; }
    }
}
