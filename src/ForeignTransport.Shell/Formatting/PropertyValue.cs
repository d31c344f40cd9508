using System.Collections;
using System.Management.Automation;

namespace ForeignTransport.Shell.Formatting;

/// <summary>Reads objects the way PowerShell does: properties that throw read as nothing, and dictionaries answer for their keys.</summary>
internal static class PropertyValue
{
    /// <summary>A property of an object by name, whatever its case.</summary>
    public static object? Of(PSObject target, string name)
    {
        if (target.BaseObject is IDictionary dictionary && dictionary.Contains(name))
            return dictionary[name];

        return target.Properties[name] is { } property ? Of(property) : null;
    }

    public static object? Of(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    /// <summary>What a script block answers with the object as <c>$_</c>: nothing, one value, or a list of several.</summary>
    public static object? Of(PSObject target, ScriptBlock script)
    {
        try
        {
            // Without the preference an error that ends a statement, as a method of $null does, is shown and fails the command.
            var results = script.InvokeWithContext(
                null, [new PSVariable("_", target), new PSVariable("PSItem", target), new PSVariable("ErrorActionPreference", ActionPreference.SilentlyContinue)]);
            return results.Count switch { 0 => null, 1 => results[0], _ => results.ToArray() };
        }
        catch (RuntimeException)
        {
            // As in PowerShell: a calculated property that fails is blank, and the rest of the object is shown.
            return null;
        }
    }
}
