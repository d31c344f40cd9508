using ForeignTransport.Core.Messages;
using ForeignTransport.Core.Tracking;

namespace ForeignTransport.Transport.Submission;

/// <summary>What distinguishes the Pickup from the Replay directory: the rules, and what is logged.</summary>
internal sealed record SubmissionKind(string Name, Func<ReadOnlyMemory<byte>, bool, SubmissionContext, SubmissionDecision> Decide)
{
    /// <summary>How tracking calls the way of its messages.</summary>
    public SubmissionWay Way => this == Replay ? SubmissionWay.Replay : SubmissionWay.Pickup;

    /// <summary>How tracking calls the directory: what a person gave to Replay comes from ADMIN.</summary>
    public TrackingSource Source => this == Replay ? TrackingSource.Admin : TrackingSource.Pickup;

    public static readonly SubmissionKind Pickup = new("Pickup", PickupRules.Decide);

    public static readonly SubmissionKind Replay = new("Replay", ReplayRules.Decide);
}
