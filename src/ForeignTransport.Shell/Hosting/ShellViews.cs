using System.Management.Automation;
using ForeignTransport.Shell.Files;
using ForeignTransport.Shell.Objects;

namespace ForeignTransport.Shell.Hosting;

/// <summary>How the results of our own utility cmdlets are shown: the columns that PowerShell shows for its own.</summary>
internal static class ShellViews
{
    public static IEnumerable<ExtendedTypeDefinition> All =>
    [
        View(typeof(GroupInfo), TableControl.Create()
            .AddHeader(System.Management.Automation.Alignment.Right, 5)
            .AddHeader(System.Management.Automation.Alignment.Left, 25)
            .AddHeader()
            .StartRowDefinition().AddPropertyColumn("Count").AddPropertyColumn("Name").AddPropertyColumn("Group").EndRowDefinition()
            .EndTable()),
        View(typeof(MemberInfo), TableControl.Create()
            .GroupByProperty("TypeName")
            .AddHeader(System.Management.Automation.Alignment.Left, 30)
            .AddHeader(System.Management.Automation.Alignment.Left, 15)
            .AddHeader()
            .StartRowDefinition().AddPropertyColumn("Name").AddPropertyColumn("MemberType").AddPropertyColumn("Definition").EndRowDefinition()
            .EndTable()),
        FileView.Definition,
    ];

    private static ExtendedTypeDefinition View(Type type, PSControl control) => new(type.FullName!, [new(type.Name, control)]);
}
