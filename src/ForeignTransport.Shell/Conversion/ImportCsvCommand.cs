using System.Management.Automation;
using ForeignTransport.Shell.Files;

namespace ForeignTransport.Shell.Conversion;

/// <summary>Import-Csv: objects of files of comma separated values. Not here: -UseCulture, -LiteralPath.</summary>
[Cmdlet(VerbsData.Import, "Csv")]
[Alias("ipcsv")]
[OutputType(typeof(PSObject))]
public sealed class ImportCsvCommand : CsvReadingCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string[] Path { get; set; } = [];

    [Parameter]
    public string? Encoding { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var encoding = FileEncoding.Of(Encoding);
        foreach (var path in Path)
            Try(path, () =>
            {
                foreach (var file in FilePath.Existing(this, path, isLiteral: false))
                {
                    using var reader = new StreamReader(file, encoding);
                    WriteRecords(reader);
                }
            });
    }
}
