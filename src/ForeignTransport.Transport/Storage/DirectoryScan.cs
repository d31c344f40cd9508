using System.IO.Enumeration;

namespace ForeignTransport.Transport.Storage;

/// <summary>
/// Finds the oldest message files of a directory in one pass, in memory for the result only, however many files there are. A name is
/// allocated only for files that are among the oldest so far.
/// </summary>
/// <remarks>One pass over 100,000 files takes half a second of CPU, one lstat a file: ask for many at a time, and look again when they are used up.</remarks>
internal static class DirectoryScan
{
    /// <summary>
    /// Up to <paramref name="limit"/> files whose names end in <paramref name="extension"/>, in whatever case, oldest first. Directories,
    /// symbolic links and names that begin with a dot are left out, and so are the names in <paramref name="passedOver"/>, which must
    /// compare ordinally: they take up no room in the limit.
    /// </summary>
    /// <exception cref="IOException">The directory does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The server's account may not list it.</exception>
    public static IReadOnlyList<ScannedFile> Oldest(string directory, int limit, HashSet<string>? passedOver = null, string extension = ".eml")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        using var files = new OldestFiles(directory, limit, passedOver ?? new HashSet<string>(StringComparer.Ordinal), extension);
        while (files.MoveNext())
        {
            files.Keep(files.Current);
        }

        return files.ToSorted();
    }

    private sealed class OldestFiles(string directory, int limit, HashSet<string> passedOver, string extension)
        : FileSystemEnumerator<ScannedFile>(directory, new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })
    {
        private static readonly Comparer<ScannedFile> NewestFirst = Comparer<ScannedFile>.Create((one, other) => other.CompareTo(one));

        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _passedOver = passedOver.GetAlternateLookup<ReadOnlySpan<char>>();
        private readonly PriorityQueue<ScannedFile, ScannedFile> _kept = new(NewestFirst);

        public void Keep(ScannedFile file)
        {
            if (_kept.Count < limit)
            {
                _kept.Enqueue(file, file);
            }
            else
            {
                _kept.EnqueueDequeue(file, file);
            }
        }

        public List<ScannedFile> ToSorted()
        {
            var files = new List<ScannedFile>(_kept.Count);
            while (_kept.TryDequeue(out var file, out _))
            {
                files.Add(file);
            }

            files.Reverse();
            return files;
        }

        protected override bool ShouldIncludeEntry(ref FileSystemEntry entry)
        {
            if (!entry.FileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase)
                || entry.FileName[0] == '.'
                || entry.IsDirectory
                || (entry.Attributes & FileAttributes.ReparsePoint) != 0
                || _passedOver.Contains(entry.FileName))
            {
                return false;
            }

            // A file that went away since its name was read has the time zero. So has one whose name is no UTF-8: it is there, and can be reached
            // under no name that .NET knows. Whoever opens it says so (ScannedFile.HasUnknownName).
            var modifiedAt = entry.LastWriteTimeUtc;
            return (modifiedAt.ToFileTime() != 0 || ScannedFile.HasUnknownName(entry.FileName)) && (_kept.Count < limit || modifiedAt <= _kept.Peek().ModifiedAt);
        }

        protected override ScannedFile TransformEntry(ref FileSystemEntry entry) =>
            new(entry.FileName.ToString(), entry.LastWriteTimeUtc, entry.Length);
    }
}
