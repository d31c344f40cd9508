using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Queues;

/// <summary>What the part of a queue identity behind the server says; in the order in which identities sort.</summary>
public enum QueueIdentityKind
{
    /// <summary>A delivery queue by number.</summary>
    Number,

    /// <summary>A shadow queue by number.</summary>
    Shadow,
    Poison,
    Submission,
    Unreachable,

    /// <summary>Queues by NextHopDomain.</summary>
    Name,

    /// <summary>Every queue.</summary>
    All
}

/// <summary>
/// The identity of a queue, or of several: <c>Server\4</c>, <c>Server\Submission</c>, <c>Server\contoso.com</c>, <c>Server\Shadow\7</c>,
/// <c>Server\*</c>, each also without its server.
/// </summary>
/// <remarks>
/// Digits alone are a number, never a name; text without a backslash is a queue, never a server; Submission, Unreachable and Poison are the
/// persistent queues, also when a domain has that name. Case does not count.
/// </remarks>
public sealed record QueueIdentity : IComparable<QueueIdentity>, IComparable
{
    private const string ShadowText = "Shadow";

    private QueueIdentity(string? server, QueueIdentityKind kind, long number = 0, string name = "") =>
        (Server, Kind, Number, Name) = (server, kind, number, name);

    /// <summary>The server; null for the local one.</summary>
    public string? Server { get; init; }

    public QueueIdentityKind Kind { get; }

    /// <summary>The number of <see cref="QueueIdentityKind.Number"/> and <see cref="QueueIdentityKind.Shadow"/>.</summary>
    public long Number { get; }

    /// <summary>The name of <see cref="QueueIdentityKind.Name"/>; else empty.</summary>
    public string Name { get; }

    /// <summary>A delivery queue.</summary>
    public static QueueIdentity OfNumber(string? server, long number) => new(server, QueueIdentityKind.Number, number);

    /// <summary>A persistent queue, or all queues.</summary>
    public static QueueIdentity Of(string? server, QueueIdentityKind kind) => kind is QueueIdentityKind.Number or QueueIdentityKind.Shadow or QueueIdentityKind.Name
        ? throw new ArgumentOutOfRangeException(nameof(kind), kind, "It needs a number or a name.")
        : new(server, kind);

    /// <summary>Parses an identity.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out QueueIdentity? identity, [NotNullWhen(false)] out TransportError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        identity = TryRead(text.Trim().Split('\\'), out identity) ? identity : null;
        error = identity is null ? ErrorCatalogue.InvalidQueueIdentity.With(SingleLine.Quote(text)) : null;
        return identity is not null;
    }

    /// <summary>True when this names the queue; the server is not looked at.</summary>
    public bool Names(QueueView queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return Kind switch
        {
            QueueIdentityKind.All => true,
            QueueIdentityKind.Name => Name.Equals(queue.NextHopDomain, StringComparison.OrdinalIgnoreCase),
            QueueIdentityKind.Number => queue.Identity.Kind == Kind && (Number == queue.Identity.Number || QueueNumber.Stands(Number, queue.FullNumber)),
            QueueIdentityKind.Shadow => queue.Identity.Kind == Kind && Number == queue.Identity.Number,
            _ => queue.Identity.Kind == Kind
        };
    }

    /// <inheritdoc />
    public int CompareTo(QueueIdentity? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = StringComparer.OrdinalIgnoreCase.Compare(Server, other.Server);
        order = order != 0 ? order : Kind.CompareTo(other.Kind);
        order = order != 0 ? order : Number.CompareTo(other.Number);
        return order != 0 ? order : StringComparer.OrdinalIgnoreCase.Compare(Name, other.Name);
    }

    /// <inheritdoc />
    public int CompareTo(object? obj) => CompareTo(obj as QueueIdentity);

    /// <inheritdoc />
    public bool Equals(QueueIdentity? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(
        Server is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Server), Kind, Number, StringComparer.OrdinalIgnoreCase.GetHashCode(Name));

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => Server is null ? QueueText : $@"{Server}\{QueueText}";

    private string QueueText => Kind switch
    {
        QueueIdentityKind.Number => Number.ToString(CultureInfo.InvariantCulture),
        QueueIdentityKind.Shadow => string.Create(CultureInfo.InvariantCulture, $@"{ShadowText}\{Number}"),
        QueueIdentityKind.Name => Name,
        QueueIdentityKind.All => "*",
        _ => Kind.ToString()
    };

    internal static bool TryRead(ReadOnlySpan<string> parts, [NotNullWhen(true)] out QueueIdentity? identity)
    {
        identity = parts switch
        {
            [var shadow, var number] when IsShadow(shadow) && IsNumber(number, out var value) => new(null, QueueIdentityKind.Shadow, value),
            [var server, var shadow, var number] when IsShadow(shadow) && IsNumber(number, out var value) => new(server, QueueIdentityKind.Shadow, value),
            [var queue] => Queue(null, queue),
            [var server, var queue] => Queue(server, queue),
            _ => null
        };
        return identity is { Server: not "", Name: var name } && (identity.Kind != QueueIdentityKind.Name || name.Length > 0);
    }

    internal static bool IsNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool IsShadow(string text) => text.Equals(ShadowText, StringComparison.OrdinalIgnoreCase);

    private static QueueIdentity? Queue(string? server, string text)
    {
        if (text == "*")
        {
            return new(server, QueueIdentityKind.All);
        }

        foreach (var kind in new[] { QueueIdentityKind.Submission, QueueIdentityKind.Unreachable, QueueIdentityKind.Poison })
        {
            if (text.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return new(server, kind);
            }
        }

        return IsNumber(text, out var number) ? new(server, QueueIdentityKind.Number, number)
            : text.All(char.IsAsciiDigit) ? null
            : new(server, QueueIdentityKind.Name, name: text);
    }
}
