using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// The number of a delivery queue in its identity, <c>Hub01\322120</c>: a digest of its next hop, so that it is the same on every server and
/// after every restart, for as long as the connector exists, without anybody keeping a list.
/// </summary>
/// <remarks>
/// <para>
/// A number that is handed out by counting would be smaller, but somebody would have to remember which queue has which: a connector for
/// <c>SMTP:*</c> has a queue for each domain, and a number must never pass from one queue to another, or a command that was typed for the one
/// would act on the other.
/// </para>
/// <para>
/// A full number has 15 digits. What is shown and typed is its last six, as a version control system abbreviates its digests. When two
/// queues that exist now have the same six (a chance of 1 to 200 among a hundred queues), both are shown with all 15; the six then name both, and
/// a command for one queue is refused instead of guessing.
/// </para>
/// </remarks>
public static class QueueNumber
{
    private const long FirstShort = 100_000;
    private const long ShortCount = 900_000;
    private const long FirstPrefix = 100_000_000;
    private const long PrefixCount = 900_000_000;
    private const long ShortRange = 1_000_000;

    /// <summary>The full number of a next hop.</summary>
    public static long Of(NextHopSolutionKey key)
    {
        // A relay queue is named after its connector, which can be renamed; its number stays.
        var domain = key.DeliveryType == DeliveryType.SmtpRelayToConnectorSourceServers ? "" : key.NextHopDomain.ToUpperInvariant();
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{key.DeliveryType}\0{domain}\0{key.NextHopConnector:N}"));
        var value = BinaryPrimitives.ReadUInt64BigEndian(digest);
        var (rest, last) = Math.DivRem(value, (ulong)ShortCount);
        return ((FirstPrefix + (long)(rest % (ulong)PrefixCount)) * ShortRange) + FirstShort + (long)last;
    }

    /// <summary>The last six digits.</summary>
    public static long Short(long full) => full % ShortRange;

    /// <summary>True when a number that somebody typed can mean the queue with this full number.</summary>
    public static bool Stands(long typed, long full) => full != 0 && (typed == full || typed == Short(full));
}
