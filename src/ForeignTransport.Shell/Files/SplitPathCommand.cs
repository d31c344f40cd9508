using System.Management.Automation;

namespace ForeignTransport.Shell.Files;

/// <summary>Split-Path: a part of a path: the folder that it is in, its last name, or what is before and after the last dot of that. Not here: -Qualifier, -NoQualifier, -Resolve.</summary>
/// <example>
/// <code>Split-Path C:\Drop\Fax\42.eml</code>
/// <para>C:\Drop\Fax; on a system whose paths are such.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem *.eml | Split-Path -LeafBase</code>
/// <para>The names of the files without .eml.</para>
/// </example>
[Cmdlet(VerbsCommon.Split, "Path", DefaultParameterSetName = ParentSet)]
[OutputType(typeof(string), typeof(bool))]
public sealed class SplitPathCommand : FileCmdlet
{
    private const string ParentSet = "Parent";
    private const string LiteralSet = "LiteralPath";

    [Parameter(ParameterSetName = ParentSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Leaf), Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(LeafBase), Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(Extension), Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = nameof(IsAbsolute), Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Path { get; set; } = [];

    [Parameter(ParameterSetName = LiteralSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The path without its last name, also when nothing else is said.</summary>
    [Parameter(ParameterSetName = ParentSet)]
    public SwitchParameter Parent { get; set; }

    /// <summary>The last name.</summary>
    [Parameter(ParameterSetName = nameof(Leaf), Mandatory = true)]
    public SwitchParameter Leaf { get; set; }

    /// <summary>The last name up to its last dot.</summary>
    [Parameter(ParameterSetName = nameof(LeafBase), Mandatory = true)]
    public SwitchParameter LeafBase { get; set; }

    /// <summary>The last name from its last dot on.</summary>
    [Parameter(ParameterSetName = nameof(Extension), Mandatory = true)]
    public SwitchParameter Extension { get; set; }

    /// <summary>Whether the path begins at a root or a drive.</summary>
    [Parameter(ParameterSetName = nameof(IsAbsolute), Mandatory = true)]
    public SwitchParameter IsAbsolute { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in ParameterSetName == LiteralSet ? LiteralPath : Path)
            Try(path, () => WriteObject(Part(path)));
    }

    private object Part(string path) => ParameterSetName switch
    {
        nameof(Leaf) => SessionState.Path.ParseChildName(path),
        nameof(LeafBase) => System.IO.Path.GetFileNameWithoutExtension(SessionState.Path.ParseChildName(path)),
        nameof(Extension) => System.IO.Path.GetExtension(SessionState.Path.ParseChildName(path)),
        nameof(IsAbsolute) => SessionState.Path.IsPSAbsolute(path, out _),
        _ => ParentOf(path),
    };

    /// <summary>Nothing is above a root; the engine refuses to answer for it.</summary>
    private string ParentOf(string path) => System.IO.Path.GetPathRoot(path) == path && path.Length > 0 ? "" : SessionState.Path.ParseParent(path, "");
}
