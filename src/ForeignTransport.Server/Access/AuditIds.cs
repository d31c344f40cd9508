namespace ForeignTransport.Server.Access;

/// <summary>
/// Identities of entries of the audit log, which lists those of one millisecond by them: UUIDs of version 7 whose 12 bits behind the time count
/// (RFC 9562 section 6.2, method 1), so that the acts of one server are listed in the order in which they began.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class AuditIds(TimeProvider time)
{
    private const int Last = 0xFFF;

    private readonly Lock _gate = new();
    private long _millisecond;
    private int _number;

    /// <summary>The identity of an act that begins now, and when that is.</summary>
    public (Guid Id, DateTimeOffset Now) Next()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var millisecond = now.ToUnixTimeMilliseconds();

            // A millisecond has room for far fewer acts than there are numbers.
            _number = millisecond == _millisecond ? Math.Min(_number + 1, Last) : 0;
            _millisecond = millisecond;
            Span<byte> bytes = stackalloc byte[16];
            Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
            bytes[6] = (byte)((bytes[6] & 0xF0) | (_number >> 8));
            bytes[7] = (byte)_number;
            return (new Guid(bytes, bigEndian: true), now);
        }
    }
}
