using System.Globalization;
using System.Text.Json;

namespace ForeignTransport.PowerShell.Values;

/// <summary>Writes what parameters were given as the body of a request, in the forms of the HTTP API.</summary>
internal static class JsonBody
{
    /// <summary>The object with these keys; a null value is JSON's null.</summary>
    public static byte[] Write(IEnumerable<KeyValuePair<string, object?>> values)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            WriteObject(json, values);
        return buffer.ToArray();
    }

    /// <summary>A time in the form of the HTTP API.</summary>
    public static string Time(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static void WriteObject(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> values)
    {
        json.WriteStartObject();
        foreach (var pair in values)
        {
            json.WritePropertyName(pair.Key);
            Write(json, pair.Value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case UnlimitedInteger { Value: { } number }:
                json.WriteNumberValue(number);
                break;
            case UnlimitedInteger:
                json.WriteStringValue("unlimited");
                break;
            case MultiValuedProperty { IsEdit: true } edit:
                json.WriteStartObject();
                WriteEdit(json, "add", edit.Added);
                WriteEdit(json, "remove", edit.Removed);
                json.WriteEndObject();
                break;
            case MultiValuedProperty list:
                WriteList(json, list);
                break;
            case IReadOnlyDictionary<string, object?>[] objects:
                json.WriteStartArray();
                foreach (var item in objects)
                    WriteObject(json, item);
                json.WriteEndArray();
                break;
            case DateTime time:
                json.WriteStringValue(Time(time));
                break;
            case string or Enum or SizeParameter or TimeSpanParameter:
                json.WriteStringValue(value.ToString());
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType().Name} has no form in the HTTP API.");
        }
    }

    private static void WriteEdit(Utf8JsonWriter json, string key, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        json.WritePropertyName(key);
        WriteList(json, values);
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable<string> values)
    {
        json.WriteStartArray();
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
