using System.Collections.ObjectModel;
using System.Management.Automation;

namespace ForeignTransport.Shell.Objects;

/// <summary>Objects with the same values.</summary>
public sealed class GroupInfo
{
    public int Count => Group.Count;

    /// <summary>The values as one text.</summary>
    public string Name { get; init; } = "";

    public Collection<PSObject> Group { get; } = [];

    public Collection<object?> Values { get; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
