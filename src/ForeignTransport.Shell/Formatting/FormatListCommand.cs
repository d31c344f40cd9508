using System.Management.Automation;

namespace ForeignTransport.Shell.Formatting;

/// <summary>Format-List: every object as a list of its properties, as they come. Not here: -View, -Expand, -Force, -ShowError, -DisplayError.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
[Alias("fl")]
[OutputType(typeof(string))]
public sealed class FormatListCommand : FormatCmdlet
{
    private bool _hasBegun;
    private string? _group;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not { } target)
            return;

        var properties = Chosen(target) ?? (IsText(target) ? null : DefaultViews.List(target) ?? (TypeDefaults(target) ?? All(target)).ToList());
        if (properties is null)
        {
            WriteObject(target.ToString());
            return;
        }

        if (Grouping is { } grouping && GroupHead(grouping, grouping.Value(target)) is var head && head != _group)
        {
            _group = head;
            WriteObject("");
            WriteObject(head);
            _hasBegun = false;
        }

        if (properties.Count == 0)
            return;

        if (!_hasBegun)
            WriteObject("");

        _hasBegun = true;
        foreach (var line in ListWriter.Lines(properties.Select(property => (property.Label, ValueText.Of(property.Value(target), EnumerationLimit, property.Format))).ToList(), Width))
            WriteObject(line);
    }
}
