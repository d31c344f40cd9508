using System.Management.Automation;
using System.Text;

namespace ForeignTransport.Shell.Files;

/// <summary>What Set-Content and Add-Content have in common. Not here: -AsByteStream, and other providers than the file system.</summary>
public abstract class ContentWritingCommand : FileCmdlet
{
    private readonly StringBuilder _text = new();

    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("LiteralPath", "PSPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public object?[]? Value { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public string? Encoding { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected abstract bool Appends { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var value in Value ?? [])
            _text.Append(value is null ? "" : PSObject.AsPSObject(value).ToString()).Append(NoNewline ? "" : Environment.NewLine);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var encoding = FileEncoding.Of(Encoding);
        foreach (var path in Path)
            Try(path, () =>
            {
                var target = FilePath.Target(this, path);
                if (ShouldProcess(target, MyInvocation.MyCommand.Name))
                    TextTarget.Write(target, _text.ToString(), encoding, Appends, keepExisting: false);
            });
    }
}

/// <summary>Set-Content: writes lines into files, in place of what was there. Not here: -AsByteStream, -Filter, and other providers than the file system.</summary>
[Cmdlet(VerbsCommon.Set, "Content", SupportsShouldProcess = true)]
public sealed class SetContentCommand : ContentWritingCommand
{
    private protected override bool Appends => false;
}

/// <summary>Add-Content: writes lines at the end of files. Not here: -AsByteStream, -Filter, and other providers than the file system.</summary>
[Cmdlet(VerbsCommon.Add, "Content", SupportsShouldProcess = true)]
[Alias("ac")]
public sealed class AddContentCommand : ContentWritingCommand
{
    private protected override bool Appends => true;
}
