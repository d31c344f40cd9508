using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Connectors;

/// <summary>
/// Where Windows paths lead on a system without drives and UNC names, so that a script written for Exchange runs unchanged:
/// <c>C:\Drop Directory</c> becomes <c>base/drives/c/Drop Directory</c>, <c>\\server\share\x</c> becomes <c>base/unc/server/share/x</c>.
/// </summary>
/// <remarks>Drive, server and share are folded to lower case, as Windows does not tell their cases apart; names below them stay as written.</remarks>
public sealed record WindowsPathMapping
{
    private readonly string? _baseDirectory;

    private WindowsPathMapping(bool isWindows, string? baseDirectory) => (IsWindows, _baseDirectory) = (isWindows, baseDirectory);

    /// <summary>On Windows: paths are what they say.</summary>
    public static WindowsPathMapping Windows { get; } = new(true, null);

    /// <summary>On other systems: a Windows path is an error.</summary>
    public static WindowsPathMapping Disabled { get; } = new(false, null);

    /// <summary>True when this system has drives and UNC names of its own.</summary>
    public bool IsWindows { get; }

    /// <summary>On other systems: a Windows path is a folder below this one.</summary>
    public static WindowsPathMapping Under(string baseDirectory) => new(false, baseDirectory.TrimEnd('/'));

    /// <summary>The path of this system that an absolute path stands for.</summary>
    public bool TryMap(string path, [NotNullWhen(true)] out string? mapped, [NotNullWhen(false)] out TransportError? error)
    {
        var kind = DirectoryPath.Classify(path);
        error = null;
        mapped = null;
        if (kind is DirectoryPathKind.Invalid or DirectoryPathKind.Relative || !DirectoryPath.IsAbsolute(path))
            error = ErrorCatalogue.InvalidDropDirectory.With($"{SingleLine.Quote(path)} is not a full path");
        else if (IsWindows && kind is DirectoryPathKind.Unix)
            error = ErrorCatalogue.InvalidDropDirectory.With($"{SingleLine.Quote(path)} has no drive");
        else if (IsWindows || kind is DirectoryPathKind.Unix)
            mapped = path;
        else if (_baseDirectory is null)
            error = ErrorCatalogue.WindowsPathNotMapped.With($"{SingleLine.Quote(path)}");
        else
            mapped = Below(_baseDirectory, kind, DirectoryPath.Segments(path));
        return error is null;
    }

    private static string Below(string baseDirectory, DirectoryPathKind kind, string[] names)
    {
        if (kind is DirectoryPathKind.Drive)
            return string.Join('/', [baseDirectory, "drives", names[0][..1].ToLowerInvariant(), .. names[1..]]);
        return string.Join('/', [baseDirectory, "unc", names[0].ToLowerInvariant(), names[1].ToLowerInvariant(), .. names[2..]]);
    }
}
