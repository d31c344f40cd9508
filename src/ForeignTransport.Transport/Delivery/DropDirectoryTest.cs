using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Connectors;
using ForeignTransport.Core.Delivery;
using ForeignTransport.Core.Errors;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// Tries a Drop directory the way the connector uses it: with files of its own, which go through the staging directory, come into the Drop
/// directory under a hidden name that is not one of a message, and are deleted.
/// </summary>
/// <remarks>
/// Blocks for as long as the file system does. A file that is left when the server dies in between is removed by the next test; neither the quota
/// nor a gateway counts it.
/// </remarks>
internal sealed class DropDirectoryTest(string server, DropPaths paths, TimeProvider time)
{
    private const string Extension = ".probe";
    private static readonly TimeSpan LeftBehindAfter = TimeSpan.FromMinutes(5);

    private readonly ImmutableArray<DropDirectoryTrial>.Builder _trials = ImmutableArray.CreateBuilder<DropDirectoryTrial>();

    private string Prefix => $".foreign-transport-{server}-".ToLowerInvariant();

    /// <summary>Tries the Drop directory of a connector on this server.</summary>
    public DropDirectoryFacts Run(ForeignConnector connector, TransportService service)
    {
        var facts = new DropDirectoryFacts(server);
        if (!paths.TryOpen(connector, service, out var directory, out var error))
        {
            return DropDirectoryFacts.Of(server, error);
        }

        Passed(DropDirectoryStep.Resolve);
        facts = facts with { Path = directory.Path, IsOwn = directory.IsOwn };
        facts = Try(directory, facts);
        return facts with { Trials = _trials.ToImmutable() };
    }

    private DropDirectoryFacts Try(DropDirectory directory, DropDirectoryFacts facts)
    {
        var path = directory.Path;
        if (!Attempt(DropDirectoryStep.Exist, path, () => directory.Create()))
        {
            return facts;
        }

        try
        {
            facts = facts with { FreeSpace = DurableFiles.FreeSpace(path) };
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Not every file system tells; what it cannot hold shows when it is written to.
            facts = facts with { FreeSpace = null };
        }

        if (!Attempt(DropDirectoryStep.List, path, () =>
        {
            var (files, bytes) = directory.Waiting();
            facts = facts with { FilesWaiting = files, BytesWaiting = bytes };
            return null;
        }))
        {
            return facts;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Guid.NewGuid():N}");
        var (first, second, third) = (Staged("1"), Staged("2"), Staged("3"));
        var final = Path.Combine(path, $"{name}{Extension}");
        try
        {
            if (!Attempt(DropDirectoryStep.Write, path, () => Write(first) ?? Write(second)))
            {
                return facts;
            }

            facts = facts with
            {
                Marker = directory.Marker,
                MarkersSeen = [.. StagingMarkers.In(directory.StagingPath)],
                BytesCounted = directory.PresentBytes(),
                IsOneVolume = OneVolume(path, directory.StagingPath)
            };
            if (Attempt(DropDirectoryStep.Rename, path, () => Rename(first, second, third)))
            {
                Attempt(DropDirectoryStep.Publish, path, () => Publish(third, final));
            }

            return facts;
        }
        finally
        {
            Array.ForEach([first, second, third, final], Remove);
        }

        string Staged(string number) => Path.Combine(directory.StagingPath, $"{name}-{number}{Extension}");

        TransportError? Write(string file)
        {
            if (directory.Prepare() is { } refusal)
            {
                return refusal;
            }

            RemoveLeftBehind(path);
            RemoveLeftBehind(directory.StagingPath);
            using var handle = File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            RandomAccess.Write(handle, Encoding.UTF8.GetBytes($"Transport server {server} tests this directory. Delete this file.\n"), 0);
            DurableFiles.FlushFile(handle);
            return null;
        }

        TransportError? Rename(string from, string taken, string free) =>
            DurableFiles.RenameNoReplace(from, taken) != RenameResult.TargetExists ? ErrorCatalogue.DropDirectoryReplaces.With(path)
            : DurableFiles.RenameNoReplace(from, free) != RenameResult.Renamed ? ErrorCatalogue.DropDirectoryNotWritable.With($"{path}: a file that was just written is gone")
            : null;

        TransportError? Publish(string from, string to)
        {
            if (DurableFiles.RenameNoReplace(from, to) != RenameResult.Renamed)
            {
                return ErrorCatalogue.DropDirectoryNotWritable.With($"{path}: a file that was just written is gone");
            }

            DurableFiles.FlushDirectory(path);
            File.Delete(to);
            return null;
        }
    }

    private static bool? OneVolume(string path, string staging) =>
        // Through the directory itself, which may be a link.
        OpenedFile.TryGetFacts(Path.Combine(path, "."), out var outside) && OpenedFile.TryGetFacts(Path.Combine(staging, "."), out var inside)
            ? outside.Device == inside.Device
            : null;

    private bool Attempt(DropDirectoryStep step, string path, Func<TransportError?> attempt)
    {
        TransportError? error;
        try
        {
            error = attempt();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            error = step == DropDirectoryStep.List
                ? ErrorCatalogue.DropDirectoryNotReadable.With($"{path}: {cause.Message}")
                : DropDirectory.Refusal(path, cause);
        }

        _trials.Add(new DropDirectoryTrial(step, error));
        return error is null;
    }

    private void Passed(DropDirectoryStep step) => _trials.Add(new DropDirectoryTrial(step, null));

    private void RemoveLeftBehind(string directory)
    {
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles($"{Prefix}*{Extension}"))
        {
            if (time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > LeftBehindAfter)
            {
                file.Delete();
            }
        }
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // The trial says why nothing can be done here; the next test removes it.
            return;
        }
    }
}
