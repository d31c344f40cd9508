using System.Collections.Frozen;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// When a queue tries again: some quick retries for a glitch, some at the transient interval, then for ever at the outbound interval,
/// until a success or the expiry of the messages.
/// </summary>
public static class RetryLadder
{
    private static readonly FrozenSet<ErrorEntry> OwnTroubles =
    [
        ErrorCatalogue.DatabaseUnavailable, ErrorCatalogue.DatabaseBusy, ErrorCatalogue.DatabaseFailed, ErrorCatalogue.DatabaseAccessDenied,
        ErrorCatalogue.MessageStoreBusy, ErrorCatalogue.MessageStoreFailed, ErrorCatalogue.MessageStoreClosed
    ];

    /// <summary>How soon a server tries again that lacked something of its own.</summary>
    public static readonly TimeSpan OwnTroubleInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// True when what failed is the database that the server reads messages from, and heals by itself. The next hop was never asked, so that
    /// this is no step of its ladder: whoever has waited for the database does not wait for minutes more.
    /// </summary>
    public static bool IsOwnTrouble(TransportError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return OwnTroubles.Contains(error.Entry);
    }

    /// <summary>
    /// The state after a failed attempt. Manual attempts count like automatic ones, and every attempt starts the interval anew. Own trouble
    /// is not counted.
    /// </summary>
    /// <param name="state">The state before; null when the last attempt succeeded or there was none.</param>
    /// <param name="now">When the attempt failed.</param>
    /// <param name="error">Why.</param>
    /// <param name="intervals">The ladder in force now; a changed setting acts on the next failure.</param>
    public static RetryState AfterFailure(RetryState? state, DateTimeOffset now, TransportError error, RetryIntervals intervals)
    {
        if (IsOwnTrouble(error))
        {
            return new RetryState(state?.Failures ?? 0, state?.FirstRetryTime ?? now, now, now + OwnTroubleInterval, error);
        }

        var before = state?.Failures ?? 0;
        var failures = before == int.MaxValue ? before : before + 1;
        return new RetryState(failures, state?.FirstRetryTime ?? now, now, now + IntervalAfter(failures, intervals), error);
    }

    /// <summary>The wait after a number of consecutive failures.</summary>
    public static TimeSpan IntervalAfter(int failures, RetryIntervals intervals)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        if (failures <= intervals.GlitchRetryCount)
        {
            return intervals.GlitchRetryInterval;
        }

        return failures - intervals.GlitchRetryCount <= intervals.TransientFailureRetryCount
            ? intervals.TransientFailureRetryInterval
            : intervals.OutboundConnectionFailureRetryInterval;
    }

    /// <summary>
    /// Whether the messages of a queue go back to the categorizer, because it has been without a success for MaxIdleTimeBeforeResubmit
    /// and another route may serve them.
    /// </summary>
    /// <param name="state">The queue.</param>
    /// <param name="lastResubmit">When this was last done since the queue went into Retry; null when it was not.</param>
    /// <param name="now">The current time.</param>
    /// <param name="maxIdleTime">MaxIdleTimeBeforeResubmit; 12 hours by default.</param>
    public static bool IsResubmitDue(RetryState state, DateTimeOffset? lastResubmit, DateTimeOffset now, TimeSpan maxIdleTime)
    {
        ArgumentNullException.ThrowIfNull(state);
        var since = lastResubmit is { } resubmit && resubmit > state.FirstRetryTime ? resubmit : state.FirstRetryTime;
        return now - since >= maxIdleTime;
    }
}
