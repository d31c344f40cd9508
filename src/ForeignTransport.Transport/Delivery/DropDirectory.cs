using System.Collections.Immutable;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// The files of the staged drop protocol in one Drop directory: written under <c>.staging</c>, made durable together, then renamed.
/// </summary>
/// <remarks>
/// A reader of the directory never sees a partial file: whatever is not complete and durable is in <c>.staging</c>, which is on the same
/// volume, so that the rename is atomic. Published files belong to the gateway and are never touched again.
/// </remarks>
internal sealed class DropDirectory(string path, bool mayCreate, UnlimitedSize quota, StagingMarkers markers)
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    private readonly StagingArea _staging = new(path);
    private string? _marker;

    /// <summary>The Drop directory.</summary>
    public string Path => path;

    /// <summary>True when the server makes it itself; an absolute one is the administrator's.</summary>
    public bool IsOwn => mayCreate;

    /// <summary>Where files are staged.</summary>
    public string StagingPath => _staging.Path;

    /// <summary>The marker of this server there; null before <see cref="Prepare"/>.</summary>
    public string? Marker => _marker;

    /// <summary>Makes the directory where that is this server's to do, or says that it is missing.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public TransportError? Create()
    {
        if (!Directory.Exists(path))
        {
            if (!mayCreate)
            {
                return ErrorCatalogue.DropDirectoryMissing.With(path);
            }

            Directory.CreateDirectory(path);
        }

        return null;
    }

    /// <summary>Makes the directory usable, or says why it is not. A directory given by an absolute path is never created.</summary>
    public TransportError? Prepare()
    {
        try
        {
            if (Create() is { } missing)
            {
                return missing;
            }

            _staging.Prepare();
            _marker = markers.Ensure(_staging.Path);
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return Refusal(cause);
        }
    }

    /// <summary>Notes which messages are being written.</summary>
    public WorkLedger Work { get; init; } = WorkLedger.None;

    /// <summary>Writes drop files and makes them durable, as many as the quota and the disk allow.</summary>
    public async Task<StagingResult> StageAsync(
        IReadOnlyList<DeliveryCommands.DropToStage> drops, IReadOnlyList<MessageContent?> contents, string createdBy)
    {
        var staged = ImmutableArray.CreateBuilder<DropKey>(drops.Count);
        var failed = ImmutableArray.CreateBuilder<FailedDrop>();
        ImmutableArray<FaultedDrop> faulted = [];
        TransportError? deferred = null;
        var files = new StagedFiles(drops.Count);
        try
        {
            var present = quota.IsUnlimited ? 0 : PresentBytes();
            for (var i = 0; i < drops.Count; i++)
            {
                if (contents[i] is not { } content)
                {
                    failed.Add(new FailedDrop(drops[i].Key, "550 5.3.0 QUEUE.ContentLost; the content of the message is not in the message store"));
                    continue;
                }

                if (!DropQuota.Allows(present, quota))
                {
                    deferred = ErrorCatalogue.DropDirectoryQuotaExceeded.With($"{path} holds {present} bytes, the quota is {quota.ToShortString()}");
                    break;
                }

                var message = drops[i].Key.Message;
                if (!_staging.HasShelf(message))
                {
                    _staging.Restore(message);
                }

                if (Work.FaultOf(message, drops[i].Faults) is { } fault)
                {
                    faulted = faulted.Add(new FaultedDrop(drops[i].Key, fault, "the process ended while it worked on the message"));
                    continue;
                }

                var mark = await Work.BeginAsync(message, isCharged: drops[i].Faults.Length > 0);
                try
                {
                    present += await files.WriteAsync(_staging.PathOf(message, drops[i].FileName), drops[i], content, createdBy);
                    staged.Add(drops[i].Key);
                }
                catch (Exception cause) when (ContentDamagedException.IsMeantBy(cause))
                {
                    // The queue behind it must not wait for it.
                    failed.Add(new FailedDrop(drops[i].Key, "550 5.6.0 QUEUE.ContentDamaged; the stored content of the message cannot be written"));
                }
                catch (Exception cause) when (cause is not (IOException or UnauthorizedAccessException or MessageStoreException or OutOfMemoryException))
                {
                    // Nobody foresaw it, so it may pass; what comes after it in the batch has no part in it.
                    faulted = faulted.Add(new FaultedDrop(drops[i].Key, "", $"writing a drop file: {cause.GetType().Name}: {cause.Message}"));
                }
                finally
                {
                    Work.End(mark);
                }
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            deferred = Refusal(cause);
        }

        try
        {
            files.Flush();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            files.Discard();
            return new StagingResult(path, _marker, [], failed.ToImmutable(), Refusal(cause)) { Faulted = faulted };
        }

        return new StagingResult(path, _marker, staged.ToImmutable(), failed.ToImmutable(), deferred) { Faulted = faulted };
    }

    /// <summary>True when files that were staged beside this marker are in this directory.</summary>
    public bool Holds(string marker) => _staging.Holds(marker);

    /// <summary>True when the directory is not there and is not this server's to create: a volume that is not mounted.</summary>
    public bool IsAway => !mayCreate && !Directory.Exists(path);

    /// <summary>True when the directory has been staged into at all, by whomever.</summary>
    public bool HasStagingArea => Directory.Exists(_staging.Path);

    /// <summary>Renames staged files to their final names, or takes them back, and makes the names durable. Doing it again is harmless.</summary>
    /// <remarks>Publishing and taking back are renames of one file: whatever was asked of whom and in which order, one of them finds it.</remarks>
    /// <param name="drops">The files.</param>
    /// <param name="firstTry">True when nobody ever tried to publish them: a missing file is lost.</param>
    /// <param name="mayAct">Asked before each rename, which nothing can take back: false ends it.</param>
    public PublishingResult Publish(IReadOnlyList<DeliveryCommands.DropToPublish> drops, bool firstTry, Func<bool> mayAct)
    {
        var published = ImmutableArray.CreateBuilder<DropKey>(drops.Count);
        var missing = ImmutableArray.CreateBuilder<DropKey>();
        var withdrawn = ImmutableArray.CreateBuilder<DropKey>();
        TransportError? deferred = null;
        PublishingResult NotPublished(TransportError error) => new([], missing.ToImmutable(), error) { Withdrawn = withdrawn.ToImmutable() };
        try
        {
            foreach (var drop in drops)
            {
                if (!mayAct())
                {
                    // Others may have taken over meanwhile, and know what became of the files.
                    return NotPublished(ErrorCatalogue.ServerPaused.With(path));
                }

                var final = System.IO.Path.Combine(path, drop.FileName);
                var takenBack = _staging.WithdrawnPathOf(drop.Key.Message, drop.FileName);
                var renamed = DurableFiles.RenameNoReplace(_staging.PathOf(drop.Key.Message, drop.FileName), drop.Withdraw ? takenBack : final);
                if (renamed == RenameResult.Renamed)
                {
                    (drop.Withdraw ? withdrawn : published).Add(drop.Key);
                }
                else if (renamed == RenameResult.TargetExists)
                {
                    // Somebody else's file: only this drop waits.
                    deferred = ErrorCatalogue.DropFileNotPublished.With($"{drop.FileName} exists in {path}");
                }
                else if (!_staging.HasShelf(drop.Key.Message))
                {
                    // Not the file is gone but all of it: nothing can be concluded about the file.
                    return NotPublished(ErrorCatalogue.DropDirectoryMissing.With(path));
                }
                else if (File.Exists(takenBack))
                {
                    // By an earlier command whose answer nobody heard.
                    withdrawn.Add(drop.Key);
                }
                else
                {
                    // Its name is its own for all time: under it there is the file itself, renamed by somebody who was asked as well.
                    (firstTry && !File.Exists(final) ? missing : published).Add(drop.Key);
                }
            }

            DurableFiles.FlushDirectory(path);
            return new PublishingResult(published.DrainToImmutable(), missing.ToImmutable(), deferred) { Withdrawn = withdrawn.ToImmutable() };
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Renamed files whose directory could not be flushed are found missing, that is published, by the next try. What was missing before
            // must be said now: the next try could not tell it from those.
            return NotPublished(Refusal(cause));
        }
    }

    /// <summary>Staged files older than the given moment, for the search for strays.</summary>
    public IReadOnlyList<StrayFile> FindStaged(DateTimeOffset writtenBefore)
    {
        var found = new List<StrayFile>();
        foreach (var file in _staging.Files())
        {
            if (file.LastWriteTimeUtc < writtenBefore.UtcDateTime && StagingArea.TryParse(file.Name, out var fileName, out var message))
            {
                found.Add(new StrayFile(message, fileName));
            }
        }

        return found;
    }

    /// <summary>Deletes a staged file that no partition claims, unless it was written anew since it was found.</summary>
    /// <returns>True when there was one to delete.</returns>
    public bool RemoveStaged(StrayFile file, DateTimeOffset writtenBefore)
    {
        var isRemoved = false;
        foreach (var path in (string[])[_staging.PathOf(file.Message, file.FileName), _staging.WithdrawnPathOf(file.Message, file.FileName)])
        {
            var staged = new FileInfo(path);
            if (staged.Exists && staged.LastWriteTimeUtc < writtenBefore.UtcDateTime)
            {
                staged.Delete();
                isRemoved = true;
            }
        }

        return isRemoved;
    }

    /// <summary>The bytes that the quota counts. Staged files first: one that is published meanwhile is then counted twice, never missed.</summary>
    public long PresentBytes() => Count(_staging.Files()).Bytes + Waiting().Bytes;

    /// <summary>The files that wait for the gateway.</summary>
    public (int Files, long Bytes) Waiting() => Count(new DirectoryInfo(path).EnumerateFiles());

    private static (int Files, long Bytes) Count(IEnumerable<FileInfo> files)
    {
        var (count, sum) = (0, 0L);
        foreach (var file in files)
        {
            if (file.Extension.Equals(".eml", StringComparison.OrdinalIgnoreCase) || file.Extension.Equals(".tmp", StringComparison.OrdinalIgnoreCase))
            {
                try
                {
                    sum += file.Length;
                    count++;
                }
                catch (FileNotFoundException)
                {
                    // The gateway took it between listing and looking: it no longer counts.
                    continue;
                }
            }
        }

        return (count, sum);
    }

    private TransportError Refusal(Exception cause) => Refusal(path, cause);

    /// <summary>What a failure of the file system means at a Drop directory.</summary>
    internal static TransportError Refusal(string path, Exception cause) =>
        (IsDiskFull(cause) ? ErrorCatalogue.DropDirectoryDiskFull : ErrorCatalogue.DropDirectoryNotWritable).With($"{path}: {cause.Message}");

    private static bool IsDiskFull(Exception cause) => cause.HResult is NoSpace or QuotaExceeded or WindowsDiskFull;
}

/// <summary>A staged file that perhaps nobody claims.</summary>
/// <param name="Message">The message in it.</param>
/// <param name="FileName">The name it was to have in the Drop directory.</param>
internal readonly record struct StrayFile(MessageId Message, string FileName);
