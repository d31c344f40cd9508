using System.Management.Automation;
using ForeignTransport.Shell.Files;

namespace ForeignTransport.Shell.Conversion;

/// <summary>What ConvertFrom-Csv and Import-Csv have in common. Values that a line lacks are null; those too many are left out. Not here: -UseCulture.</summary>
public abstract class CsvReadingCommand : FileCmdlet
{
    [Parameter]
    public char Delimiter { get; set; } = ',';

    /// <summary>The columns, for a text without a first line that names them.</summary>
    [Parameter]
    public string[]? Header { get; set; }

    private protected void WriteRecords(TextReader reader)
    {
        var columns = Header;
        var isFirst = true;
        foreach (var record in CsvText.Records(reader, Delimiter))
        {
            // What older versions and -IncludeTypeInformation write above the columns.
            var isTypeLine = isFirst && record[0].StartsWith("#TYPE ", StringComparison.Ordinal);
            isFirst = false;
            if (isTypeLine)
                continue;

            if (columns is null)
            {
                columns = [.. record.Select((name, i) => name.Trim() is { Length: > 0 } column ? column : $"H{i + 1}")];
                continue;
            }

            var result = new PSObject();
            for (var i = 0; i < columns.Length; i++)
                result.Properties.Add(new PSNoteProperty(columns[i], i < record.Count ? record[i] : null));

            WriteObject(result);
        }
    }
}
