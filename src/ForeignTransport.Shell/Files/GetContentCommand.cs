using System.Management.Automation;

namespace ForeignTransport.Shell.Files;

/// <summary>
/// Get-Content: the lines of text files, or with -Raw each file as one text. Not here: -Wait, -Delimiter, -AsByteStream, and other
/// providers than the file system.
/// </summary>
[Cmdlet(VerbsCommon.Get, "Content", DefaultParameterSetName = "Path")]
[Alias("gc", "cat", "type")]
[OutputType(typeof(string))]
public sealed class GetContentCommand : FileCmdlet
{
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    [Alias("First", "Head")]
    [ValidateRange(0, int.MaxValue)]
    public int TotalCount { get; set; } = int.MaxValue;

    [Parameter]
    [Alias("Last")]
    [ValidateRange(0, int.MaxValue)]
    public int Tail { get; set; } = int.MaxValue;

    [Parameter]
    public string? Encoding { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var encoding = FileEncoding.Of(Encoding);
        var isLiteral = ParameterSetName == "LiteralPath";
        foreach (var path in isLiteral ? LiteralPath : Path)
            Try(path, () =>
            {
                foreach (var file in FilePath.Existing(this, path, isLiteral))
                {
                    if (Raw)
                        WriteObject(File.ReadAllText(file, encoding));
                    else
                        foreach (var line in Wanted(File.ReadLines(file, encoding)))
                            WriteObject(line);
                }
            });
    }

    private IEnumerable<string> Wanted(IEnumerable<string> lines)
    {
        var first = lines.Take(TotalCount);
        return Tail == int.MaxValue ? first : first.TakeLast(Tail);
    }
}
