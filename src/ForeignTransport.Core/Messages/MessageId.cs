using System.Buffers.Binary;
using System.Globalization;

namespace ForeignTransport.Core.Messages;

/// <summary>
/// The identity of a message from the moment it is claimed until it is forgotten, and the network message id of tracking.
/// 128 bits: 48 bits of milliseconds since 1970 (ids sort by time), 16 bits of partition slot, 64 bits of entropy.
/// </summary>
/// <remarks>The slot makes the owner of a message computable from its id alone: no lookup, also after a crash.</remarks>
public readonly record struct MessageId(ulong High, ulong Low) : IComparable<MessageId>
{
    /// <summary>
    /// The moment of creation, to the millisecond. An id can come from a file name that somebody made up: a time after the end of the
    /// calendar is its end.
    /// </summary>
    public DateTimeOffset CreatedAt =>
        DateTimeOffset.FromUnixTimeMilliseconds(Math.Min((long)(High >> 16), DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    /// <summary>The slot that selects the categorizer partition.</summary>
    public ushort Slot => (ushort)High;

    /// <summary>Creates an id from its parts.</summary>
    public static MessageId Create(DateTimeOffset now, ushort slot, ulong entropy) =>
        new(((ulong)now.ToUnixTimeMilliseconds() << 16) | slot, entropy);

    /// <summary>
    /// The id that a key stands for on a day: whoever comes with the same key makes the same id. Its time is the beginning of the day.
    /// </summary>
    /// <param name="day">Any moment of the day.</param>
    /// <param name="keyHash">At least ten bytes of a cryptographic hash of the key.</param>
    public static MessageId OfKey(DateTimeOffset day, ReadOnlySpan<byte> keyHash) =>
        Create(
            new DateTimeOffset(day.UtcDateTime.Date, TimeSpan.Zero),
            BinaryPrimitives.ReadUInt16BigEndian(keyHash),
            BinaryPrimitives.ReadUInt64BigEndian(keyHash[2..]));

    /// <summary>
    /// The last moment at which somebody may begin to use the id. That of a key (<see cref="OfKey"/>) is used all day, on servers whose clocks
    /// differ; one that was made at midnight by chance cannot be told from it.
    /// </summary>
    public DateTimeOffset UsedUntil => CreatedAt.UtcDateTime.TimeOfDay == TimeSpan.Zero && CreatedAt < DateTimeOffset.MaxValue.AddDays(-3)
        ? CreatedAt.AddDays(2)
        : CreatedAt;

    /// <summary>The partition that owns this message, from 0 to <paramref name="partitions"/> - 1.</summary>
    public int Partition(int partitions) => Slot % partitions;

    /// <summary>
    /// The id of a message that this one causes, for example its <paramref name="ordinal"/>th DSN. Deterministic, so that composing it
    /// again after a crash cannot send it twice, and in the same slot, so that one partition owns both.
    /// </summary>
    public MessageId Derive(uint ordinal)
    {
        // splitmix64: a bijection, so two originals never share a derived id.
        var z = unchecked(Low + (0x9E3779B97F4A7C15UL * (ordinal + 1UL)));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return new MessageId(High, z ^ (z >> 31));
    }

    /// <summary>Reads 32 hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MessageId id)
    {
        id = default;
        if (text.Length != 32
            || !ulong.TryParse(text[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !ulong.TryParse(text[16..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            return false;
        }

        id = new MessageId(high, low);
        return true;
    }

    /// <summary>Reads the 16 bytes that <see cref="WriteTo"/> wrote.</summary>
    public static MessageId FromBytes(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Writes 16 bytes, big endian, so that byte order is time order.</summary>
    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
    }

    /// <summary>The 16 bytes of <see cref="WriteTo"/>.</summary>
    public byte[] ToByteArray()
    {
        var bytes = new byte[16];
        WriteTo(bytes);
        return bytes;
    }

    /// <inheritdoc />
    public int CompareTo(MessageId other) =>
        High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    public static bool operator <(MessageId left, MessageId right) => left.CompareTo(right) < 0;

    public static bool operator >(MessageId left, MessageId right) => left.CompareTo(right) > 0;

    public static bool operator <=(MessageId left, MessageId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(MessageId left, MessageId right) => left.CompareTo(right) >= 0;

    /// <summary>32 lower-case hexadecimal digits: safe in a file name on every system.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}
