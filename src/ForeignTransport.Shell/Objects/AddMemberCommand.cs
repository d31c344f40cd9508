using System.Collections;
using System.Management.Automation;

namespace ForeignTransport.Shell.Objects;

/// <summary>Add-Member: note properties, script properties and script methods for an object. Not here: other kinds of members, and -NotePropertyName without its name.</summary>
[Cmdlet(VerbsCommon.Add, "Member", DefaultParameterSetName = "TypeName")]
[OutputType(typeof(PSObject))]
public sealed class AddMemberCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = new();

    [Parameter(ParameterSetName = "Member", Mandatory = true, Position = 0)]
    public PSMemberTypes MemberType { get; set; }

    [Parameter(ParameterSetName = "Member", Mandatory = true, Position = 1)]
    public string Name { get; set; } = "";

    [Parameter(ParameterSetName = "Member", Position = 2)]
    public object? Value { get; set; }

    [Parameter(ParameterSetName = "Notes", Mandatory = true, Position = 0)]
    public IDictionary NotePropertyMembers { get; set; } = new Hashtable();

    [Parameter(ParameterSetName = "Note", Mandatory = true)]
    public string NotePropertyName { get; set; } = "";

    [Parameter(ParameterSetName = "Note", Mandatory = true)]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    /// <summary>A name that views and formats then know the object by.</summary>
    [Parameter(ParameterSetName = "TypeName", Mandatory = true)]
    public string? TypeName { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TypeName is not null)
            InputObject.TypeNames.Insert(0, TypeName);

        foreach (var member in Members())
        {
            if (Force && InputObject.Members[member.Name] is { IsInstance: true })
                InputObject.Members.Remove(member.Name);

            try
            {
                InputObject.Members.Add(member);
            }
            catch (ExtendedTypeSystemException)
            {
                WriteError(new(
                    new PSInvalidOperationException($"Cannot add a member with the name \"{member.Name}\" because a member with that name already exists. To overwrite the member anyway, add the Force parameter to your command."),
                    "MemberAlreadyExists", ErrorCategory.InvalidOperation, InputObject));
            }
        }

        if (PassThru)
            WriteObject(InputObject);
    }

    private IEnumerable<PSMemberInfo> Members() => ParameterSetName switch
    {
        "Notes" => NotePropertyMembers.Cast<DictionaryEntry>().Select(entry => new PSNoteProperty(LanguagePrimitives.ConvertTo<string>(entry.Key), entry.Value)),
        "TypeName" => [],
        "Note" => [new PSNoteProperty(NotePropertyName, NotePropertyValue)],
        _ => [Member()],
    };

    private PSMemberInfo Member() => MemberType switch
    {
        PSMemberTypes.NoteProperty => new PSNoteProperty(Name, Value),
        PSMemberTypes.ScriptProperty => new PSScriptProperty(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value)),
        PSMemberTypes.ScriptMethod => new PSScriptMethod(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value)),
        PSMemberTypes.AliasProperty => new PSAliasProperty(Name, LanguagePrimitives.ConvertTo<string>(Value)),
        _ => throw new PSArgumentException($"Add-Member adds NoteProperty, ScriptProperty, ScriptMethod and AliasProperty here, not {MemberType}."),
    };
}
