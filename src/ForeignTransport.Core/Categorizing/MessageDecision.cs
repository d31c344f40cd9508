using System.Collections.Immutable;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Categorizing;

/// <summary>One message in one queue.</summary>
/// <param name="Message">The message.</param>
/// <param name="Queue">The queue.</param>
public readonly record struct MessageCopy(MessageId Message, NextHopSolutionKey Queue);

/// <summary>What becomes of one message in one queue.</summary>
public readonly record struct MessageCopyOutcome(MessageCopy Copy, MessageCommandOutcome Outcome);

/// <summary>What a partition decided about a command for messages: what must be journaled, in this order, each of which can be null.</summary>
/// <param name="Outcomes">What becomes of each, in the order of the command.</param>
/// <param name="Failed">What is removed.</param>
/// <param name="Held">What is held.</param>
/// <param name="Released">What is released.</param>
public sealed record MessageDecision(
    ImmutableArray<MessageCopyOutcome> Outcomes, RecipientsFailed? Failed, MessagesHeld? Held, MessagesReleased? Released);
