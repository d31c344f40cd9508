using ForeignTransport.Core.Messages;
using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Transport.Storage;

/// <summary>Files that were claimed for submission, whose names hold the id, and so the partition, of their messages.</summary>
internal static class ClaimedFiles
{
    /// <summary>Where a server claims files unless its organization has put the directories elsewhere, which is not known before it has started.</summary>
    public static IReadOnlyList<string> UsualDirectories(NodeConfiguration node) =>
        [Path.Combine(node.DataDirectory, "pickup"), Path.Combine(node.DataDirectory, "replay")];

    /// <summary>The first of <paramref name="directories"/> that holds a claimed file; null when none does.</summary>
    public static string? FindDirectory(IReadOnlyList<string> directories) => directories.FirstOrDefault(directory =>
        Directory.Exists(directory)
        && Directory.EnumerateFiles(directory, "*.tmp").Any(path => ClaimName.TryParse(Path.GetFileName(path), out _, out _)));
}
