using System.Reflection;
using System.Text.RegularExpressions;
using ForeignTransport.Core.Errors;
using ForeignTransport.Server.CommandLine;
using ForeignTransport.Transport.Configuration;
using Xunit;

namespace ForeignTransport.Server.Tests;

/// <summary>The rules of docs/architecture.md that a compiler does not enforce.</summary>
public partial class ArchitectureSpecs
{
    private const int MostLines = 600;

    private static readonly string[] BannedFolders = ["Common", "Helpers", "Helper", "Utils", "Utilities", "Util", "Shared", "Misc", "Manager", "Managers"];

    /// <summary>
    /// What each project may name, projects and packages alike; a name ending in '.' allows the family. A project that is not here
    /// needs an ADR and an entry.
    /// </summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["ForeignTransport.Core"] = ["MimeKit"],
        ["ForeignTransport.Transport"] =
        [
            "ForeignTransport.Core", "Akka.", "Google.Protobuf", "linq2db", "MailKit", "Microsoft.Data.Sqlite", "Microsoft.Extensions.", "Npgsql",
        ],
        ["ForeignTransport.Server"] = ["ForeignTransport.Transport", "ForeignTransport.Core", "Microsoft.", "OpenTelemetry.", "System.CommandLine"],
        ["ForeignTransport.PowerShell"] = ["PowerShellStandard.Library", "System.Text.Json", "System.Net.Http"],
        ["ForeignTransport.Shell"] = ["ForeignTransport.PowerShell", "System.Management.Automation", "Microsoft.PowerShell.", "System.CommandLine"],
    };

    [Fact]
    public void should_reference_only_downwards_when_a_project_names_others()
    {
        var offences =
            from project in SourceTree.Projects("src")
            let name = Path.GetFileNameWithoutExtension(project)
            let allowed = Allowed.GetValueOrDefault(name, [])
            from reference in SourceTree.Items(project, "ProjectReference")
                .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))
                .Concat(SourceTree.Items(project, "PackageReference"))
            where !allowed.Any(entry => entry.EndsWith('.') ? reference.StartsWith(entry, StringComparison.Ordinal) : reference == entry)
            select $"{name} -> {reference}";

        Assert.Empty(offences);
    }

    [Fact]
    public void should_know_every_project_of_the_product() =>
        Assert.Empty(SourceTree.Projects("src").Select(project => Path.GetFileNameWithoutExtension(project)).Except(Allowed.Keys));

    [Fact]
    public void should_use_no_actor_and_no_store_when_core_is_compiled()
    {
        var foreign = References(typeof(ErrorCatalogue).Assembly).Where(name => name is not ("MimeKit" or "BouncyCastle.Cryptography") && !IsFramework(name));

        Assert.Empty(foreign);
    }

    [Fact]
    public void should_know_nothing_of_its_user_when_transport_is_compiled()
    {
        var references = References(typeof(NodeConfiguration).Assembly).ToList();

        Assert.Contains("ForeignTransport.Core", references);
        Assert.DoesNotContain(references, name => name == "foreign-transport" || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains("ForeignTransport.Transport", References(typeof(CommandLineBuilder).Assembly));
    }

    [Fact]
    public void should_have_the_namespace_of_its_folder_when_a_file_declares_one()
    {
        var offences =
            from project in SourceTree.Projects("src").Concat(SourceTree.Projects("tests"))
            let folder = Path.GetDirectoryName(project)!
            from file in SourceTree.SourceFilesOf(folder)
            let declared = Namespace().Match(File.ReadAllText(file)).Groups[1].Value
            let expected = ExpectedNamespace(Path.GetFileNameWithoutExtension(project), Path.GetRelativePath(folder, file))
            where declared != expected && !HasNoNamespace(file, declared)
            select $"{Path.GetRelativePath(SourceTree.Root, file)}: {declared}, expected {expected}";

        Assert.Empty(offences);
    }

    [Fact]
    public void should_name_what_it_holds_when_there_is_a_folder()
    {
        var parts = SourceTree.SourceFiles()
            .SelectMany(file => Path.GetRelativePath(SourceTree.Root, Path.GetDirectoryName(file)!).Split(Path.DirectorySeparatorChar));

        Assert.Empty(parts.Distinct().Intersect(BannedFolders, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void should_read_in_one_sitting_when_there_is_a_file()
    {
        var offences =
            from file in SourceTree.SourceFiles()
            let lines = File.ReadLines(file).Count()
            where lines > MostLines
            select $"{Path.GetRelativePath(SourceTree.Root, file)}: {lines} lines";

        Assert.Empty(offences);
    }

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static bool IsFramework(string name) =>
        name is "mscorlib" or "netstandard" or "System" || name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal);

    private static string ExpectedNamespace(string project, string relativePath) =>
        string.Join('.', relativePath.Split(Path.DirectorySeparatorChar)[..^1].Prepend(project));

    /// <summary>Top-level statements, and files that hold nothing but assembly attributes.</summary>
    private static bool HasNoNamespace(string file, string declared) =>
        declared.Length == 0 && Path.GetFileName(file) is "Program.cs" or "AssemblyInfo.cs" or "AssemblyAttributes.cs";

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
