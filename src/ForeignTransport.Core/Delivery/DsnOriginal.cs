using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Delivery;

/// <summary>The message a notification is about.</summary>
public sealed record DsnOriginal
{
    /// <summary>Its envelope: who is told (never the null reverse-path), ENVID and RET.</summary>
    public required Envelope Envelope { get; init; }

    /// <summary>When this server accepted it.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Where it came from; null for Pickup, Replay and HTTP, where no server handed it over.</summary>
    public ReceivedFrom? ReceivedFrom { get; init; }

    /// <summary>Its Message-ID header, with or without angle brackets; null when it had none.</summary>
    public string? InternetMessageId { get; init; }

    /// <summary>Its subject, decoded; null when it had none.</summary>
    public string? Subject { get; init; }

    /// <summary>Size of the whole message in bytes, which decides whether it is returned whole.</summary>
    public required long Size { get; init; }

    /// <summary>The header block as received, with or without the blank line that ends it.</summary>
    public required ReadOnlyMemory<byte> Head { get; init; }

    /// <summary>Everything after that blank line; left empty when the message is too large to be returned.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }
}
