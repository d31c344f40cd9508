using System.Management.Automation;

namespace ForeignTransport.Shell.Formatting;

/// <summary>What Format-List and Format-Table have in common: objects in, lines of text out.</summary>
public abstract class FormatCmdlet : PSCmdlet
{
    private const int NoLimit = -1;

    private List<CalculatedProperty>? _properties;

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public object? GroupBy { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    internal int EnumerationLimit { get; private set; }

    /// <summary>The columns of the screen but the last, as the engine counts them: some terminals go to the next row when that is filled.</summary>
    internal int Width => Host.UI.RawUI.BufferSize.Width - 1;

    internal CalculatedProperty? Grouping { get; private set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var limit = SessionState.PSVariable.GetValue("FormatEnumerationLimit");
        EnumerationLimit = LanguagePrimitives.TryConvertTo(limit, out int number) ? number : NoLimit;
        _properties = Property?.Select(CalculatedProperty.Of).ToList();
        Grouping = GroupBy is null ? null : CalculatedProperty.Of(GroupBy);
    }

    /// <summary>What was asked for of an object; null when nothing was.</summary>
    internal List<DisplayProperty>? Chosen(PSObject target) =>
        _properties?.SelectMany(property => property.Resolve(target)).DistinctBy(property => property.Label, StringComparer.OrdinalIgnoreCase).ToList();

    internal static IEnumerable<DisplayProperty> All(PSObject target) =>
        target.BaseObject is System.Collections.IDictionary table
            ? table.Keys.Cast<object>().Select(key => DisplayProperty.Named(key.ToString()!))
            : target.Properties.Select(property => DisplayProperty.Named(property.Name));

    /// <summary>The properties that the object's type names as its default ones, as in a Types.ps1xml file; null when it names none.</summary>
    internal static IEnumerable<DisplayProperty>? TypeDefaults(PSObject target) =>
        target.Members["PSStandardMembers"] is PSMemberSet standard && standard.Members["DefaultDisplayPropertySet"] is PSPropertySet set
            ? set.ReferencedPropertyNames.Select(DisplayProperty.Named)
            : null;

    /// <summary>True for what is shown by its text alone.</summary>
    internal static bool IsText(PSObject target) => target.BaseObject is string or ValueType && (target.BaseObject is string || target.BaseObject.GetType().IsPrimitive || target.BaseObject is decimal);

    /// <summary>Group heads: "   Status: Retry".</summary>
    internal string GroupHead(CalculatedProperty grouping, object? value) => $"   {grouping.Label ?? grouping.Name ?? grouping.Script!.ToString().Trim()}: {ValueText.Of(value, EnumerationLimit)}";
}
