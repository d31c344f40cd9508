using System.Diagnostics;
using ForeignTransport.Server.Bench;

namespace ForeignTransport.Server.Demo;

/// <summary>
/// Keeps messages flowing into the Pickup directories of servers at a steady rate, in turn, and remembers which server was offered which.
/// A server can be left out, from one message to the next: nothing is offered to it once that call has returned.
/// </summary>
internal sealed class MessageFlow(MessageFeeder feeder, double ratePerSecond, int targets) : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<int>[] _offered = [.. Enumerable.Range(0, targets).Select(_ => new List<int>())];
    private readonly bool[] _isFed = new bool[targets];
    private Task _running = Task.CompletedTask;
    private int _next;
    private int _turn;

    /// <summary>How many messages have been offered.</summary>
    public int Offered
    {
        get
        {
            lock (_gate)
            {
                return _next;
            }
        }
    }

    /// <summary>Begins to offer, to those servers that are fed.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Feeds a server from now on.</summary>
    public void Feed(int target)
    {
        lock (_gate)
        {
            _isFed[target] = true;
        }
    }

    /// <summary>Leaves a server out from now on.</summary>
    public void Spare(int target)
    {
        lock (_gate)
        {
            _isFed[target] = false;
        }
    }

    /// <summary>Offers messages to one server at once, beside the steady flow.</summary>
    /// <returns>Their indexes; fewer than asked for when there are no more.</returns>
    public IReadOnlyList<int> Burst(int target, int messages)
    {
        var offered = new List<int>(messages);
        for (var i = 0; i < messages; i++)
        {
            lock (_gate)
            {
                if (TryOffer(target))
                {
                    offered.Add(_next - 1);
                }
            }
        }

        return offered;
    }

    /// <summary>The messages that a server has been offered.</summary>
    public IReadOnlyList<int> OfferedTo(int target)
    {
        lock (_gate)
        {
            return [.. _offered[target]];
        }
    }

    /// <summary>Those from a position of that list on: what is new since the last look.</summary>
    public IReadOnlyList<int> OfferedTo(int target, int from)
    {
        lock (_gate)
        {
            return _offered[target][from..];
        }
    }

    /// <summary>Offers no more. Throws what offering threw, if it failed.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        var started = Stopwatch.GetTimestamp();
        var paced = 0;
        while (!_stopping.IsCancellationRequested)
        {
            // What was due while nobody was fed, or while this program was held up, is not made up for in one rush.
            var due = (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * ratePerSecond);
            paced = Math.Max(paced, due - (int)ratePerSecond);
            for (; paced < due; paced++)
            {
                OfferNext();
            }

            await Task.Delay(Beat, CancellationToken.None);
        }
    }

    private void OfferNext()
    {
        lock (_gate)
        {
            for (var tried = 0; tried < targets; tried++)
            {
                _turn = (_turn + 1) % targets;
                if (_isFed[_turn])
                {
                    TryOffer(_turn);
                    return;
                }
            }
        }
    }

    private bool TryOffer(int target)
    {
        if (_next == feeder.Count)
        {
            return false;
        }

        feeder.Write(_next);
        feeder.Offer(_next, target);
        _offered[target].Add(_next);
        _next++;
        return true;
    }
}
