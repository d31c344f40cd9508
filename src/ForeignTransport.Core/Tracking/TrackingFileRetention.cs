using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Core.Tracking;

/// <summary>A file in the folder of the tracking log.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="LastWritten">When it was last written to.</param>
public sealed record TrackingFile(string Name, long Size, DateTimeOffset LastWritten);

/// <summary>
/// Which tracking log files are deleted: the oldest of a prefix first, when they are older than MessageTrackingLogMaxAge or all of that prefix are
/// larger than MessageTrackingLogMaxDirectorySize. Files with other names are neither counted nor deleted.
/// </summary>
public static class TrackingFileRetention
{
    /// <summary>Decides.</summary>
    /// <param name="files">What is in the folder.</param>
    /// <param name="settings">Age and size.</param>
    /// <param name="now">The current time.</param>
    /// <param name="current">The file that is being written, which stays; null for none.</param>
    /// <returns>The names of files to delete.</returns>
    public static IReadOnlyList<string> ToDelete(
        IEnumerable<TrackingFile> files, MessageTrackingSettings settings, DateTimeOffset now, string? current)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var deleted = new List<string>();
        var ours = files
            .Select(file => (File: file, Name: TrackingFileName.TryParse(file.Name, out var name) ? name : null))
            .Where(pair => pair.Name is not null)
            .GroupBy(pair => pair.Name!.Prefix, StringComparer.Ordinal);
        foreach (var prefix in ours)
        {
            var size = prefix.Sum(pair => pair.File.Size);
            var oldestFirst = prefix.OrderBy(pair => pair.Name!.Period).ThenBy(pair => pair.Name!.Number).ThenBy(pair => pair.File.LastWritten);
            foreach (var (file, _) in oldestFirst)
            {
                var isOld = settings.MaxAge > TimeSpan.Zero && now - file.LastWritten > settings.MaxAge;
                var isTooMuch = settings.MaxDirectorySize.Limit is { } limit && size > limit.Bytes;
                if ((isOld || isTooMuch) && file.Name != current)
                {
                    deleted.Add(file.Name);
                    size -= file.Size;
                }
            }
        }

        return deleted;
    }
}
