using System.Xml.Linq;

namespace ForeignTransport.Server.Tests;

/// <summary>The source tree that these tests were built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    /// <summary>The projects below a top-level folder, by name.</summary>
    public static IEnumerable<string> Projects(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    /// <summary>Every C# file that a person wrote, below src and tests.</summary>
    public static IEnumerable<string> SourceFiles() =>
        Projects("src").Concat(Projects("tests")).SelectMany(project => SourceFilesOf(Path.GetDirectoryName(project)!));

    /// <summary>The C# files below a project's folder, without what the build put there.</summary>
    public static IEnumerable<string> SourceFilesOf(string projectFolder) =>
        Directory.EnumerateFiles(projectFolder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(projectFolder, file).Split(Path.DirectorySeparatorChar)[..^1].Any(part => part is "bin" or "obj"));

    /// <summary>The Include attributes of an item of a project file, without those that are not handed on (analyzers, build tools).</summary>
    public static IEnumerable<string> Items(string project, string item) =>
        from element in XDocument.Load(project).Descendants(item)
        where (string?)element.Attribute("PrivateAssets") != "all"
        let include = (string?)element.Attribute("Include")
        where include is not null
        select include;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ForeignTransport.sln")))
            folder = folder.Parent;

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run from a build of the source tree.");
    }
}
