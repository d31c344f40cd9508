using System.Management.Automation;

namespace ForeignTransport.Shell.Objects;

/// <summary>A member of an object, as Get-Member shows it.</summary>
public sealed class MemberInfo
{
    /// <summary>The type of the objects that have it; the columns are grouped by it.</summary>
    public string TypeName { get; init; } = "";

    public string Name { get; init; } = "";

    public PSMemberTypes MemberType { get; init; }

    public string Definition { get; init; } = "";
}
