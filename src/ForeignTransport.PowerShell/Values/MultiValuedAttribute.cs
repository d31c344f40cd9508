using System.Collections;
using System.Management.Automation;

namespace ForeignTransport.PowerShell.Values;

/// <summary>
/// Makes what a parameter was given into a <see cref="MultiValuedProperty"/>. The binder refuses to make a list of its own accord into a type that is not one
/// of the collections it knows.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MultiValuedAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        try
        {
            return (inputData is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : inputData) switch
            {
                null => null,
                MultiValuedProperty list => list,
                Hashtable edit => new MultiValuedProperty(edit),
                string text => new MultiValuedProperty(text),
                IEnumerable values => new MultiValuedProperty([.. values.Cast<object>()]),
                var other => new MultiValuedProperty([other])
            };
        }
        catch (ArgumentException wrong)
        {
            throw new ArgumentTransformationMetadataException(wrong.Message, wrong);
        }
    }
}
