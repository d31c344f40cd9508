using System.Management.Automation;
using ForeignTransport.Shell.Output;

namespace ForeignTransport.Shell.Files;

/// <summary>Tee-Object: hands objects on, and keeps them in a file or a variable.</summary>
[Cmdlet("Tee", "Object", DefaultParameterSetName = "File")]
[Alias("tee")]
[OutputType(typeof(PSObject))]
public sealed class TeeObjectCommand : FileCmdlet
{
    private readonly List<PSObject> _objects = [];

    [Parameter(ParameterSetName = "File", Mandatory = true, Position = 0)]
    [Alias("Path", "LiteralPath")]
    public string FilePath { get; set; } = "";

    [Parameter(ParameterSetName = "File")]
    public SwitchParameter Append { get; set; }

    [Parameter(ParameterSetName = "Variable", Mandatory = true)]
    public string Variable { get; set; } = "";

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not { } target)
            return;

        _objects.Add(target);
        WriteObject(target);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == "Variable")
        {
            SessionState.PSVariable.Set(Variable, _objects.Count == 1 ? _objects[0] : _objects.ToArray());
            return;
        }

        Try(FilePath, () => TextTarget.Write(
            Files.FilePath.Target(this, FilePath),
            string.Concat(RenderedText.Lines(_objects, Host, null).Select(line => line + Environment.NewLine)),
            FileEncoding.Of(null), Append, keepExisting: false));
    }
}
