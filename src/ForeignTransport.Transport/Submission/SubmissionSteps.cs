using System.Collections.Immutable;
using Akka.Actor;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Categorizing;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Submission;

/// <summary>What a <see cref="SubmissionDirectoryActor"/> hears of its own work.</summary>
internal static class SubmissionSteps
{
    public enum Tick
    {
        Poll,
        Resend,
        Unfinished,
        Rate
    }

    /// <summary>Files arrived.</summary>
    public sealed record Changed(SubmissionDirectory Directory) : INoSerializationVerificationNeeded;

    public sealed record Listed(SubmissionDirectory Directory, IReadOnlyList<ScannedFile> Files, Exception? Cause)
        : INoSerializationVerificationNeeded;

    public sealed record ClaimsFound(SubmissionDirectory Directory, IReadOnlyList<SubmittedFile> Claims, Exception? Cause)
        : INoSerializationVerificationNeeded;

    /// <summary>A partition answered which claims it does not know; null when it did not in time.</summary>
    public sealed record Answered(SubmissionDirectory Directory, ClaimRecovery Recovery, CategorizerReplies.Unknown? Answer)
        : INoSerializationVerificationNeeded;

    /// <summary>A batch was taken in; without a result it failed altogether.</summary>
    public sealed record Taken(SubmissionDirectory Directory, IReadOnlyList<SubmittedFile> Files, IntakeResult? Result, Exception? Cause)
        : INoSerializationVerificationNeeded;

    /// <summary>Claims of a batch were deleted; the failure is of those that are not gone.</summary>
    public sealed record Deleted(int Partition, ImmutableArray<MessageId> Gone, Exception? Failure) : INoSerializationVerificationNeeded;
}
