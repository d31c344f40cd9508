using System.Collections.Immutable;
using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Queues;

namespace ForeignTransport.Core.Categorizing;

/// <summary>Why recipients of a message are held.</summary>
public enum HoldKind
{
    /// <summary>An administrator suspended the message.</summary>
    Suspended = 1,

    /// <summary>An administrator removed it while it was being delivered: it fails when it comes back, and nobody is told.</summary>
    Removed = 2,

    /// <summary>The same, and its sender is told.</summary>
    RemovedWithNdr = 3,

    /// <summary>Work on the message failed too often.</summary>
    Poison = 4
}

/// <summary>Recipients of a message that are routed no more until they are released. Durable.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Queue">The queue they stay in.</param>
/// <param name="Recipients">Positions of the recipients, in order.</param>
/// <param name="Reason">What failed, of poison; else empty.</param>
public sealed record MessageHold(HoldKind Kind, NextHopSolutionKey Queue, ImmutableArray<int> Recipients, string Reason = "")
{
    /// <summary>True when the recipients stay in the queue; false when they fail as soon as they come back to it.</summary>
    public bool Stays => Kind is HoldKind.Suspended or HoldKind.Poison;
}

/// <summary>Recipients are held: they stay in their queue, or fail when they come back from the delivery that is under way.</summary>
public sealed record MessagesHeld(ImmutableArray<HeldMessage> Messages) : CategorizerEvent;

/// <summary>A held message. A hold replaces an earlier one of the same recipients.</summary>
public sealed record HeldMessage(MessageId Message, MessageHold Hold);

/// <summary>Held recipients are held no more. The failures that were counted of their message are forgotten.</summary>
public sealed record MessagesReleased(ImmutableArray<ReleasedMessage> Messages) : CategorizerEvent;

/// <summary>A released message.</summary>
/// <param name="Message">The message.</param>
/// <param name="Recipients">Positions of the recipients.</param>
/// <param name="WaivesDsn">True when an administrator removed a message of which only a DSN was left that could not be made: nobody is told.</param>
public sealed record ReleasedMessage(MessageId Message, ImmutableArray<int> Recipients, bool WaivesDsn = false);

/// <summary>Work on messages failed in a way that nobody foresaw: at the threshold they are poison.</summary>
public sealed record WorkFailed(ImmutableArray<FailedWork> Messages) : CategorizerEvent;

/// <summary>One failure of one message.</summary>
/// <param name="Message">The message.</param>
/// <param name="Fault">Identifies the failure, so that one that is told twice counts once; empty for one that cannot be.</param>
/// <param name="Reason">What failed.</param>
public sealed record FailedWork(MessageId Message, string Fault, string Reason);
