using System.Collections;
using System.Globalization;
using System.Management.Automation;
using ForeignTransport.Shell.Files;
using ForeignTransport.Shell.Formatting;

namespace ForeignTransport.Shell.Conversion;

/// <summary>What ConvertTo-Csv and Export-Csv have in common. The first object decides about the columns. Not here: -QuoteFields, -UseCulture.</summary>
public abstract class CsvWritingCommand : FileCmdlet
{
    private List<string>? _columns;

    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = new();

    [Parameter]
    public char Delimiter { get; set; } = ',';

    [Parameter]
    [Alias("UQ")]
    public QuoteKind UseQuotes { get; set; } = QuoteKind.Always;

    [Parameter]
    [Alias("ITI")]
    public SwitchParameter IncludeTypeInformation { get; set; }

    /// <summary>Accepted for scripts that say it: it is how things are.</summary>
    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <summary>The lines of the object that came, with what stands above the first one.</summary>
    private protected IEnumerable<string> Lines(IReadOnlyList<string>? columns = null)
    {
        var target = InputObject;
        if (_columns is null)
        {
            _columns = columns?.ToList() ?? (target.BaseObject is IDictionary table ? table.Keys.Cast<object>().Select(key => key.ToString()!).ToList() : target.Properties.Select(property => property.Name).ToList());
            if (columns is null)
            {
                if (IncludeTypeInformation)
                    yield return $"#TYPE {target.TypeNames[0]}";

                if (!NoHeader)
                    yield return CsvText.Line(_columns, Delimiter, UseQuotes);
            }
        }

        yield return CsvText.Line(_columns.Select(column => Text(PropertyValue.Of(target, column))), Delimiter, UseQuotes);
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        PSObject { BaseObject: IFormattable formattable } => formattable.ToString(null, CultureInfo.CurrentCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.CurrentCulture),
        _ => value.ToString(),
    };
}
