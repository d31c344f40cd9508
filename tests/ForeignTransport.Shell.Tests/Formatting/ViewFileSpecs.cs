using System.Management.Automation;
using System.Xml.Linq;
using ForeignTransport.Shell.Formatting;
using Xunit;

namespace ForeignTransport.Shell.Tests.Formatting;

public class ViewFileSpecs
{
    [Fact]
    public void should_read_labels_widths_and_alignments()
    {
        var views = ViewFile.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sample.Format.ps1xml")));

        var table = views[0].Table!;
        Assert.Equal(["ForeignTransport.Shell.Tests.Samples.SampleConnector"], views[0].TypeNames);
        Assert.Equal(["Name", "Spaces", "On"], table.Select(column => column.Label));
        Assert.Equal([12, null, null], table.Select(column => column.Width));
        Assert.Equal([Shell.Formatting.Alignment.Left, Shell.Formatting.Alignment.Left, Shell.Formatting.Alignment.Center], table.Select(column => column.Alignment));
        Assert.Null(views[0].List);
        Assert.Equal(["Name", "AddressSpaces", "DropDirectory", "Retry"], views[1].List!.Select(item => item.Label));
    }

    [Fact]
    public void should_read_the_property_of_an_object()
    {
        var target = new PSObject();
        target.Properties.Add(new PSNoteProperty("Name", "Fax"));

        var view = Assert.Single(ViewFile.Parse("<Configuration><ViewDefinitions><View><ViewSelectedBy><TypeName>T</TypeName></ViewSelectedBy><ListControl><ListEntries><ListEntry><ListItems><ListItem><Label>N</Label><PropertyName>Name</PropertyName></ListItem></ListItems></ListEntry></ListEntries></ListControl></View></ViewDefinitions></Configuration>"));

        Assert.Equal("Fax", Assert.Single(view.List!).Value(target));
    }

    /// <summary>What is not understood would be left out, without a word.</summary>
    [Fact]
    public void should_understand_everything_that_the_module_says_of_its_views()
    {
        string[] understood =
        [
            "Alignment", "Configuration", "Label", "ListControl", "ListEntries", "ListEntry", "ListItem", "ListItems", "Name", "PropertyName", "TableColumnHeader",
            "TableColumnItem", "TableColumnItems", "TableControl", "TableHeaders", "TableRowEntries", "TableRowEntry", "TypeName", "View", "ViewDefinitions",
            "ViewSelectedBy", "Width"
        ];

        var file = Assert.Single(DefaultViews.FilesOf(typeof(ForeignTransport.PowerShell.Connections.TransportConnection).Assembly), path => path.EndsWith("ForeignTransport.Format.ps1xml", StringComparison.Ordinal));

        Assert.Empty(XDocument.Load(file).Descendants().Select(element => element.Name.LocalName).Except(understood));
        Assert.NotEmpty(DefaultViews.Of(file).SelectMany(EngineViews.Of));
    }
}
