using System.Buffers;
using System.Collections.Immutable;
using ForeignTransport.Core.Errors;
using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Storage;
using Microsoft.Win32.SafeHandles;

namespace ForeignTransport.Transport.Submission;

/// <summary>
/// Takes a batch of files of one directory: claims each by renaming it, decides with the rules of Core, stores the content of the
/// accepted ones, and only then returns. One call is one flush of the directory and one commit of the store.
/// </summary>
/// <remarks>
/// Crash points. Before the rename: the file is untouched. After it: the claim is found at the next start and taken in under the id in
/// its name. After the content is stored: the same, and the content is already there. Whether the message was journaled is answered by
/// the partition, which is asked first. The directory is flushed before the content is, so that a machine that loses power after the
/// message was journaled cannot come up with the file unclaimed.
/// </remarks>
internal sealed class Intake(SubmissionKind kind, string directory, IMessageStore store, TimeProvider time, string claimant)
{
    private const int WholeFileLimit = SubmittedBytes.WholeLimit;
    private static readonly TimeSpan FinishedAfter = TimeSpan.FromSeconds(1);

    /// <summary>Takes the files in.</summary>
    /// <param name="files">Names in the directory.</param>
    /// <param name="slot">Slot of the partition that new ids shall belong to.</param>
    /// <param name="partitions">Number of partitions.</param>
    /// <param name="settings">Limits and names.</param>
    public async Task<IntakeResult> TakeAsync(IReadOnlyList<SubmittedFile> files, ushort slot, int partitions, IntakeSettings settings)
    {
        var accepted = ImmutableArray.CreateBuilder<ClaimedMessage>(files.Count);
        var left = ImmutableArray.CreateBuilder<LeftFile>();
        var bad = ImmutableArray.CreateBuilder<BadFile>();
        var vanished = ImmutableArray.CreateBuilder<MessageId>();
        var contents = new List<ContentToStore>(files.Count);
        var claims = new List<SubmittedFile>(files.Count);
        using var resources = new IntakeResources();
        foreach (var listed in files)
        {
            // From the claim on, what is left is the claim: no listing will find it under its old name.
            var file = listed;
            try
            {
                Take(ref file);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                Leave(file, ErrorCatalogue.SubmissionFileUnreadable.With($"{file.Name}: {cause.Message}"));
            }
        }

        var partition = accepted.Count > 0 ? accepted[0].Message.Id.Partition(partitions) : slot % partitions;
        if (accepted.Count == 0)
        {
            return Result([], [], null);
        }

        try
        {
            DurableFiles.FlushDirectory(directory);
            await store.AppendAsync(contents, CancellationToken.None);
        }
        catch (MessageStoreException cause)
        {
            return Result([], [.. claims], cause.Error);
        }
        catch (IOException cause)
        {
            return Result([], [.. claims], ErrorCatalogue.SubmissionDirectoryUnavailable.With($"{directory}: {cause.Message}"));
        }

        return Result(accepted.DrainToImmutable(), [], null);

        IntakeResult Result(ImmutableArray<ClaimedMessage> taken, ImmutableArray<SubmittedFile> stalled, TransportError? error) =>
            new(partition, taken, stalled, left.ToImmutable(), bad.ToImmutable(), vanished.ToImmutable(), error);

        void Leave(SubmittedFile file, TransportError? reason) => left.Add(new LeftFile(file.Name, reason, file.ClaimedAs is null ? null : file));

        void Take(ref SubmittedFile file)
        {
            var now = time.GetUtcNow();
            var path = Path.Combine(directory, file.Name);
            if (!OpenedFile.TryOpen(path, out var opened, out var error))
            {
                // Gone meanwhile is somebody else's decision, and nothing of ours.
                if (error.Entry != ErrorCatalogue.FileNotFound)
                {
                    Leave(file, error);
                }
                else if (ScannedFile.HasUnknownName(file.Name) && IsListed(directory, file.Name))
                {
                    Leave(file, ErrorCatalogue.SubmissionFileUnreadable.With($"{file.Name}: its name is not UTF-8"));
                }
                else if (file.ClaimedAs is { } gone)
                {
                    vanished.Add(gone);
                }

                return;
            }

            resources.Own(opened);
            var id = file.ClaimedAs;
            var baseName = ClaimName.BaseName(file.Name);
            if (!opened.Facts.IsRegular)
            {
                Leave(file, ErrorCatalogue.SubmissionFileNotRegular.With(file.Name));
                return;
            }

            if (id is null)
            {
                if (NotReady(file, opened, now, settings) is { } reason)
                {
                    left.Add(reason);
                    return;
                }

                id = MessageId.Create(now, slot, unchecked((ulong)Random.Shared.NextInt64(long.MinValue, long.MaxValue)));
                var claimName = ClaimName.Format(file.Name, id.Value);
                var claimPath = Path.Combine(directory, claimName);
                if (DurableFiles.RenameNoReplace(path, claimPath) != RenameResult.Renamed)
                {
                    return;
                }

                path = claimPath;
                file = new SubmittedFile(claimName, id, opened.Facts.Size);
                opened = Reopened(opened, path, resources);
            }
            else if (ClaimName.TryParse(file.Name, out var claimed, out _))
            {
                baseName = claimed;
            }

            var bytes = Read(opened, settings, resources);
            switch (kind.Decide(bytes.Head, bytes.IsWhole, settings.ContextOf(id.Value, now, bytes.Length)))
            {
                case SubmissionDecision.Accept { Message: var message }:
                    contents.Add(bytes.ToStore(id.Value, message));
                    claims.Add(file);
                    accepted.Add(new ClaimedMessage(settings.ToQueued(id.Value, message, contents[^1].Length, now, claimant, kind.Way, baseName), path));
                    break;
                case SubmissionDecision.Badmail badmail:
                    Badmail.Set(directory, path, baseName, badmail.Reason, now);
                    bad.Add(new BadFile(baseName, badmail.Reason, id.Value));
                    break;
            }
        }
    }

    private static bool IsListed(string directory, string name) =>
        Directory.EnumerateFiles(directory).Any(found => Path.GetFileName(found.AsSpan()).SequenceEqual(name));

    private static LeftFile? NotReady(SubmittedFile file, OpenedFile opened, DateTimeOffset now, IntakeSettings settings)
    {
        var facts = opened.Facts;
        if (facts.Size > settings.MaxFileSize)
        {
            return new LeftFile(file.Name, ErrorCatalogue.SubmissionFileTooLarge.With($"{file.Name}: {facts.Size} bytes, at most {settings.MaxFileSize}"));
        }

        // Where the system cannot say whether somebody writes, a file that was not changed for a while counts as finished. So does an empty
        // one: its writer may be about to open it again.
        var young = now - facts.ModifiedAt < FinishedAfter;
        var unfinished = opened.HasWriter() switch
        {
            WriterPresence.Yes => true,
            WriterPresence.No => young && facts.Size == 0,
            _ => young
        };
        return unfinished ? new LeftFile(file.Name, null) : null;
    }

    /// <summary>
    /// The file that was claimed, should another one have been renamed over the name between the look and the claim.
    /// </summary>
    private static OpenedFile Reopened(OpenedFile opened, string path, IntakeResources resources)
    {
        if (!OpenedFile.TryGetFacts(path, out var claimed) || (claimed.Inode == opened.Facts.Inode && claimed.Size == opened.Facts.Size))
        {
            return opened;
        }

        if (!OpenedFile.TryOpen(path, out var other, out var error))
        {
            throw new IOException(error.ToString());
        }

        resources.Own(other);
        return other;
    }

    private static SubmittedBytes Read(OpenedFile opened, IntakeSettings settings, IntakeResources resources)
    {
        var length = opened.Facts.Size;
        var wanted = (int)Math.Min(length, length <= WholeFileLimit ? WholeFileLimit : settings.MaxHeaderSize + 1);
        var buffer = resources.Rent(wanted);
        var filled = Fill(opened.Handle, buffer.AsSpan(0, wanted));
        var isWhole = filled == length || filled < wanted;
        return new SubmittedBytes(buffer.AsMemory(0, filled), isWhole ? filled : length, opened.Handle);
    }

    private static int Fill(SafeFileHandle handle, Span<byte> buffer)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = RandomAccess.Read(handle, buffer[filled..], filled);
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        return filled;
    }
}

/// <summary>Handles and buffers of one batch: the store reads from them until the append is durable.</summary>
internal sealed class IntakeResources : IDisposable
{
    private readonly List<OpenedFile> _files = [];
    private readonly List<byte[]> _buffers = [];

    public void Own(OpenedFile file) => _files.Add(file);

    public byte[] Rent(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        _buffers.Add(buffer);
        return buffer;
    }

    public void Dispose()
    {
        _files.ForEach(file => file.Dispose());
        _buffers.ForEach(buffer => ArrayPool<byte>.Shared.Return(buffer));
    }
}
