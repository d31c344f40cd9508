using System.Management.Automation;

namespace ForeignTransport.Shell.Objects;

/// <summary>Get-Member: what objects of each type that comes have. Not here: -Static, -View, -Force.</summary>
[Cmdlet(VerbsCommon.Get, "Member")]
[Alias("gm")]
[OutputType(typeof(MemberInfo))]
public sealed class GetMemberCommand : PSCmdlet
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    [Parameter(Position = 0)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not { } target || !_seen.Add(target.TypeNames[0]))
            return;

        var members = Name.SelectMany(name => target.Members.Match(name, MemberType)).DistinctBy(member => member.Name)
            .Where(member => !member.Name.StartsWith("get_", StringComparison.Ordinal) && !member.Name.StartsWith("set_", StringComparison.Ordinal))
            .OrderBy(member => member.MemberType.ToString(), StringComparer.Ordinal).ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var member in members)
            WriteObject(new MemberInfo { TypeName = target.TypeNames[0], Name = member.Name, MemberType = member.MemberType, Definition = member.ToString() ?? "" });
    }
}
