using System.Management.Automation;

namespace ForeignTransport.Shell.Files;

/// <summary>Join-Path: a path from its parts, with the separator of this system between them. Nothing has to be there. Not here: -Extension.</summary>
/// <example>
/// <code>Join-Path (Get-Location) Drop Fax</code>
/// <para>The folder Fax in the folder Drop in the current one.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem -Directory | Join-Path -ChildPath Archive</code>
/// <para>The folder Archive in each folder here.</para>
/// </example>
[Cmdlet(VerbsCommon.Join, "Path")]
[OutputType(typeof(string))]
public sealed class JoinPathCommand : FileCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string[]? ChildPath { get; set; }

    /// <summary>More parts, each in the one before.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true, ValueFromRemainingArguments = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string[]? AdditionalChildPath { get; set; }

    /// <summary>The files and folders that are there, of a pattern all.</summary>
    [Parameter]
    public SwitchParameter Resolve { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var children = (ChildPath ?? []).Concat(AdditionalChildPath ?? []).ToList();
        foreach (var path in Path)
            Try(path, () =>
            {
                var joined = children.Aggregate(path, (parent, child) => SessionState.Path.Combine(parent, child ?? ""));
                if (!Resolve)
                    WriteObject(joined);
                else
                    foreach (var found in SessionState.Path.GetResolvedPSPathFromPSPath(joined))
                        WriteObject(found.Path);
            });
    }
}
