using System.Management.Automation;

namespace ForeignTransport.Shell.Files;

/// <summary>Paths as the file cmdlets take them: relative to the current location, with patterns unless they are literal.</summary>
internal static class FilePath
{
    /// <summary>The files that a path names. A pattern may name none; a plain path is an error when there is nothing.</summary>
    public static IEnumerable<string> Existing(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        if (!isLiteral && WildcardPattern.ContainsWildcardCharacters(path))
            return cmdlet.GetResolvedProviderPathFromPSPath(path, out _).Where(File.Exists);

        var full = Target(cmdlet, path);
        return File.Exists(full) ? [full]
            : throw new ItemNotFoundException(Directory.Exists(full) ? $"'{full}' is a folder." : $"Cannot find path '{full}' because it does not exist.");
    }

    /// <summary>Where a file is, or will be.</summary>
    public static string Target(PSCmdlet cmdlet, string path) => cmdlet.GetUnresolvedProviderPathFromPSPath(path);
}
