using System.Collections.Specialized;
using System.Management.Automation;
using System.Text.Json;

namespace ForeignTransport.Shell.Conversion;

/// <summary>ConvertFrom-Json: objects of JSON text. Lines that come one by one are one text. Not here: -DateKind.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
[OutputType(typeof(PSObject), typeof(OrderedDictionary))]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    private const int DefaultDepth = 1024;

    private readonly List<string> _lines = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = DefaultDepth;

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _lines.Add(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var text = string.Join('\n', _lines);
        if (string.IsNullOrWhiteSpace(text))
            return;

        object? value = null;
        try
        {
            value = JsonText.Read(text, AsHashtable, Depth);
        }
        catch (JsonException e)
        {
            ThrowTerminatingError(new(new PSArgumentException($"Conversion from JSON failed with error: {e.Message}"), "JsonConversionFailed", ErrorCategory.InvalidData, null));
        }

        WriteObject(value, !NoEnumerate);
    }
}
