using System.Collections;
using System.Management.Automation;

namespace ForeignTransport.Shell.Formatting;

/// <summary>
/// A property argument as PowerShell's cmdlets take it: a name, a pattern, a script block, or a table with Name (Label), Expression,
/// and for formatting Width, Alignment and FormatString, keys shortened as one likes.
/// </summary>
internal sealed record CalculatedProperty
{
    private static readonly string[] Keys = ["Name", "Label", "Expression", "Width", "Alignment", "FormatString", "Depth", "Descending", "Ascending"];

    private CalculatedProperty()
    {
    }

    /// <summary>A property's name or pattern; null for a script.</summary>
    public string? Name { get; private init; }

    public ScriptBlock? Script { get; private init; }

    public string? Label { get; private init; }

    public int? Width { get; private init; }

    public Alignment? Alignment { get; private init; }

    public string? Format { get; private init; }

    /// <summary>Null when it was not said.</summary>
    public bool? Descending { get; private init; }

    public static CalculatedProperty Of(object argument) => Unwrap(argument) switch
    {
        ScriptBlock script => new() { Script = script },
        IDictionary table => Of(table),
        var name => new() { Name = LanguagePrimitives.ConvertTo<string>(name) },
    };

    /// <summary>What it shows of an object: several things for a pattern, nothing for a pattern that nothing matches.</summary>
    public IEnumerable<DisplayProperty> Resolve(PSObject target)
    {
        if (Script is { } script)
            return [new(Label ?? script.ToString().Trim(), item => PropertyValue.Of(item, script), Width, Alignment, Format)];

        if (!WildcardPattern.ContainsWildcardCharacters(Name))
            return [DisplayProperty.Named(target.Properties[Name!]?.Name ?? Name!) with { Label = Label ?? target.Properties[Name!]?.Name ?? Name!, Width = Width, Alignment = Alignment, Format = Format }];

        return target.Properties.Match(Name!).Select(property => DisplayProperty.Named(property.Name) with { Width = Width, Alignment = Alignment, Format = Format });
    }

    /// <summary>Its value for an object; of a pattern the first match.</summary>
    public object? Value(PSObject target) => Script is { } script ? PropertyValue.Of(target, script)
        : WildcardPattern.ContainsWildcardCharacters(Name) ? target.Properties.Match(Name!).Select(PropertyValue.Of).FirstOrDefault()
        : PropertyValue.Of(target, Name!);

    private static CalculatedProperty Of(IDictionary table)
    {
        var result = new CalculatedProperty();
        foreach (DictionaryEntry entry in table)
        {
            var written = LanguagePrimitives.ConvertTo<string>(entry.Key);
            var value = Unwrap(entry.Value);
            result = Key(written) switch
            {
                "Name" or "Label" => result with { Label = LanguagePrimitives.ConvertTo<string>(value) },
                "Expression" => value is ScriptBlock script ? result with { Script = script } : result with { Name = LanguagePrimitives.ConvertTo<string>(value) },
                "Width" => result with { Width = LanguagePrimitives.ConvertTo<int>(value) is var width and > 0 ? width : throw new PSArgumentException("Width is a number above 0.") },
                "Alignment" => result with { Alignment = LanguagePrimitives.ConvertTo<Alignment>(value) },
                "FormatString" => result with { Format = LanguagePrimitives.ConvertTo<string>(value) },
                "Descending" => result with { Descending = LanguagePrimitives.IsTrue(value) },
                "Ascending" => result with { Descending = !LanguagePrimitives.IsTrue(value) },
                _ => result,
            };
        }

        if (result.Script is null && result.Name is null)
            result = result.Label is { } label ? result with { Name = label } : throw new PSArgumentException("A calculated property needs an Expression: @{Name='Free'; Expression={$_.Total - $_.Used}}.");

        return result;
    }

    private static string Key(string written) =>
        Keys.FirstOrDefault(key => written.Length > 0 && key.StartsWith(written, StringComparison.OrdinalIgnoreCase))
        ?? throw new PSArgumentException($"A calculated property has no key '{written}'. Keys are {string.Join(", ", Keys[..6])}.");

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject is PSCustomObject ? wrapped : wrapped.BaseObject : value;
}
