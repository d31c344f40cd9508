using System.Management.Automation;

namespace ForeignTransport.Shell.Formatting;

/// <summary>
/// Views as the engine keeps them. It can read the files too, but only while it opens; read here, beside that, they cost nobody any time.
/// </summary>
internal static class EngineViews
{
    /// <summary>The definitions of a view, one for each of its types.</summary>
    public static IEnumerable<ExtendedTypeDefinition> Of(TypeView view)
    {
        PSControl?[] controls = [view.Table is { } columns ? Table(columns) : null, view.List is { } items ? List(items) : null];
        return view.TypeNames.Select(type => new ExtendedTypeDefinition(type, controls.OfType<PSControl>().Select(control => new FormatViewDefinition(type, control))));
    }

    private static TableControl Table(IReadOnlyList<DisplayProperty> columns)
    {
        var table = TableControl.Create();
        foreach (var column in columns)
            table.AddHeader(Engine(column.Alignment), column.Width ?? 0, column.Label);

        var row = table.StartRowDefinition();
        foreach (var column in columns)
        {
            var source = SourceOf(column);
            if (source.ValueType == DisplayEntryValueType.Property)
                row.AddPropertyColumn(source.Value, Engine(column.Alignment), column.Format);
            else
                row.AddScriptBlockColumn(source.Value, Engine(column.Alignment), column.Format);
        }

        return row.EndRowDefinition().EndTable();
    }

    private static ListControl List(IReadOnlyList<DisplayProperty> items)
    {
        var entry = ListControl.Create().StartEntry();
        foreach (var item in items)
        {
            var source = SourceOf(item);
            if (source.ValueType == DisplayEntryValueType.Property)
                entry.AddItemProperty(source.Value, item.Label, item.Format);
            else
                entry.AddItemScriptBlock(source.Value, item.Label, item.Format);
        }

        return entry.EndEntry().EndList();
    }

    private static DisplayEntry SourceOf(DisplayProperty property) =>
        property.Source ?? throw new ArgumentException($"'{property.Label}' has no source that the engine knows.", nameof(property));

    private static System.Management.Automation.Alignment Engine(Alignment? alignment) => alignment switch
    {
        Alignment.Left => System.Management.Automation.Alignment.Left,
        Alignment.Center => System.Management.Automation.Alignment.Center,
        Alignment.Right => System.Management.Automation.Alignment.Right,
        _ => System.Management.Automation.Alignment.Undefined
    };
}
