using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// The number of a message in its identity, <c>Hub01\322120\5201223372036854775</c>: made of its moment of acceptance and its id, so that it is
/// the same on every server, in every queue and after every restart, and that numbers sort by arrival.
/// </summary>
/// <remarks>
/// 41 bits of milliseconds since 2020, then 22 bits of the id. Two messages of one millisecond share a number with a chance of one to four
/// million; a number then names both, and a command for one message is refused instead of guessing.
/// </remarks>
public static class MessageNumber
{
    private const int EntropyBits = 22;
    private const long MaxTime = (1L << 41) - 1;
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The number of a message. Positive.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="receivedAt">When it was accepted: ids that stand for a key all have the time of midnight.</param>
    public static long Of(MessageId id, DateTimeOffset receivedAt)
    {
        var time = Math.Clamp((receivedAt - Epoch).Ticks / TimeSpan.TicksPerMillisecond, 1, MaxTime);
        // The derivation of an id mixes all of its low bits.
        return (time << EntropyBits) | (long)((id.Derive(id.Slot).Low ^ id.High) & ((1UL << EntropyBits) - 1));
    }
}
