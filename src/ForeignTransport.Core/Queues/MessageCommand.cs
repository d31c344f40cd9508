using System.Collections.Immutable;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Queues;

/// <summary>What can be done with a message in a queue.</summary>
public enum MessageCommand
{
    /// <summary>Suspend-Message.</summary>
    Suspend = 1,

    /// <summary>Resume-Message; a poison message is routed anew.</summary>
    Resume = 2,

    /// <summary>Remove-Message -WithNDR $false: nobody is told.</summary>
    Remove = 3,

    /// <summary>Remove-Message: its sender is told.</summary>
    RemoveWithNdr = 4
}

/// <summary>What became of a message, or would.</summary>
public enum MessageCommandOutcome
{
    /// <summary>It was so already.</summary>
    Unchanged = 0,

    /// <summary>It is held.</summary>
    Suspended = 1,

    /// <summary>It is being delivered, and is held if that fails.</summary>
    PendingSuspend = 2,

    /// <summary>It waits for its turn again.</summary>
    Resumed = 3,

    /// <summary>It failed, with or without a DSN.</summary>
    Removed = 4,

    /// <summary>It is being delivered, and is removed if that fails.</summary>
    PendingRemove = 5,

    /// <summary>It left the queue before the command came.</summary>
    Gone = 6,

    /// <summary>Not in the state that it is in; the error says why.</summary>
    Refused = 7,

    /// <summary>Its partition did not answer: the command may or may not have been executed. Repeating it is harmless.</summary>
    Unknown = 8
}

/// <summary>Which messages a command is for: exactly one copy by identity, or any number by filter.</summary>
/// <param name="Identity">The message; null to use the filter.</param>
/// <param name="Filter">Conditions; null to use the identity.</param>
/// <param name="Server">Under whose name, with a filter; null for the server that answers.</param>
public sealed record MessageTarget(string? Identity = null, string? Filter = null, string? Server = null);

/// <summary>What became of the messages of a command.</summary>
/// <param name="Error">Why nothing was done at all; null otherwise.</param>
/// <param name="Messages">One entry for each message in each queue that the command named.</param>
/// <param name="MissingPartitions">Partitions that did not say which of their messages were meant: those were not touched.</param>
/// <param name="Left">Messages that the filter lets through and that were not touched: a command takes no more than a page at a time.</param>
public sealed record MessageCommandAnswer(TransportError? Error, ImmutableArray<MessageCommandResult> Messages, int MissingPartitions = 0, int Left = 0)
{
    /// <summary>Nothing was done.</summary>
    public static MessageCommandAnswer Refused(TransportError error) => new(error, []);
}

/// <summary>What became of one message in one queue, or would.</summary>
/// <param name="Message">The message as it was before.</param>
/// <param name="Outcome">What was done, durable.</param>
/// <param name="Error">Why it was refused or is unknown; null otherwise.</param>
public sealed record MessageCommandResult(MessageView Message, MessageCommandOutcome Outcome, TransportError? Error = null);

/// <summary>An exported message.</summary>
/// <param name="Error">Why nothing was written; null when it was.</param>
/// <param name="Message">The message; null with an error.</param>
/// <param name="Length">Bytes written.</param>
public sealed record MessageExport(TransportError? Error, MessageView? Message, long Length)
{
    /// <summary>Nothing was written.</summary>
    public static MessageExport Refused(TransportError error) => new(error, null, 0);
}
