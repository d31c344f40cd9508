using System.Management.Automation;

namespace ForeignTransport.Shell.Conversion;

/// <summary>ConvertFrom-Csv: objects of comma separated lines. Not here: -UseCulture.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Csv")]
[OutputType(typeof(PSObject))]
public sealed class ConvertFromCsvCommand : CsvReadingCommand
{
    private readonly List<string> _lines = [];

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => _lines.AddRange(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        using var reader = new StringReader(string.Join('\n', _lines));
        WriteRecords(reader);
    }
}
