using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;

namespace ForeignTransport.Shell.Formatting;

/// <summary>
/// The views of the modules of this process, and that of files, for the engine and for our Format cmdlets. A module's views lie beside
/// its assembly, under its manifest's name: ForeignTransport.Format.ps1xml.
/// </summary>
internal static class DefaultViews
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<TypeView>> Read = new(StringComparer.Ordinal);

    private static volatile IReadOnlyList<string> _files = [];

    /// <summary>The files that hold from now on.</summary>
    public static void Use(IReadOnlyList<string> files) => _files = files;

    /// <summary>The views of a file, which is read once.</summary>
    /// <exception cref="System.Xml.XmlException">It is no XML.</exception>
    public static IReadOnlyList<TypeView> Of(string file) => Read.GetOrAdd(file, path => ViewFile.Parse(File.ReadAllText(path)));

    /// <summary>The view files beside an assembly.</summary>
    public static IEnumerable<string> FilesOf(Assembly assembly) =>
        Path.GetDirectoryName(assembly.Location) is { Length: > 0 } folder ? Directory.EnumerateFiles(folder, "*.Format.ps1xml").Order(StringComparer.Ordinal) : [];

    /// <summary>The columns for an object; null when no view says.</summary>
    public static IReadOnlyList<DisplayProperty>? Table(PSObject target) => Find(target, view => view.Table);

    /// <summary>The lines for an object; null when no view says.</summary>
    public static IReadOnlyList<DisplayProperty>? List(PSObject target) => Find(target, view => view.List);

    /// <summary>The views of the most derived type win.</summary>
    private static IReadOnlyList<DisplayProperty>? Find(PSObject target, Func<TypeView, IReadOnlyList<DisplayProperty>?> control)
    {
        var views = _files.SelectMany(Of).Append(Files.FileView.Table).ToList();
        return target.TypeNames
            .SelectMany(name => views.Where(view => control(view) is not null && view.TypeNames.Contains(name.StartsWith("Deserialized.", StringComparison.Ordinal) ? name["Deserialized.".Length..] : name)))
            .Select(control)
            .FirstOrDefault();
    }
}
