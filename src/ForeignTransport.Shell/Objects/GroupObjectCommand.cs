using System.Collections;
using System.Management.Automation;
using ForeignTransport.Shell.Formatting;

namespace ForeignTransport.Shell.Objects;

/// <summary>Group-Object: objects by the values of properties, in the order of these. Not here: -AsString, -Culture.</summary>
[Cmdlet(VerbsData.Group, "Object")]
[Alias("group")]
[OutputType(typeof(GroupInfo), typeof(Hashtable))]
public sealed class GroupObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _objects = [];

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is { } target)
            _objects.Add(target);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var comparer = CaseSensitive ? ValueComparer.WithCase : ValueComparer.IgnoreCase;
        var properties = (Property ?? []).Select(CalculatedProperty.Of).ToList();
        var groups = new List<GroupInfo>();
        object?[]? previous = null;
        var order = Comparer<object?[]>.Create((left, right) => left.Zip(right, comparer.Compare).FirstOrDefault(difference => difference != 0));
        foreach (var (target, keys) in _objects.Select(target => (target, Keys(target, properties))).OrderBy(item => item.Item2, order))
        {
            if (previous is null || order.Compare(previous, keys) != 0)
            {
                groups.Add(new() { Name = string.Join(", ", keys.Select(key => ValueText.Of(key, -1))) });
                foreach (var key in keys)
                    groups[^1].Values.Add(key);
            }

            previous = keys;
            groups[^1].Group.Add(target);
        }

        if (AsHashTable)
            WriteObject(Table(groups));
        else
            groups.ForEach(group => WriteObject(NoElement ? WithoutElements(group) : group));
    }

    private static object?[] Keys(PSObject target, List<CalculatedProperty> properties) =>
        properties.Count == 0 ? [target] : [.. properties.Select(property => property.Value(target))];

    private static Hashtable Table(List<GroupInfo> groups)
    {
        var table = new Hashtable(StringComparer.CurrentCultureIgnoreCase);
        foreach (var group in groups)
            table[group.Values.Count == 1 ? group.Values[0] ?? "" : group.Name] = group.Group;

        return table;
    }

    private static PSObject WithoutElements(GroupInfo group)
    {
        var result = new PSObject();
        result.Properties.Add(new PSNoteProperty(nameof(GroupInfo.Count), group.Count));
        result.Properties.Add(new PSNoteProperty(nameof(GroupInfo.Name), group.Name));
        return result;
    }
}
