namespace ForeignTransport.Transport.Storage;

/// <summary>A file as a directory scan found it. It may be gone, or another one, by the time it is opened.</summary>
/// <param name="Name">File name without directory.</param>
/// <param name="ModifiedAt">The latest change of content.</param>
/// <param name="Size">Bytes.</param>
internal readonly record struct ScannedFile(string Name, DateTimeOffset ModifiedAt, long Size) : IComparable<ScannedFile>
{
    /// <summary>Oldest first; among files of the same moment by name, so that the order is the same every time.</summary>
    public int CompareTo(ScannedFile other)
    {
        var byTime = ModifiedAt.CompareTo(other.ModifiedAt);
        return byTime != 0 ? byTime : string.CompareOrdinal(Name, other.Name);
    }

    /// <summary>
    /// True when the name on the disk holds bytes that are no UTF-8, as programs with another encoding write them: .NET shows U+FFFD in their
    /// place, and finds no file of that name.
    /// </summary>
    public static bool HasUnknownName(ReadOnlySpan<char> name) => name.Contains('\uFFFD');
}
