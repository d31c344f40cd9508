using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Connectors;

/// <summary>Resolves the Drop directory of a connector on one source server.</summary>
public static class DropDirectoryPath
{
    private static readonly SearchValues<char> ForbiddenOnWindows = SearchValues.Create("<>:\"|?*");

    /// <summary>
    /// Joins the server's root and the connector's directory. With a blank root a relative directory lies below the data directory and an
    /// absolute one stands alone; with a root the directory must be relative and must not leave the root.
    /// </summary>
    /// <param name="rootDropDirectoryPath">RootDropDirectoryPath of the server; blank is <paramref name="dataDirectory"/>.</param>
    /// <param name="dropDirectory">DropDirectory of the connector; blank is its name.</param>
    /// <param name="connectorName">The connector's name.</param>
    /// <param name="dataDirectory">The server's data directory, a path of this system.</param>
    /// <param name="mapping">What Windows paths mean on this system.</param>
    /// <param name="path">The directory, a path of this system.</param>
    /// <param name="relative">True when <paramref name="dropDirectory"/> is relative: only then may the directory be created.</param>
    /// <param name="error">FT-2001, FT-2002 or FT-2003.</param>
    public static bool TryResolve(
        string rootDropDirectoryPath,
        string dropDirectory,
        string connectorName,
        string dataDirectory,
        WindowsPathMapping mapping,
        [NotNullWhen(true)] out string? path,
        out bool relative,
        [NotNullWhen(false)] out TransportError? error)
    {
        path = null;
        var directory = dropDirectory.Length == 0 ? connectorName : dropDirectory;
        var kind = DirectoryPath.Classify(directory);
        relative = kind is DirectoryPathKind.Relative;
        if (kind is DirectoryPathKind.Invalid)
        {
            error = ErrorCatalogue.InvalidDropDirectory.With($"DropDirectory {SingleLine.Quote(directory)}");
            return false;
        }

        if (!relative && rootDropDirectoryPath.Length > 0)
        {
            error = ErrorCatalogue.InvalidDropDirectoryCombination.With(
                $"DropDirectory {SingleLine.Quote(directory)} with RootDropDirectoryPath {SingleLine.Quote(rootDropDirectoryPath)}");
            return false;
        }

        if (!relative)
            return mapping.TryMap(directory, out path, out error);

        var root = dataDirectory;
        if (rootDropDirectoryPath.Length > 0 && !mapping.TryMap(rootDropDirectoryPath, out root, out error))
            return false;
        if (!TryDescend(directory, mapping.IsWindows, out var names))
        {
            error = ErrorCatalogue.InvalidDropDirectory.With(
                $"DropDirectory {SingleLine.Quote(directory)} is not a folder below {SingleLine.Quote(root)}");
            return false;
        }

        error = null;
        path = Join(root!, names, mapping.IsWindows ? '\\' : '/');
        return true;
    }

    /// <summary>The names below the root that a relative path leads to; false when it leaves the root, is the root, or names nothing.</summary>
    internal static bool TryDescend(string relativePath, bool isWindows, out List<string> names)
    {
        names = [];
        foreach (var name in DirectoryPath.Segments(relativePath))
        {
            if (name == "..")
            {
                if (names.Count == 0)
                    return false;
                names.RemoveAt(names.Count - 1);
            }
            else if (isWindows && !IsWindowsName(name))
            {
                return false;
            }
            else
            {
                names.Add(name);
            }
        }

        return names.Count > 0;
    }

    private static bool IsWindowsName(string name) => name.AsSpan().IndexOfAny(ForbiddenOnWindows) < 0 && name[^1] is not ('.' or ' ');

    private static string Join(string root, List<string> names, char separator)
    {
        var trimmed = root.TrimEnd('/', '\\');
        return $"{trimmed}{separator}{string.Join(separator, names)}";
    }
}
