using System.Management.Automation;
using ForeignTransport.Shell.Files;

namespace ForeignTransport.Shell.Conversion;

/// <summary>Export-Clixml: objects as a file that Import-Clixml, here or in PowerShell, makes objects of again.</summary>
[Cmdlet(VerbsData.Export, "Clixml", SupportsShouldProcess = true)]
public sealed class ExportClixmlCommand : FileCmdlet
{
    private const int DefaultDepth = 2;

    private readonly List<object?> _objects = [];

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = "";

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = DefaultDepth;

    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public string? Encoding { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _objects.Add(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var encoding = FileEncoding.Of(Encoding);
        Try(Path, () =>
        {
            var target = FilePath.Target(this, Path);
            if (ShouldProcess(target))
                TextTarget.Write(target, ClixmlText.Write(_objects, Depth), encoding, append: false, NoClobber);
        });
    }
}

/// <summary>Import-Clixml: the objects of a file that Export-Clixml wrote, here or in PowerShell.</summary>
[Cmdlet(VerbsData.Import, "Clixml")]
[OutputType(typeof(PSObject))]
public sealed class ImportClixmlCommand : FileCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path)
            Try(path, () =>
            {
                foreach (var file in FilePath.Existing(this, path, isLiteral: false))
                {
                    // Windows PowerShell writes UTF-16: the mark at the beginning says so.
                    foreach (var item in ClixmlText.Read(File.ReadAllText(file)))
                        WriteObject(item);
                }
            });
    }
}
