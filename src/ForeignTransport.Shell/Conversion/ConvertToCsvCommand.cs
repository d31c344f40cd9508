using System.Management.Automation;

namespace ForeignTransport.Shell.Conversion;

/// <summary>ConvertTo-Csv: objects as comma separated lines. Not here: -QuoteFields, -UseCulture.</summary>
[Cmdlet(VerbsData.ConvertTo, "Csv")]
[OutputType(typeof(string))]
public sealed class ConvertToCsvCommand : CsvWritingCommand
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(Lines(), enumerateCollection: true);
}
