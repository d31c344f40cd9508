using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Storage;

/// <summary>
/// The stored content of one message is not what was stored: reading it again helps nobody, and the store and every other message are well. An
/// outage of the store is a <see cref="MessageStoreException"/>.
/// </summary>
internal sealed class ContentDamagedException(MessageId id, string detail) : Exception($"The stored content of message {id} is damaged: {detail}")
{
    /// <summary>True of what is thrown where content is read and made into a file, when something is wrong with the content and will be at every attempt.</summary>
    public static bool IsMeantBy(Exception cause) =>
        cause is ContentDamagedException or EndOfStreamException or InvalidDataException or ArgumentException or FormatException;
}
