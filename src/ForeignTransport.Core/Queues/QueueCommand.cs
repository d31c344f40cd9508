using System.Collections.Immutable;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Queues;

/// <summary>What can be done with a queue.</summary>
public enum QueueCommand
{
    /// <summary>Suspend-Queue: messages enter, none leaves; what is being delivered finishes.</summary>
    Suspend,

    /// <summary>Resume-Queue.</summary>
    Resume,

    /// <summary>Retry-Queue: a queue in Retry tries now.</summary>
    Retry,

    /// <summary>Retry-Queue -Resubmit: every message that is not suspended is looked up and routed anew.</summary>
    Resubmit
}

/// <summary>Which queues a command is for: exactly one by identity, or any number by filter.</summary>
/// <param name="Identity">The queue; null to use the filter.</param>
/// <param name="Filter">Conditions; null to use the identity.</param>
/// <param name="Server">Under whose name, with a filter; null for the server that answers.</param>
public sealed record QueueTarget(string? Identity = null, string? Filter = null, string? Server = null);

/// <summary>What became of the queues of a command.</summary>
/// <param name="Error">Why nothing was done at all; null otherwise.</param>
/// <param name="Queues">One entry for each queue that the command named.</param>
public sealed record QueueCommandAnswer(TransportError? Error, ImmutableArray<QueueCommandResult> Queues)
{
    /// <summary>Nothing was done.</summary>
    public static QueueCommandAnswer Refused(TransportError error) => new(error, []);
}

/// <summary>What became of one queue, or would.</summary>
/// <param name="Queue">The queue as it was before.</param>
/// <param name="Changed">False when it was so already, or nothing was there to be done.</param>
/// <param name="Error">Why it was not done, or not everywhere; null when it was.</param>
/// <param name="Messages">Messages that a resubmission took out of the queue; else 0.</param>
public sealed record QueueCommandResult(QueueView Queue, bool Changed, TransportError? Error = null, int Messages = 0);
