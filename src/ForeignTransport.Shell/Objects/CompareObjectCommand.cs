using System.Management.Automation;
using ForeignTransport.Shell.Formatting;

namespace ForeignTransport.Shell.Objects;

/// <summary>
/// Compare-Object: what is only in one of two lists, with &lt;= for the first and =&gt; for the second. Compares values, or properties
/// with -Property. Not here: -SyncWindow, -PassThru, -Culture.
/// </summary>
[Cmdlet(VerbsData.Compare, "Object")]
[Alias("diff")]
[OutputType(typeof(PSObject))]
public sealed class CompareObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _difference = [];

    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyCollection]
    public PSObject[] ReferenceObject { get; set; } = [];

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] DifferenceObject { get; set; } = [];

    [Parameter]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    [Parameter]
    public SwitchParameter ExcludeDifferent { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _difference.AddRange(DifferenceObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var properties = Property?.Select(CalculatedProperty.Of).ToList();
        var comparer = CaseSensitive ? ValueComparer.WithCase : ValueComparer.IgnoreCase;
        var rest = _difference.ToList();
        var missing = new List<PSObject>();
        foreach (var reference in ReferenceObject)
        {
            var match = rest.FindIndex(other => AreEqual(reference, other, properties, comparer));
            if (match < 0)
            {
                missing.Add(reference);
                continue;
            }

            rest.RemoveAt(match);
            if (IncludeEqual || ExcludeDifferent)
                Write(reference, "==", properties);
        }

        if (ExcludeDifferent)
            return;

        rest.ForEach(target => Write(target, "=>", properties));
        missing.ForEach(target => Write(target, "<=", properties));
    }

    private static bool AreEqual(PSObject left, PSObject right, List<CalculatedProperty>? properties, ValueComparer comparer) =>
        properties?.TrueForAll(property => comparer.Equals(property.Value(left), property.Value(right)))
        ?? (comparer.Equals(left, right) && (left.BaseObject is not PSCustomObject || left.ToString() == right.ToString()));

    private void Write(PSObject target, string side, List<CalculatedProperty>? properties)
    {
        var result = new PSObject();
        if (properties is null)
            result.Properties.Add(new PSNoteProperty("InputObject", target));
        else
            foreach (var property in properties.SelectMany(property => property.Resolve(target)))
                result.Properties.Add(new PSNoteProperty(property.Label, property.Value(target)));

        result.Properties.Add(new PSNoteProperty("SideIndicator", side));
        WriteObject(result);
    }
}
