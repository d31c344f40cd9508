using System.Collections.Immutable;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Categorizing;

/// <summary>A DSN that is to be composed.</summary>
/// <param name="Original">The message it is about.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Recipients">Positions of the recipients it reports.</param>
/// <param name="DsnId">The id it gets: the same one however often it is composed.</param>
public sealed record OwedDsn(MessageEntry Original, DsnKind Kind, ImmutableArray<int> Recipients, MessageId DsnId)
{
    /// <summary>
    /// The id names the content: the same report composed again gets the same id, one about other recipients another. Every part is a
    /// derivation of its own, so that no two reports about a message share an id.
    /// </summary>
    public static MessageId IdOf(MessageEntry original, DsnKind kind, IEnumerable<int> recipients)
    {
        ArgumentNullException.ThrowIfNull(original);
        return recipients.Aggregate(
            original.Message.Id.Derive((uint)original.DsnCount).Derive((uint)kind), (id, position) => id.Derive((uint)position));
    }
}
