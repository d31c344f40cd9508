using System.Collections.Immutable;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;

namespace ForeignTransport.Core.Categorizing;

/// <summary>What became of a batch of drop files that was to be staged. Every file is in exactly one of the four.</summary>
/// <param name="Directory">The Drop directory; null when none could be determined.</param>
/// <param name="Marker">The server's marker file in the staging directory; null when there is none.</param>
/// <param name="Staged">Files that are durable in the staging directory.</param>
/// <param name="Failed">Files that can never be written, with the diagnostic for the sender.</param>
/// <param name="Deferred">The reason why all other files were not written; null when there are none.</param>
public sealed record StagingResult(
    string? Directory,
    string? Marker,
    ImmutableArray<DropKey> Staged,
    ImmutableArray<FailedDrop> Failed,
    TransportError? Deferred)
{
    /// <summary>Files whose writing failed in a way that nobody foresaw: the message is to blame, not the directory.</summary>
    public ImmutableArray<FaultedDrop> Faulted { get; init; } = [];
}

/// <summary>A drop file whose writing failed in a way that nobody foresaw.</summary>
/// <param name="Drop">The file.</param>
/// <param name="Fault">Identifies the failure, when it can be told twice; else empty.</param>
/// <param name="Reason">What failed.</param>
public sealed record FaultedDrop(DropKey Drop, string Fault, string Reason);

/// <summary>Identifies a drop file: the message and the number of the drop within it.</summary>
public readonly record struct DropKey(MessageId Message, int Ordinal);

/// <summary>A drop file that can never be written.</summary>
public sealed record FailedDrop(DropKey Drop, string Diagnostic);

/// <summary>What became of a batch of staged files that was to be published. Every file is in exactly one of the four.</summary>
/// <param name="Published">Files that have their final name, or had it and were consumed.</param>
/// <param name="Missing">Files that were not in the staging directory at the first attempt.</param>
/// <param name="Deferred">The reason why all other files were not published; null when there are none.</param>
/// <param name="IsElsewhere">
/// True when the server does not see the staging directory that the files are in: nothing was published, and another server must be asked.
/// </param>
public sealed record PublishingResult(
    ImmutableArray<DropKey> Published,
    ImmutableArray<DropKey> Missing,
    TransportError? Deferred,
    bool IsElsewhere = false)
{
    /// <summary>Files that were taken back before anybody saw them: they were not published, and never will be.</summary>
    public ImmutableArray<DropKey> Withdrawn { get; init; } = [];
}
