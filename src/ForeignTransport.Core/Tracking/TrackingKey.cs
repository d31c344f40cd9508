using System.Buffers.Binary;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Tracking;

/// <summary>
/// Identity of a row, and its place in time. It follows from what happened to which message when, and from nothing else: an event that is seen
/// again after a crash makes the same row, which the table has or has not.
/// </summary>
/// <param name="Milliseconds">Since 1970, UTC.</param>
/// <param name="Number">Tells the rows of one millisecond apart.</param>
public readonly record struct TrackingKey(long Milliseconds, long Number)
{
    private const int VersionAndVariantFree = 0x0FFF;

    /// <summary>When it happened.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    /// <summary>
    /// The log-id of the row: a UUID of version 8 (RFC 9562), 48 bits of milliseconds and the 64 bits of the number, so that log-ids sort by time.
    /// </summary>
    public Guid LogId
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            var number = unchecked((ulong)Number);
            BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)Milliseconds << 16) | 0x8000 | ((number >> 52) & VersionAndVariantFree));
            BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x8000_0000_0000_0000 | (number & 0x000F_FFFF_FFFF_FFFF));
            return new Guid(bytes, bigEndian: true);
        }
    }

    /// <summary>Reads the key back from the log-id that it made.</summary>
    public static TrackingKey FromLogId(Guid logId)
    {
        Span<byte> bytes = stackalloc byte[16];
        logId.TryWriteBytes(bytes, bigEndian: true, out _);
        var high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        var low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        return new TrackingKey((long)(high >> 16), unchecked((long)(((high & VersionAndVariantFree) << 52) | (low & 0x000F_FFFF_FFFF_FFFF))));
    }

    /// <summary>The key of an event of a message.</summary>
    /// <param name="time">When it happened, as it is recorded.</param>
    /// <param name="message">The message.</param>
    /// <param name="eventId">What happened.</param>
    /// <param name="part">Tells events of one kind apart: the number of a drop, the position of the first recipient.</param>
    public static TrackingKey Of(DateTimeOffset time, MessageId message, TrackingEventId eventId, int part) => new(
        time.ToUnixTimeMilliseconds(),
        unchecked((long)Mix(message.Low ^ Mix(message.High ^ Mix(((ulong)eventId << 32) | (uint)part)))));

    /// <summary>splitmix64.</summary>
    private static ulong Mix(ulong z)
    {
        z = unchecked(z + 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return z ^ (z >> 31);
    }
}
