using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Queues;

/// <summary>A queue in Retry. A queue that works has none: the first success forgets everything.</summary>
/// <param name="Failures">Failed attempts since the last success, the first one included; 0 while nothing but trouble of the server itself kept it (<see cref="RetryLadder.IsOwnTrouble"/>).</param>
/// <param name="FirstRetryTime">When the first of them failed.</param>
/// <param name="LastRetryTime">When the last of them failed.</param>
/// <param name="NextRetryTime">When the next attempt is due.</param>
/// <param name="LastError">Why the last one failed.</param>
public sealed record RetryState(
    int Failures,
    DateTimeOffset FirstRetryTime,
    DateTimeOffset LastRetryTime,
    DateTimeOffset NextRetryTime,
    TransportError LastError)
{
    /// <summary>RetryCount of queue views: the attempt that sent the queue into Retry was not a retry.</summary>
    public int RetryCount => Math.Max(0, Failures - 1);
}
