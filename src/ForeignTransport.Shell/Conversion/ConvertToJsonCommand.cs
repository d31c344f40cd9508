using System.Management.Automation;

namespace ForeignTransport.Shell.Conversion;

/// <summary>ConvertTo-Json: objects as JSON text. Not here: -EscapeHandling.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private const int DefaultDepth = 2;
    private const int MostDepth = 100;

    private readonly List<object?> _values = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(0, MostDepth)]
    public int Depth { get; set; } = DefaultDepth;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    [Parameter]
    public SwitchParameter AsArray { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _values.Add(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_values.Count == 0)
            return;

        var (text, isCut) = JsonText.Write(_values.Count > 1 || AsArray ? _values : _values[0], Depth + (_values.Count > 1 || AsArray ? 1 : 0), Compress, EnumsAsStrings);
        if (isCut)
            WriteWarning($"Resulting JSON is truncated as serialization has exceeded the set depth of {Depth}.");

        WriteObject(text);
    }
}
