using System.Management.Automation;

namespace ForeignTransport.Shell.Formatting;

/// <summary>One thing to show of an object: a property, or what a script makes of it.</summary>
/// <param name="Label">The name at its head.</param>
/// <param name="Value">Reads it; null also when it cannot be read.</param>
/// <param name="Width">The columns it takes; null for as many as it needs.</param>
/// <param name="Alignment">Where it stands; null for as its type wants.</param>
/// <param name="Format">A format of .NET, as N2 or {0:N2}; null for none.</param>
internal sealed record DisplayProperty(string Label, Func<PSObject, object?> Value, int? Width = null, Alignment? Alignment = null, string? Format = null)
{
    /// <summary>Where the value comes from, in the words of the engine; null for what only this shell can read.</summary>
    public DisplayEntry? Source { get; init; }

    /// <summary>A property by its name; absent properties read as null.</summary>
    public static DisplayProperty Named(string name) =>
        new(name, target => PropertyValue.Of(target, name)) { Source = new DisplayEntry(name, DisplayEntryValueType.Property) };

    /// <summary>What a script makes of the object, which it finds in $_.</summary>
    public static DisplayProperty Scripted(string text)
    {
        var script = ScriptBlock.Create(text);
        return new(text, target => PropertyValue.Of(target, script)) { Source = new DisplayEntry(text, DisplayEntryValueType.ScriptBlock) };
    }
}
