using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Queues;

/// <summary>
/// The identity of a message in a queue, <c>Server\Queue\1234</c>, or of all its copies on a server, <c>Server\*\1234</c>; a number alone means
/// all copies on the local server.
/// </summary>
/// <remarks>
/// Two parts are a queue and a message of the local server, three are server, queue and message, unless the first two are <c>Shadow\7</c>; four
/// parts are a message in a shadow queue of a server.
/// </remarks>
/// <param name="Queue">The queue, or all.</param>
/// <param name="Number">The number of the message.</param>
public sealed record MessageIdentity(QueueIdentity Queue, long Number) : IComparable<MessageIdentity>, IComparable
{
    /// <summary>Parses an identity.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MessageIdentity? identity, [NotNullWhen(false)] out TransportError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Trim().Split('\\');
        identity = QueueIdentity.IsNumber(parts[^1], out var number) && TryReadQueue(parts.AsSpan(..^1), out var queue)
            ? new MessageIdentity(queue, number)
            : null;
        error = identity is null ? ErrorCatalogue.InvalidMessageIdentity.With(SingleLine.Quote(text)) : null;
        return identity is not null;
    }

    /// <summary>By number, so that messages sort by arrival in whatever queue they are; then by queue.</summary>
    public int CompareTo(MessageIdentity? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = Number.CompareTo(other.Number);
        return order != 0 ? order : Queue.CompareTo(other.Queue);
    }

    /// <inheritdoc />
    public int CompareTo(object? obj) => CompareTo(obj as MessageIdentity);

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $@"{Queue}\{Number}");

    private static bool TryReadQueue(ReadOnlySpan<string> parts, [NotNullWhen(true)] out QueueIdentity? queue)
    {
        if (parts.IsEmpty)
        {
            queue = QueueIdentity.Of(null, QueueIdentityKind.All);
            return true;
        }

        return QueueIdentity.TryRead(parts, out queue);
    }
}
