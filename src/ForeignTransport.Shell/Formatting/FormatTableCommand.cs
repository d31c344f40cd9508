using System.Management.Automation;

namespace ForeignTransport.Shell.Formatting;

/// <summary>
/// Format-Table: all objects as the rows of a table. The first object chooses the columns. Columns are as wide as their values need,
/// unless the view or the command gives them a width; -AutoSize ignores the widths of the view. Not here: -View, -Expand, -Force,
/// -RepeatHeader, -ShowError, -DisplayError.
/// </summary>
[Cmdlet(VerbsCommon.Format, "Table")]
[Alias("ft")]
[OutputType(typeof(string))]
public sealed class FormatTableCommand : FormatCmdlet
{
    private const int MostColumnsByDefault = 10;

    private readonly List<PSObject> _rows = [];
    private string? _group;

    [Parameter]
    public SwitchParameter AutoSize { get; set; }

    [Parameter]
    public SwitchParameter Wrap { get; set; }

    [Parameter]
    public SwitchParameter HideTableHeaders { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not { } target)
            return;

        if (Grouping is { } grouping && GroupHead(grouping, grouping.Value(target)) is var head && head != _group)
        {
            WriteTable();
            _group = head;
        }

        _rows.Add(target);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => WriteTable();

    private void WriteTable()
    {
        if (_rows.Count == 0)
            return;

        if (Property is null && _rows.TrueForAll(IsText))
            _rows.ForEach(row => WriteObject(row.ToString()));
        else if (Properties(_rows[0]) is { Count: > 0 } properties)
            WriteTable(properties);

        _rows.Clear();
    }

    private void WriteTable(List<DisplayProperty> properties)
    {
        var values = _rows.Select(row => properties.Select(property => property.Value(row)).ToList()).ToList();
        var columns = properties.Select((property, i) => new TableColumn(
            property.Label, property.Alignment ?? Natural(values.Select(row => row[i]).FirstOrDefault(value => value is not null)), property.Width)).ToList();
        var texts = values.Select(row => row.Select((value, i) => ValueText.Of(value, EnumerationLimit, properties[i].Format)).ToList()).ToList();

        WriteObject("");
        if (_group is not null)
        {
            WriteObject(_group);
            WriteObject("");
        }

        foreach (var line in TableWriter.Lines(columns, texts, Width, Wrap, !HideTableHeaders))
            WriteObject(line);

        WriteObject("");
    }

    private List<DisplayProperty> Properties(PSObject first)
    {
        if (Chosen(first) is { } chosen)
            return chosen;

        var properties = DefaultViews.Table(first)?.ToList() ?? TypeDefaults(first)?.ToList() ?? All(first).Take(MostColumnsByDefault).ToList();
        return AutoSize ? properties.ConvertAll(property => property with { Width = null }) : properties;
    }

    /// <summary>Numbers and booleans stand at the right, as PowerShell puts them.</summary>
    private static Alignment Natural(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) is { } target && (target is bool or decimal || (target.GetType().IsPrimitive && target is not char)) ? Alignment.Right : Alignment.Left;
}
