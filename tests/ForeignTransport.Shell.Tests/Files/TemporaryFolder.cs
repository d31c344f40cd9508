using ForeignTransport.Shell.Tests.Hosting;

namespace ForeignTransport.Shell.Tests.Files;

/// <summary>A folder with files for one spec, where its commands run.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ftx-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public void Add(string name, string text = "")
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public SessionRun Run(string commands) => SessionRun.Of($"Set-Location '{Path}'; {commands}");

    /// <summary>Results as one line, with the separators of Unix, and the folder as <c>.</c>.</summary>
    public string Line(string commands)
    {
        var run = Run($"(& {{ {commands} }}) -join ' '");
        Xunit.Assert.Equal("", run.Error);
        return run.Out.TrimEnd('\n').Replace(Path, ".", StringComparison.Ordinal).Replace('\\', '/');
    }
}
