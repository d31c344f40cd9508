using System.Management.Automation;
using ForeignTransport.Shell.Formatting;

namespace ForeignTransport.Shell.Files;

/// <summary>How files and folders are shown. The engine's own view wants properties that only its provider adds.</summary>
internal static class FileView
{
    /// <summary>For Format-Table.</summary>
    public static TypeView Table => new(
        Types,
        [
            DisplayProperty.Named("Mode"),
            DisplayProperty.Named("LastWriteTimeString") with { Label = "LastWriteTime", Alignment = Formatting.Alignment.Right },
            DisplayProperty.Named("LengthString") with { Label = "Length", Alignment = Formatting.Alignment.Right },
            DisplayProperty.Named("Name"),
        ],
        null);

    /// <summary>For the engine: with the folder above each table. Without scripts, which would be compiled at each start.</summary>
    public static ExtendedTypeDefinition Definition
    {
        get
        {
            var table = TableControl.Create()
                .GroupByProperty("PSParentPath", label: "Directory")
                .AddHeader(System.Management.Automation.Alignment.Left, 7, "Mode")
                .AddHeader(System.Management.Automation.Alignment.Right, 26, "LastWriteTime")
                .AddHeader(System.Management.Automation.Alignment.Right, 14, "Length")
                .AddHeader(System.Management.Automation.Alignment.Left, 0, "Name")
                .StartRowDefinition().AddPropertyColumn("Mode").AddPropertyColumn("LastWriteTimeString").AddPropertyColumn("LengthString").AddPropertyColumn("Name").EndRowDefinition()
                .EndTable();
            var definition = new ExtendedTypeDefinition(Types[0], [new("children", table)]);
            definition.TypeNames.AddRange(Types.Skip(1));
            return definition;
        }
    }

    private static string[] Types => [typeof(FileInfo).FullName!, typeof(DirectoryInfo).FullName!];
}
