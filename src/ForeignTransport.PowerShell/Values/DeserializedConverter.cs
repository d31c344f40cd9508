using System.Management.Automation;

namespace ForeignTransport.PowerShell.Values;

/// <summary>
/// Makes a value of what Import-Clixml, a job or a remote session made of one: it has lost its type, and kept its text. Every type that names this
/// converter has a constructor for its text.
/// </summary>
public sealed class DeserializedConverter : PSTypeConverter
{
    private const string Prefix = "Deserialized.ForeignTransport.";

    /// <inheritdoc />
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => IsOurs(sourceValue);

    /// <inheritdoc />
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        IsOurs(sourceValue)
            ? Activator.CreateInstance(destinationType, sourceValue.ToString())!
            : throw new PSInvalidCastException($"\"{sourceValue}\" is not a {destinationType.Name}.");

    /// <inheritdoc />
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc />
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        throw new PSInvalidCastException($"A {sourceValue?.GetType().Name} is converted by its text.");

    private static bool IsOurs(object? value) => value is PSObject item && item.TypeNames.FirstOrDefault()?.StartsWith(Prefix, StringComparison.Ordinal) is true;
}
