using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Tracking;

/// <summary>
/// The number of a message, which Exchange takes from the queue database of a server. Here it follows from the id, so that every server, after any
/// crash, says the same number without keeping one.
/// </summary>
public static class InternalMessageId
{
    /// <summary>The number: positive, and different for different ids but for a chance of one in 9 · 10^18.</summary>
    public static long Of(MessageId id)
    {
        // The low half alone is not enough: ids of one idempotency key on two days differ in the high half only.
        var mixed = unchecked(id.Low ^ (id.High * 0x9E3779B97F4A7C15UL));
        return (long)(mixed & long.MaxValue);
    }
}
