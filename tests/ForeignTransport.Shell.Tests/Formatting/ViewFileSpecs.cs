using System.Management.Automation;
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
}
