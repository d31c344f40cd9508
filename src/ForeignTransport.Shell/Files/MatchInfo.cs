using System.Text.RegularExpressions;

namespace ForeignTransport.Shell.Files;

/// <summary>A line that Select-String found.</summary>
public sealed class MatchInfo
{
    internal const string NoFile = "InputStream";

    /// <summary>The name that the engine has a view for.</summary>
    internal const string TypeName = "Microsoft.PowerShell.Commands.MatchInfo";

    public bool IgnoreCase { get; init; }

    /// <summary>Its number in the file, from 1; of texts that came through the pipeline the number of the text.</summary>
    public int LineNumber { get; init; }

    public string Line { get; init; } = "";

    public string Filename => System.IO.Path.GetFileName(Path);

    /// <summary>The file with its folder; "InputStream" for a text that came through the pipeline.</summary>
    public string Path { get; init; } = NoFile;

    /// <summary>The pattern that it matches; with -NotMatch the first of those that it does not.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>The lines around it; null without -Context.</summary>
    public MatchInfoContext? Context { get; init; }

    /// <summary>What matched; empty with -SimpleMatch and -NotMatch.</summary>
    public Match[] Matches { get; init; } = [];

    /// <summary>The path below a folder; the whole path when it is elsewhere.</summary>
    public string RelativePath(string directory)
    {
        var start = directory.Length == 0 || System.IO.Path.EndsInDirectorySeparator(directory) ? directory : directory + System.IO.Path.DirectorySeparatorChar;
        return Path.Length > start.Length && Path.StartsWith(start, StringComparison.OrdinalIgnoreCase) ? Path[start.Length..] : Path;
    }

    /// <inheritdoc/>
    public override string ToString() => ToString("");

    /// <summary>path:number:line, a line for each, with the path below a folder. Lines around it have blanks before them, and it an arrow.</summary>
    public string ToString(string directory)
    {
        if (Context is null)
            return Text("", LineNumber, Line, directory);

        var first = LineNumber - Context.DisplayPreContext.Length;
        var lines = Context.DisplayPreContext.Select((line, i) => Text("  ", first + i, line, directory))
            .Append(Text("> ", LineNumber, Line, directory))
            .Concat(Context.DisplayPostContext.Select((line, i) => Text("  ", LineNumber + 1 + i, line, directory)));
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>What the engine's own view shows: the text, in which nothing is emphasized here.</summary>
    public string ToEmphasizedString(string directory) => ToString(directory);

    private string Text(string mark, int number, string line, string directory) => Path == NoFile ? mark + line : $"{mark}{RelativePath(directory)}:{number}:{line}";
}
