using System.Collections;
using System.Management.Automation;

namespace ForeignTransport.Shell.Objects;

/// <summary>New-Object: an object of a .NET type, or a PSObject with the given properties. Not here: COM objects.</summary>
[Cmdlet(VerbsCommon.New, "Object")]
[OutputType(typeof(object))]
public sealed class NewObjectCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string TypeName { get; set; } = "";

    [Parameter(Position = 1)]
    [Alias("Args")]
    public object[] ArgumentList { get; set; } = [];

    [Parameter]
    public IDictionary? Property { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (!LanguagePrimitives.TryConvertTo<Type>(TypeName, out var type))
            ThrowTerminatingError(new(new PSArgumentException($"Cannot find type [{TypeName}]: verify that the assembly containing this type is loaded."), "TypeNotFound", ErrorCategory.InvalidType, TypeName));

        var result = PSObject.AsPSObject(type == typeof(PSObject) ? new PSObject() : Activator.CreateInstance(type, [.. ArgumentList.Select(Unwrapped)])!);
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            var name = LanguagePrimitives.ConvertTo<string>(entry.Key);
            if (result.Properties[name] is { } existing)
                existing.Value = entry.Value;
            else if (type == typeof(PSObject))
                result.Properties.Add(new PSNoteProperty(name, entry.Value));
            else
                WriteError(new(new PSArgumentException($"The member \"{name}\" was not found for the type {type}."), "MemberNotFound", ErrorCategory.InvalidArgument, name));
        }

        WriteObject(result);
    }

    private static object? Unwrapped(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
