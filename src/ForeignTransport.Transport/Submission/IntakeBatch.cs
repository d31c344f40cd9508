using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Transport.Submission;

/// <summary>A file to take in.</summary>
/// <param name="Name">Its name in the directory.</param>
/// <param name="ClaimedAs">The id it was claimed under by an earlier incarnation; null for a file that is not claimed.</param>
/// <param name="Size">Size in bytes when it was listed.</param>
internal sealed record SubmittedFile(string Name, MessageId? ClaimedAs, long Size);

/// <summary>A file that is ours: its message is in the store, its claim file exists until the partition has journaled it.</summary>
internal sealed record ClaimedMessage(QueuedMessage Message, string ClaimPath);

/// <summary>What became of a batch of files. Every file is in exactly one list, or was gone.</summary>
/// <param name="Partition">The partition that the accepted messages belong to.</param>
/// <param name="Accepted">Messages whose content is durable.</param>
/// <param name="Stalled">Claimed files whose content could not be stored now.</param>
/// <param name="Left">Files that were left as they are, to be looked at again.</param>
/// <param name="Badmail">Files that became badmail.</param>
/// <param name="Vanished">Ids whose claim file was gone.</param>
/// <param name="Error">Why files stalled; null when none did.</param>
internal sealed record IntakeResult(
    int Partition,
    ImmutableArray<ClaimedMessage> Accepted,
    ImmutableArray<SubmittedFile> Stalled,
    ImmutableArray<LeftFile> Left,
    ImmutableArray<BadFile> Badmail,
    ImmutableArray<MessageId> Vanished,
    TransportError? Error);

/// <summary>A file that was left.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why; null when it is merely not finished yet.</param>
/// <param name="Claim">The claim, where the file is claimed already: no listing finds it again. Null otherwise.</param>
internal sealed record LeftFile(string Name, TransportError? Reason, SubmittedFile? Claim = null);

/// <summary>A file that became badmail.</summary>
/// <param name="Name">Its name without extension.</param>
/// <param name="Reason">Why.</param>
/// <param name="Id">The id it was claimed under.</param>
internal sealed record BadFile(string Name, TransportError Reason, MessageId Id);
