using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;

namespace ForeignTransport.Shell.Files;

/// <summary>Select-String: lines of files, or texts, that match regular expressions. Not here: -Include, -Exclude, -Culture; matches are not emphasized.</summary>
/// <example>
/// <code>Select-String -Path *.log -Pattern 'timeout', 'refused' -Context 1</code>
/// <para>The lines of the logs that say so, with the line before and the one after.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem . -Filter *.eml -Recurse | Select-String 'X-Foreign-Id: (\S+)' -List | ForEach-Object { $_.Matches[0].Groups[1].Value }</code>
/// <para>The value of the first such header of each file.</para>
/// </example>
[Cmdlet(VerbsCommon.Select, "String", DefaultParameterSetName = "File")]
[Alias("sls")]
[OutputType(typeof(MatchInfo), typeof(bool), typeof(string))]
public sealed class SelectStringCommand : FileCmdlet
{
    private readonly List<string> _texts = [];
    private LinePatterns _patterns = new([], []);
    private int _records;
    private bool _isDone;

    /// <summary>Texts, or files that Get-ChildItem gives.</summary>
    [Parameter(ParameterSetName = "Object", Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <summary>Regular expressions, of which a line matches one.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string[] Pattern { get; set; } = [];

    [Parameter(ParameterSetName = "File", Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = "LiteralFile", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Patterns are plain texts.</summary>
    [Parameter]
    public SwitchParameter SimpleMatch { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <summary>True or false for each file; for texts true when one is found, and otherwise nothing.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>The first line of each file only.</summary>
    [Parameter]
    public SwitchParameter List { get; set; }

    /// <summary>The lines that match no pattern.</summary>
    [Parameter]
    public SwitchParameter NotMatch { get; set; }

    /// <summary>Every match in a line is in Matches, not the first only.</summary>
    [Parameter]
    public SwitchParameter AllMatches { get; set; }

    /// <summary>The lines alone, as texts.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>How many lines before and after to show with each; two numbers for different ones.</summary>
    [Parameter]
    [ValidateCount(1, 2)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Context { get; set; }

    [Parameter]
    public string? Encoding { get; set; }

    /// <summary>Accepted for scripts that say it: nothing is emphasized.</summary>
    [Parameter]
    public SwitchParameter NoEmphasis { get; set; }

    private bool HasContext => Context is not null && !Raw;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _patterns = new(Pattern, SimpleMatch ? null : [.. Pattern.Select(Expression)])
    {
        CaseSensitive = CaseSensitive,
        IsInverted = NotMatch,
        FindsAll = AllMatches,
    };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var encoding = FileEncoding.Of(Encoding);
        if (ParameterSetName == "Object")
        {
            SearchInput(encoding);
            return;
        }

        var isLiteral = ParameterSetName == "LiteralFile";
        foreach (var path in isLiteral ? LiteralPath : Path)
            Try(path, () =>
            {
                foreach (var file in FilePath.Existing(this, path, isLiteral))
                    SearchFile(file, encoding);
            });
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // What follows a text has come only now.
        if (HasContext && !_isDone)
            Write(Found(_texts, null));
    }

    private Regex Expression(string pattern)
    {
        try
        {
            return new(pattern, CaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase);
        }
        catch (RegexParseException e)
        {
            ThrowTerminatingError(new(new ArgumentException($"The string {pattern} is not a valid regular expression: {e.Message}", e), "InvalidRegex", ErrorCategory.InvalidArgument, pattern));
            throw;
        }
    }

    private void SearchInput(Encoding encoding)
    {
        switch (InputObject?.BaseObject)
        {
            case FileInfo file:
                Try(file.FullName, () => SearchFile(file.FullName, encoding));
                break;

            case DirectoryInfo:
                break;

            // What was found before is searched by its line.
            case MatchInfo found when !_isDone:
                if (_patterns.Find(found.Line) is not null)
                    Write([found]);

                break;

            case var other when !_isDone:
                var text = other is null ? "" : InputObject!.ToString();
                _records++;
                if (HasContext)
                    _texts.Add(text);
                else if (_patterns.Find(text) is var (pattern, matches))
                    Write([Info(text, _records - 1, null, pattern, matches, null)]);

                break;
        }
    }

    /// <summary>The file is closed before its first line is handed on where one is enough: what follows may move it.</summary>
    private void SearchFile(string file, Encoding encoding)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), encoding);
        var found = Found(Lines(reader), file);
        if (Quiet || List)
        {
            var first = found.FirstOrDefault();
            reader.Close();
            if (Quiet)
                WriteObject(first is not null);
            else if (first is not null)
                Write([first]);
        }
        else
            Write(found);
    }

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private IEnumerable<MatchInfo> Found(IEnumerable<string> lines, string? file)
    {
        if (HasContext)
            return FoundWithContext([.. lines], file);

        return lines.Select((line, i) => (line, i)).TakeWhile(_ => !Stopping)
            .Select(item => _patterns.Find(item.line) is var (pattern, matches) ? Info(item.line, item.i, file, pattern, matches, null) : null).OfType<MatchInfo>();
    }

    private List<MatchInfo> FoundWithContext(List<string> lines, string? file)
    {
        var (before, after) = (Context![0], Context[^1]);
        var places = Enumerable.Range(0, lines.Count).Select(i => (Index: i, Found: _patterns.Find(lines[i]))).Where(place => place.Found is not null).ToList();
        var result = new List<MatchInfo>();
        var shown = 0;
        for (var i = 0; i < places.Count; i++)
        {
            var (at, found) = places[i];
            var next = i + 1 < places.Count ? places[i + 1].Index : lines.Count;
            var (first, last) = (Math.Max(0, at - before), (int)Math.Min(lines.Count, at + 1L + after));
            var (firstShown, lastShown) = (Math.Max(first, shown), Math.Min(last, next));
            var (pattern, matches) = found!.Value;
            result.Add(Info(lines[at], at, file, pattern, matches, new()
            {
                PreContext = [.. lines[first..at]],
                PostContext = [.. lines[(at + 1)..last]],
                DisplayPreContext = [.. lines[firstShown..at]],
                DisplayPostContext = [.. lines[(at + 1)..lastShown]],
            }));
            shown = lastShown;
        }

        return result;
    }

    private MatchInfo Info(string line, int index, string? file, string pattern, Match[] matches, MatchInfoContext? context) =>
        new() { Path = file ?? MatchInfo.NoFile, Line = line, LineNumber = index + 1, Pattern = pattern, Matches = matches, IgnoreCase = !CaseSensitive, Context = context };

    private void Write(IEnumerable<MatchInfo> found)
    {
        foreach (var info in found)
        {
            if (Quiet)
            {
                _isDone = true;
                WriteObject(true);
                return;
            }

            if (Raw)
            {
                WriteObject(info.Line);
                continue;
            }

            var result = PSObject.AsPSObject(info);
            if (result.TypeNames[0] != MatchInfo.TypeName)
                result.TypeNames.Insert(0, MatchInfo.TypeName);

            WriteObject(result);
        }
    }
}
