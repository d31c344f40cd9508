using System.Collections.Concurrent;
using System.Text;
using ForeignTransport.Transport.Storage;

namespace ForeignTransport.Transport.Delivery;

/// <summary>
/// The marker file of this server in each staging directory that it writes to. Its name is journaled with the files that are staged beside it:
/// whoever sees the marker sees the files, and a file that is missing beside it was published.
/// </summary>
/// <remarks>
/// That is how a share is told from a directory of each server's own, and a staging directory that somebody emptied from one whose files were
/// published. Every run of a server makes a marker of its own, so that a copy of a directory proves nothing for what is staged after it.
/// Markers stay: attempts that wait for this server may need them. They are as long as this sentence, and one is made a start.
/// </remarks>
internal sealed class StagingMarkers(string serverName)
{
    private const string Extension = ".marker";
    private const int IdLength = 32;

    private readonly ConcurrentDictionary<string, string> _markers = new(StringComparer.Ordinal);

    /// <summary>True when this server, in this run or an earlier one, made the marker.</summary>
    public bool IsOurs(string marker) =>
        marker.Length == serverName.Length + 1 + IdLength + Extension.Length
        && marker.StartsWith($"{serverName}.", StringComparison.OrdinalIgnoreCase);

    /// <summary>Every marker in a staging directory, whoever made it.</summary>
    public static IEnumerable<string> In(string staging) => new DirectoryInfo(staging).EnumerateFiles($"*{Extension}").Select(file => file.Name);

    /// <summary>The marker in a staging directory, made and flushed when it is not there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public string Ensure(string staging)
    {
        if (_markers.TryGetValue(staging, out var known) && File.Exists(Path.Combine(staging, known)))
        {
            return known;
        }

        var marker = $"{serverName}.{Guid.NewGuid():N}{Extension}";
        using (var file = File.OpenHandle(Path.Combine(staging, marker), FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.Write(file, Encoding.UTF8.GetBytes(
                $"Transport server {serverName} stages files here. Do not delete this file, nor any other in this directory.\n"), 0);
            DurableFiles.FlushFile(file);
        }

        DurableFiles.FlushDirectory(staging);
        _markers[staging] = marker;
        return marker;
    }
}
