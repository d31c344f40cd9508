using System.Management.Automation;

namespace ForeignTransport.Shell.Objects;

/// <summary>
/// A note property is not named by a kind of member: so <c>Add-Member NoteProperty A 5</c> and <c>Add-Member A 5</c> both mean what
/// they say.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNoteNameAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is string name && Enum.TryParse<PSMemberTypes>(name, ignoreCase: true, out _))
            throw new ValidationMetadataException($"'{name}' is a kind of member, not the name of a note property.");
    }
}
