using System.Management.Automation;
using System.Text;
using ForeignTransport.Shell.Files;

namespace ForeignTransport.Shell.Conversion;

/// <summary>Export-Csv: objects as a file of comma separated values. With -Append the columns are those of the file. Not here: -QuoteFields, -UseCulture.</summary>
[Cmdlet(VerbsData.Export, "Csv", SupportsShouldProcess = true)]
[Alias("epcsv")]
public sealed class ExportCsvCommand : CsvWritingCommand
{
    private readonly StringBuilder _text = new();
    private List<string>? _columns;

    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath")]
    public string Path { get; set; } = "";

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public string? Encoding { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var target = FilePath.Target(this, Path);
        if (!Append || !File.Exists(target))
            return;

        using var reader = new StreamReader(target, FileEncoding.Of(Encoding));
        _columns = CsvText.Records(reader, Delimiter).FirstOrDefault();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var line in Lines(_columns))
            _text.AppendLine(line);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var encoding = FileEncoding.Of(Encoding);
        Try(Path, () =>
        {
            var target = FilePath.Target(this, Path);
            if (ShouldProcess(target))
                TextTarget.Write(target, _text.ToString(), encoding, Append, NoClobber);
        });
    }
}
