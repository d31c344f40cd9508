using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// The messages of one partition that wait for one next hop, the most urgent first and then in the order of arrival, and the reason when they
/// wait for a retry.
/// </summary>
/// <remarks>
/// <para>In memory only: it is rebuilt by routing after a restart. Attempts overlap, so a failure that belongs to an attempt older than the
/// last failure only gives its messages back: one outage advances the retry ladder once.</para>
/// <para>Each source server has a ladder of its own. The queue uses the first server in the caller's order that is not waiting for a retry, and
/// is itself in Retry only when no server is left.</para>
/// </remarks>
public sealed class DeliveryQueue(NextHopSolutionKey key)
{
    private readonly Dictionary<string, SourceServerState> _servers = new(StringComparer.OrdinalIgnoreCase);
    private IEnumerable<string>? _offered;
    private RetryState? _noServer;
    private readonly WaitingItems _waiting = new();
    private (DateTimeOffset Time, DeliveryPriority Priority) _named = (default, DeliveryPriority.Normal);

    /// <summary>Delivery type, next hop domain and connector.</summary>
    public NextHopSolutionKey Key { get; } = key;

    /// <summary>Attempts that have taken messages and are not finished; those that wait for a server that is away are not counted.</summary>
    public int AttemptsInFlight { get; private set; }

    /// <summary>Messages that wait; those of attempts in flight are not counted.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>How many of those that wait are not of normal priority.</summary>
    public PriorityShare WaitingPriorities => _waiting.Priorities;

    /// <summary>
    /// Why and until when the queue waits; null when it works. With several servers that failed, the one that is tried first; a server that
    /// cannot be asked now counts neither for nor against.
    /// </summary>
    public RetryState? Retry
    {
        get
        {
            if (_noServer is not null)
            {
                return _noServer;
            }

            RetryState? first = null;
            foreach (var server in _offered ?? _servers.Keys)
            {
                if (_servers.GetValueOrDefault(server)?.Retry is not { } retry)
                {
                    return null;
                }

                if (first is null || retry.NextRetryTime < first.NextRetryTime)
                {
                    first = retry;
                }
            }

            return first;
        }
    }

    /// <summary>What Get-Queue shows.</summary>
    public QueueStatus Status =>
        AttemptsInFlight > 0 ? (Retry is null ? QueueStatus.Active : QueueStatus.Connecting)
        : Retry is not null ? QueueStatus.Retry
        : QueueStatus.Ready;

    /// <summary>Since when the queue has been seen empty and without attempts; null when it was not, or a message came since.</summary>
    internal DateTimeOffset? IdleSince { get; set; }

    /// <summary>When the whole queue was last routed anew because it was in Retry for so long; null when it was not.</summary>
    internal DateTimeOffset? LastResubmit { get; set; }

    /// <summary>The waiting messages: the most urgent first, and the oldest first among equals.</summary>
    public IEnumerable<QueueItem> Waiting => _waiting;

    /// <summary>Adds a message behind all others of its priority.</summary>
    public void Enqueue(QueueItem item)
    {
        IdleSince = null;
        _waiting.AddLast(item);
    }

    /// <summary>
    /// The server that the next attempt goes to; null when none may start now. After a failure of a server one attempt at a time probes it.
    /// </summary>
    /// <param name="servers">The servers that can be asked now, the preferred one first.</param>
    /// <param name="now">The current time.</param>
    /// <param name="maxAttempts">Most attempts in flight.</param>
    public string? Choose(IReadOnlyList<string> servers, DateTimeOffset now, int maxAttempts)
    {
        _offered = servers;
        if (servers.Count > 0)
        {
            _noServer = null;
        }

        if (_waiting.Count == 0)
        {
            return null;
        }

        foreach (var server in servers)
        {
            var state = _servers.GetValueOrDefault(server);
            if (state?.Retry is { } retry)
            {
                if (state.AttemptsInFlight == 0 && retry.NextRetryTime <= now)
                {
                    return server;
                }
            }
            else if (AttemptsInFlight < maxAttempts)
            {
                return server;
            }
        }

        return null;
    }

    /// <summary>Takes the messages that are next for an attempt: at least one, at most the given number, size and size of envelopes, in bytes.</summary>
    /// <param name="server">The server that they are for.</param>
    /// <param name="maxMessages">Most messages.</param>
    /// <param name="maxBytes">Most bytes of content.</param>
    /// <param name="maxEnvelopes">Most bytes of envelopes.</param>
    /// <param name="weigh">Bytes of the envelope of an item.</param>
    public IReadOnlyList<QueueItem> Take(
        string server, int maxMessages, long maxBytes, long maxEnvelopes, Func<QueueItem, long> weigh)
    {
        var batch = new List<QueueItem>(Math.Min(maxMessages, _waiting.Count));
        var bytes = 0L;
        var envelopes = 0L;
        while (_waiting.First is { } item && batch.Count < maxMessages)
        {
            var envelope = weigh(item);
            if (batch.Count > 0 && (bytes + item.Size > maxBytes || envelopes + envelope > maxEnvelopes))
            {
                break;
            }

            _waiting.RemoveFirst();
            batch.Add(item);
            bytes += item.Size;
            envelopes += envelope;
        }

        AttemptsInFlight++;
        StateOf(server).AttemptsInFlight++;
        return batch;
    }

    /// <summary>
    /// The time in the name of a drop file: now, or a moment later where that keeps a message behind more urgent ones of this queue. A gateway
    /// that takes files in the order of their names takes them in the order of this queue.
    /// </summary>
    internal DateTimeOffset NameTime(DeliveryPriority priority, DateTimeOffset now)
    {
        if (priority == DeliveryPriority.Normal && _named.Priority == DeliveryPriority.Normal && _named.Time <= now)
        {
            return now;
        }

        // Names have milliseconds.
        var time = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
        if (time <= _named.Time)
        {
            time = priority == _named.Priority ? _named.Time : _named.Time.AddMilliseconds(1);
        }

        _named = (time, priority);
        return time;
    }

    /// <summary>Gives messages of an attempt back: they wait before all others of their priority, in their old order.</summary>
    public void GiveBack(IReadOnlyList<QueueItem> items)
    {
        for (var i = items.Count - 1; i >= 0; i--)
        {
            _waiting.AddFirst(items[i]);
        }
    }

    /// <summary>The next hop took messages from this server: its wait for a retry is over.</summary>
    public void Succeeded(string server) => StateOf(server).Retry = null;

    /// <summary>The next hop took nothing from this server: it waits for the next rung of the ladder.</summary>
    /// <param name="server">The server.</param>
    /// <param name="startedAt">When the failed attempt started.</param>
    /// <param name="now">When it failed.</param>
    /// <param name="error">Why; shown as LastError.</param>
    /// <param name="intervals">The ladder.</param>
    public void Failed(string server, DateTimeOffset startedAt, DateTimeOffset now, TransportError error, RetryIntervals intervals)
    {
        var state = StateOf(server);
        if (state.Retry is null || startedAt >= state.Retry.LastRetryTime)
        {
            state.Retry = RetryLadder.AfterFailure(state.Retry, now, error, intervals);
        }
    }

    /// <summary>False when a server fails again for trouble of its own: the same every second is no news.</summary>
    public bool IsNews(string server, TransportError error) =>
        !RetryLadder.IsOwnTrouble(error)
        || _servers.GetValueOrDefault(server)?.Retry is not { } retry
        || !RetryLadder.IsOwnTrouble(retry.LastError);

    /// <summary>No server can be asked. It goes on as soon as there is one.</summary>
    /// <returns>True when an attempt would be due now, which thereby failed; false while the queue waits for its retry.</returns>
    public bool NoServer(DateTimeOffset now, TransportError error, RetryIntervals intervals)
    {
        if (_noServer is not null && _noServer.NextRetryTime > now)
        {
            return false;
        }

        _noServer = RetryLadder.AfterFailure(_noServer, now, error, intervals);
        return true;
    }

    /// <summary>An attempt is over, however it went, or waits for a server that is away.</summary>
    public void EndAttempt(string server)
    {
        AttemptsInFlight--;
        StateOf(server).AttemptsInFlight--;
    }

    /// <summary>Takes every waiting message out, for routing anew.</summary>
    public IReadOnlyList<QueueItem> Drain()
    {
        var items = _waiting.ToList();
        _waiting.Clear();
        return items;
    }

    /// <summary>Takes out the waiting messages for which the condition holds.</summary>
    public IReadOnlyList<QueueItem> Remove(Func<QueueItem, bool> condition) => _waiting.Remove(condition);

    /// <summary>Puts the waiting messages in order anew, because their priorities changed.</summary>
    /// <param name="priorityOf">The priority of an item from now on.</param>
    internal void Reorder(Func<QueueItem, DeliveryPriority> priorityOf)
    {
        foreach (var item in Drain().OrderBy(item => item.Message))
        {
            _waiting.AddLast(item.As(priorityOf(item)));
        }
    }

    /// <summary>Ends the wait of a retry now, for example because the connector's configuration changed.</summary>
    public void RetryNow(DateTimeOffset now)
    {
        foreach (var state in _servers.Values)
        {
            if (state.Retry is { } retry && retry.NextRetryTime > now)
            {
                state.Retry = retry with { NextRetryTime = now };
            }
        }
    }

    /// <summary>A server is back: its wait is over.</summary>
    public void RetryNow(string server, DateTimeOffset now)
    {
        if (_servers.GetValueOrDefault(server) is { Retry: { } retry } state && retry.NextRetryTime > now)
        {
            state.Retry = retry with { NextRetryTime = now };
        }
    }

    private SourceServerState StateOf(string server)
    {
        if (!_servers.TryGetValue(server, out var state))
        {
            _servers.Add(server, state = new SourceServerState());
        }

        return state;
    }

    private sealed class SourceServerState
    {
        public int AttemptsInFlight { get; set; }

        public RetryState? Retry { get; set; }
    }
}
