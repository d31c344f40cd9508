using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Messages;

/// <summary>What becomes of a file in a Pickup or Replay directory. Closed: there is no third outcome.</summary>
public abstract record SubmissionDecision
{
    private SubmissionDecision()
    {
    }

    /// <summary>
    /// The file becomes a message. Recipients that were refused, possibly all of them, get their NDR through the categorizer like any
    /// other failure, so that it is sent exactly once.
    /// </summary>
    public sealed record Accept(AcceptedMessage Message) : SubmissionDecision;

    /// <summary>The file becomes a <c>.bad</c> file: it cannot be read, or nobody could be told that it failed.</summary>
    public sealed record Badmail(TransportError Reason) : SubmissionDecision;
}
