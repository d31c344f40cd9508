using System.Collections.Immutable;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Queues;

/// <summary>One message in a delivery queue, with those of its recipients that take this next hop.</summary>
/// <param name="Message">The message.</param>
/// <param name="Recipients">Positions of the recipients within the message.</param>
/// <param name="Size">Size of the message in bytes.</param>
public sealed record QueueItem(MessageId Message, ImmutableArray<int> Recipients, long Size);
