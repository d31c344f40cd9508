using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Tracking;

/// <summary>
/// The number of a message, which Exchange takes from the queue database of a server. Here it follows from the id, so that every server, after any
/// crash, says the same number without keeping one.
/// </summary>
public static class InternalMessageId
{
    /// <summary>53 bits: every program that reads JSON reads the number exactly.</summary>
    private const ulong Largest = (1UL << 53) - 1;

    /// <summary>The number: positive; two of a million messages have the same one once in 18,000 times.</summary>
    public static long Of(MessageId id)
    {
        // The low half alone is not enough: ids of one idempotency key on two days differ in the high half only.
        var mixed = unchecked(id.Low ^ (id.High * 0x9E3779B97F4A7C15UL));
        return (long)((mixed ^ (mixed >> 53)) & Largest);
    }
}
