namespace ForeignTransport.Core.Connectors;

/// <summary>What kind of path a text is, on whatever system it was written for.</summary>
public enum DirectoryPathKind
{
    /// <summary>Empty, with control characters, or bound to a current directory (<c>\x</c>, <c>C:x</c>).</summary>
    Invalid,

    /// <summary>Below some root: <c>fax</c>, <c>gateways\fax</c>.</summary>
    Relative,

    /// <summary><c>/var/spool/fax</c>.</summary>
    Unix,

    /// <summary><c>C:\Drop Directory</c>, also with slashes.</summary>
    Drive,

    /// <summary><c>\\server\share\x</c>, also with slashes.</summary>
    Unc
}

/// <summary>Reads directory paths as text, alike on every system: nothing here looks at a file system.</summary>
public static class DirectoryPath
{
    private static readonly char[] Separators = ['/', '\\'];

    public static DirectoryPathKind Classify(string path)
    {
        if (path.Length == 0 || path.Any(char.IsControl))
            return DirectoryPathKind.Invalid;
        if (IsSeparator(path[0]) && path.Length > 1 && IsSeparator(path[1]))
        {
            // \\?\ and \\.\ name devices, not servers.
            var server = path.AsSpan(2);
            server = server[..Math.Max(server.IndexOfAny(Separators), 0)];
            return server is "" or "?" or "." or ".." || Segments(path).Length < 2 ? DirectoryPathKind.Invalid : DirectoryPathKind.Unc;
        }

        if (path[0] == '/')
            return DirectoryPathKind.Unix;
        if (path[0] == '\\')
            return DirectoryPathKind.Invalid;
        if (path.Length >= 2 && path[1] == ':' && char.IsAsciiLetter(path[0]))
            return path.Length > 2 && IsSeparator(path[2]) ? DirectoryPathKind.Drive : DirectoryPathKind.Invalid;
        return DirectoryPathKind.Relative;
    }

    /// <summary>True for a full local path or a UNC path that does not climb with <c>..</c>.</summary>
    public static bool IsAbsolute(string path) =>
        Classify(path) is DirectoryPathKind.Unix or DirectoryPathKind.Drive or DirectoryPathKind.Unc && !Segments(path).Contains("..");

    /// <summary>True for a full path on the server's own disks.</summary>
    public static bool IsLocal(string path) => IsAbsolute(path) && Classify(path) is not DirectoryPathKind.Unc;

    /// <summary>The names of a path, without empty ones and without <c>.</c>.</summary>
    public static string[] Segments(string path) =>
        [.. path.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".")];

    /// <summary>True when both are one directory, or one lies inside the other. Windows paths are compared without case.</summary>
    public static bool Overlap(string left, string right)
    {
        var (one, other) = (ComparisonKey(left), ComparisonKey(right));
        return one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);
    }

    /// <summary>One text for all spellings of a directory; ends with a slash, so that a prefix is a parent.</summary>
    internal static string ComparisonKey(string path)
    {
        var kind = Classify(path);
        var prefix = kind switch { DirectoryPathKind.Unc => "//", DirectoryPathKind.Unix => "/", _ => "" };
        var names = Segments(path);
        var key = names.Length == 0 ? prefix : $"{prefix}{string.Join('/', names)}/";
        return kind is DirectoryPathKind.Unc or DirectoryPathKind.Drive ? key.ToUpperInvariant() : key;
    }

    private static bool IsSeparator(char c) => c is '/' or '\\';
}
