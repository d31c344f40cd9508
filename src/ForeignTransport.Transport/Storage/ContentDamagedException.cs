using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Storage;

/// <summary>
/// The stored content of one message is not what was stored: reading it again helps nobody, and the store and every other message are well. An
/// outage of the store is a <see cref="MessageStoreException"/>.
/// </summary>
internal sealed class ContentDamagedException(MessageId id, string detail) : Exception($"The stored content of message {id} is damaged: {detail}");
