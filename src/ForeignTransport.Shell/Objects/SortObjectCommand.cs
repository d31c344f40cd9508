using System.Management.Automation;
using ForeignTransport.Shell.Formatting;

namespace ForeignTransport.Shell.Objects;

/// <summary>
/// Sort-Object: all objects in the order of their values, or of properties. What is equal keeps its order. Not here: -Culture, -Top,
/// -Bottom (Select-Object has -First and -Last).
/// </summary>
[Cmdlet("Sort", "Object")]
[Alias("sort")]
[OutputType(typeof(PSObject))]
public sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _objects = [];

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <summary>Accepted for scripts that say it: the order of equals is always kept.</summary>
    [Parameter]
    public SwitchParameter Stable { get; set; }

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
        var keyed = _objects.ConvertAll(target => (Target: target, Keys: properties.Count == 0 ? [target] : properties.Select(property => property.Value(target)).ToArray()));
        var descending = properties.Count == 0 ? [Descending] : properties.ConvertAll(property => property.Descending ?? Descending.IsPresent).ToArray();

        var order = Comparer<object?[]>.Create((left, right) =>
        {
            for (var i = 0; i < descending.Length; i++)
                if (comparer.Compare(left[i], right[i]) is var difference and not 0)
                    return descending[i] ? -difference : difference;

            return 0;
        });
        object?[]? previous = null;
        foreach (var (target, keys) in keyed.OrderBy(item => item.Keys, order))
        {
            if (Unique && previous is not null && order.Compare(previous, keys) == 0)
                continue;

            previous = keys;
            WriteObject(target);
        }
    }
}
