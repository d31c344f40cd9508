using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace ForeignTransport.Shell.Formatting;

/// <summary>
/// Reads tables and lists of a Format.ps1xml file, the file that real PowerShell reads for the same module: one source for what is
/// shown. Understood are names, labels, widths, alignments, format strings and scripts; selection sets and conditions are not.
/// </summary>
internal static class ViewFile
{
    /// <exception cref="XmlException">It is no XML.</exception>
    public static IReadOnlyList<TypeView> Parse(string text)
    {
        var views =
            from view in XDocument.Parse(text).Descendants("View")
            let names = view.Elements("ViewSelectedBy").Elements("TypeName").Select(name => name.Value.Trim()).ToList()
            where names.Count > 0
            select new TypeView(names, view.Element("TableControl") is { } table ? Columns(table) : null, view.Element("ListControl") is { } list ? Items(list) : null);

        return [.. views];
    }

    private static List<DisplayProperty> Columns(XElement table)
    {
        var heads = table.Elements("TableHeaders").Elements("TableColumnHeader").ToList();
        var cells = table.Descendants("TableColumnItem").ToList();

        // The engine puts the columns of a view at the left, whatever their type, unless the view says otherwise.
        return [.. cells.Select((cell, i) => Property(cell, i < heads.Count ? heads[i] : null)).Select(column => column with { Alignment = column.Alignment ?? Alignment.Left })];
    }

    private static List<DisplayProperty> Items(XElement list) => [.. list.Descendants("ListItem").Select(item => Property(item, item))];

    private static DisplayProperty Property(XElement item, XElement? head)
    {
        var name = Text(item, "PropertyName");
        var script = Text(item, "ScriptBlock");
        var label = Text(head, "Label") ?? name ?? script ?? "";
        var source = name is not null || script is null ? DisplayProperty.Named(name ?? label) : DisplayProperty.Scripted(script);
        var alignment = Text(head, "Alignment") ?? Text(item, "Alignment");
        return source with
        {
            Label = label,
            Width = Text(head, "Width") is { } width ? int.Parse(width, CultureInfo.InvariantCulture) : null,
            Alignment = alignment is null ? null : Enum.Parse<Alignment>(alignment, ignoreCase: true),
            Format = Text(item, "FormatString")
        };
    }

    private static string? Text(XElement? parent, string name) => parent?.Element(name)?.Value.Trim() is { Length: > 0 } text ? text : null;
}
