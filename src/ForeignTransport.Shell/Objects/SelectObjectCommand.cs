using System.Collections;
using System.Management.Automation;
using ForeignTransport.Shell.Formatting;

namespace ForeignTransport.Shell.Objects;

/// <summary>Select-Object: some of the objects, or some of their properties. Not here: -Index, -SkipIndex, -SkipLast, -Wait.</summary>
[Cmdlet(VerbsCommon.Select, "Object")]
[Alias("select")]
[OutputType(typeof(PSObject))]
public sealed class SelectObjectCommand : PSCmdlet
{
    private readonly Queue<PSObject> _last = new();
    private readonly List<PSObject> _seen = [];
    private List<CalculatedProperty> _properties = [];
    private List<WildcardPattern> _excluded = [];
    private int _skipped;
    private int _taken;
    private bool _isDone;

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public string[]? ExcludeProperty { get; set; }

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    private bool HasFirst => MyInvocation.BoundParameters.ContainsKey(nameof(First));

    private bool HasLast => MyInvocation.BoundParameters.ContainsKey(nameof(Last));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _properties = [.. (Property ?? (ExcludeProperty is null ? [] : ["*"])).Select(CalculatedProperty.Of)];
        _excluded = [.. (ExcludeProperty ?? []).Select(pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase))];
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not { } target || _isDone)
            return;

        if (HasLast)
            Remember(target);

        // With -Last alone, -Skip counts from the end.
        if (HasLast && !HasFirst)
            return;

        if (_skipped < Skip)
        {
            _skipped++;
            return;
        }

        if (HasFirst && _taken >= First)
            return;

        _taken++;
        Emit(target);

        // There is nothing left to find: those who produce may stop. With -Last or -Unique the rest still counts.
        if (HasFirst && _taken >= First && !HasLast)
            _isDone = true;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!HasLast)
            return;

        var rest = _last.ToList();
        foreach (var target in HasFirst ? rest : rest.Take(Math.Max(0, rest.Count - Skip)))
            Emit(target);
    }

    private void Remember(PSObject target)
    {
        _last.Enqueue(target);
        var wanted = HasFirst ? Last : Last + Skip;
        while (_last.Count > wanted)
            _last.Dequeue();
    }

    private void Emit(PSObject target)
    {
        var selected = _properties.Count == 0 ? target : Projected(target);
        if (ExpandProperty is not null)
        {
            Expand(target, selected);
            return;
        }

        if (Unique && _seen.Exists(other => AreEqual(other, selected)))
            return;

        if (Unique)
            _seen.Add(selected);

        WriteObject(selected);
    }

    private PSObject Projected(PSObject target)
    {
        var result = new PSObject();
        result.TypeNames.Insert(0, $"Selected.{target.TypeNames.FirstOrDefault() ?? "System.Object"}");
        foreach (var property in _properties.SelectMany(property => property.Resolve(target)))
            if (result.Properties[property.Label] is null && !_excluded.Exists(pattern => pattern.IsMatch(property.Label)))
                result.Properties.Add(new PSNoteProperty(property.Label, property.Value(target)));

        return result;
    }

    private void Expand(PSObject target, PSObject selected)
    {
        var name = ExpandProperty!;
        if (target.Properties[name] is null && target.BaseObject is not IDictionary)
        {
            WriteError(new(new PSArgumentException($"Property \"{name}\" cannot be found."), "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, target));
            return;
        }

        var value = PropertyValue.Of(target, name);
        foreach (var item in LanguagePrimitives.GetEnumerable(value)?.Cast<object?>() ?? [value])
        {
            if (item is not null && _properties.Count > 0)
            {
                var widened = PSObject.AsPSObject(item);
                foreach (var property in selected.Properties.Where(property => widened.Properties[property.Name] is null))
                    widened.Properties.Add(new PSNoteProperty(property.Name, property.Value));
            }

            if (Unique && item is not null)
            {
                var wrapped = PSObject.AsPSObject(item);
                if (_seen.Exists(other => AreEqual(other, wrapped)))
                    continue;

                _seen.Add(wrapped);
            }

            WriteObject(item);
        }
    }

    /// <summary>Simple values by value, everything else by all of its properties; texts with their case, as in PowerShell.</summary>
    private static bool AreEqual(PSObject left, PSObject right)
    {
        if (left.BaseObject is not PSCustomObject || right.BaseObject is not PSCustomObject)
            return ValueComparer.WithCase.Equals(left, right);

        var names = left.Properties.Select(property => property.Name).ToList();
        return names.SequenceEqual(right.Properties.Select(property => property.Name), StringComparer.OrdinalIgnoreCase)
            && names.TrueForAll(name => ValueComparer.WithCase.Equals(left.Properties[name].Value, right.Properties[name].Value));
    }
}
