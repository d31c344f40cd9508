using System.Globalization;
using System.Text.Json;

namespace ForeignTransport.Core.Configuration;

/// <summary>Writes the parameters of an object as JSON: numbers and booleans as such, everything else in Exchange's text form.</summary>
internal static class ParameterJson
{
    /// <summary>Writes every parameter into the object that is open.</summary>
    public static void Write<T>(Utf8JsonWriter json, T owner, ParameterTable<T> table)
    {
        foreach (var parameter in table.All)
        {
            json.WritePropertyName(OrganizationFileReader.Key(parameter.Name));
            Write(json, parameter.Type, parameter.Read(owner));
        }
    }

    /// <summary>Writes the parameters that do not have their default.</summary>
    public static void WriteChanged<T>(Utf8JsonWriter json, T owner, ParameterTable<T> table)
    {
        foreach (var parameter in table.All)
        {
            var value = parameter.Read(owner);
            if (value == parameter.Default)
                continue;
            json.WritePropertyName(OrganizationFileReader.Key(parameter.Name));
            Write(json, parameter.Type, value);
        }
    }

    private static void Write(Utf8JsonWriter json, ParameterType type, ParameterValue value)
    {
        switch (value)
        {
            case ParameterValue.Scalar { Text: null }:
                json.WriteNullValue();
                break;
            case ParameterValue.Scalar { Text: { } text } when type is ParameterType.Boolean:
                json.WriteBooleanValue(bool.Parse(text));
                break;
            case ParameterValue.Scalar { Text: { } text } when type is ParameterType.Integer or ParameterType.UnlimitedInteger
                && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number):
                json.WriteNumberValue(number);
                break;
            case ParameterValue.Scalar { Text: { } text }:
                json.WriteStringValue(text);
                break;
            case ParameterValue.List list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                    json.WriteStringValue(item);
                json.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType().Name} is not the value of an object.");
        }
    }
}
