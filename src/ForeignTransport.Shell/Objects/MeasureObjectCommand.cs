using System.Management.Automation;
using ForeignTransport.Shell.Formatting;

namespace ForeignTransport.Shell.Objects;

/// <summary>Measure-Object: counts objects, and sums and compares their values. Not here: -StandardDeviation, -Line, -Word, -Character.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Object")]
[Alias("measure")]
[OutputType(typeof(MeasureInfo))]
public sealed class MeasureObjectCommand : PSCmdlet
{
    private readonly List<object> _inputs = [];

    [Parameter(Position = 0)]
    public string[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Sum { get; set; }

    [Parameter]
    public SwitchParameter Average { get; set; }

    [Parameter]
    public SwitchParameter Minimum { get; set; }

    [Parameter]
    public SwitchParameter Maximum { get; set; }

    [Parameter]
    public SwitchParameter AllStats { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is { } target)
            _inputs.Add(target);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Property is null)
        {
            WriteObject(Measured(_inputs, null));
            return;
        }

        foreach (var name in Property)
        {
            var holders = _inputs.Select(PSObject.AsPSObject).Where(target => PropertyValue.Of(target, name) is not null).ToList();
            if (holders.Count == 0)
                WriteError(new(new PSArgumentException($"The property \"{name}\" cannot be found in the input for any objects."), "GenericMeasurePropertyNotFound", ErrorCategory.InvalidArgument, name));
            else
                WriteObject(Measured(holders.ConvertAll(target => PropertyValue.Of(target, name)!), name));
        }
    }

    private MeasureInfo Measured(List<object> values, string? property)
    {
        var numbers = Sum || Average || AllStats ? Numbers(values) : [];
        return new()
        {
            Count = values.Count,
            Property = property,
            Sum = Sum || AllStats ? numbers.Sum() : null,
            Average = (Average || AllStats) && numbers.Count > 0 ? numbers.Average() : null,
            Minimum = Minimum || AllStats ? values.Min(ValueComparer.IgnoreCase) : null,
            Maximum = Maximum || AllStats ? values.Max(ValueComparer.IgnoreCase) : null,
        };
    }

    private List<double> Numbers(List<object> values)
    {
        var numbers = new List<double>();
        foreach (var value in values)
        {
            if (LanguagePrimitives.TryConvertTo(value, out double number))
                numbers.Add(number);
            else
                WriteError(new(new PSInvalidCastException($"Input object \"{value}\" is not numeric."), "NonNumericInputObject", ErrorCategory.InvalidType, value));
        }

        return numbers;
    }
}
