using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Submission;

/// <summary>What distinguishes the Pickup from the Replay directory: the rules, and what is logged.</summary>
internal sealed record SubmissionKind(string Name, Func<ReadOnlyMemory<byte>, bool, SubmissionContext, SubmissionDecision> Decide)
{
    public static readonly SubmissionKind Pickup = new("Pickup", PickupRules.Decide);

    public static readonly SubmissionKind Replay = new("Replay", ReplayRules.Decide);
}
