using System.Text.Json;
using System.Text.RegularExpressions;

namespace ForeignTransport.Cluster.Tests.Containers;

/// <summary>The instructions of the Dockerfile, and the source tree that it stands in.</summary>
internal sealed partial class Dockerfile
{
    private readonly List<DockerInstruction> _instructions = [];

    public Dockerfile()
    {
        // A backslash at the end of a line continues the instruction; comments go.
        var text = Continuation().Replace(File.ReadAllText(Path.Combine(SourceRoot, "Dockerfile")), " ");
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            _instructions.Add(new(line[..space], line[(space + 1)..].Trim()));
        }
    }

    public static string SourceRoot { get; } = FindSourceRoot();

    /// <summary>The stage that compiles.</summary>
    public IEnumerable<DockerInstruction> Build => _instructions.Skip(1).TakeWhile(instruction => instruction.Name != "FROM");

    /// <summary>The image.</summary>
    public IEnumerable<DockerInstruction> Image => _instructions.Skip(1).SkipWhile(instruction => instruction.Name != "FROM");

    /// <summary>The argument of the one instruction of that name in the image.</summary>
    public string Of(string name) => Image.Single(instruction => instruction.Name == name).Argument;

    /// <summary>The words of an argument in exec form: <c>["a", "b"]</c>.</summary>
    public static string[] Words(string argument) =>
        JsonSerializer.Deserialize<string[]>(argument[argument.IndexOf('[', StringComparison.Ordinal)..]) ?? [];

    private static string FindSourceRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dockerfile")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run from a build of the source tree.");
    }

    [GeneratedRegex(@"\\\s*\n\s*")]
    private static partial Regex Continuation();
}

/// <summary>One instruction: <c>RUN</c>, and what follows it.</summary>
internal sealed record DockerInstruction(string Name, string Argument);
