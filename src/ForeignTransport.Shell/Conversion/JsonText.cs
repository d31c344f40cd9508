using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ForeignTransport.Shell.Conversion;

/// <summary>Objects as JSON and back, as PowerShell converts them.</summary>
internal sealed partial class JsonText
{
    private readonly Utf8JsonWriter _writer;
    private readonly int _depth;
    private readonly bool _enumsAsText;

    private JsonText(Utf8JsonWriter writer, int depth, bool enumsAsText)
    {
        _writer = writer;
        _depth = depth;
        _enumsAsText = enumsAsText;
    }

    /// <summary>True when something lay deeper than was asked for: it was written as its text.</summary>
    private bool IsCut { get; set; }

    public static (string Text, bool IsCut) Write(object? value, int depth, bool compress, bool enumsAsText)
    {
        using var stream = new MemoryStream();
        using var writer = new Utf8JsonWriter(stream, new() { Indented = !compress, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var text = new JsonText(writer, depth, enumsAsText);
        text.Write(value, 0);
        writer.Flush();
        return (Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings(), text.IsCut);
    }

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static object? Read(string text, bool asTables, int depth)
    {
        using var document = JsonDocument.Parse(text, new() { MaxDepth = depth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        return Value(document.RootElement, asTables);
    }

    private void Write(object? value, int level)
    {
        var target = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (target)
        {
            case null or DBNull:
                _writer.WriteNullValue();
                break;

            case string or char or Guid or Uri or Version:
                _writer.WriteStringValue(target.ToString());
                break;

            case bool flag:
                _writer.WriteBooleanValue(flag);
                break;

            case DateTime time:
                _writer.WriteStringValue(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
                break;

            case DateTimeOffset time:
                _writer.WriteStringValue(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));
                break;

            case Enum name:
                if (_enumsAsText)
                    _writer.WriteStringValue(name.ToString());
                else
                    _writer.WriteNumberValue(Convert.ToDecimal(name, CultureInfo.InvariantCulture));
                break;

            case double number:
                WriteReal(number);
                break;

            case float number:
                WriteReal(number);
                break;

            case BigInteger number:
                _writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                break;

            case decimal or sbyte or byte or short or ushort or int or uint or long or ulong:
                _writer.WriteNumberValue(Convert.ToDecimal(target, CultureInfo.InvariantCulture));
                break;

            default:
                if (level > _depth)
                    WriteCut(target);
                else
                    WriteStructure(target, level);
                break;
        }
    }

    /// <summary>Whole numbers keep their point: what reads them again reads a real number.</summary>
    private void WriteReal(double number)
    {
        if (!double.IsFinite(number))
            _writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
        else if (number == Math.Floor(number) && Math.Abs(number) < 1e15)
            _writer.WriteNumberValue(decimal.Parse(number.ToString("0.0", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
        else
            _writer.WriteNumberValue(number);
    }

    private void WriteCut(object target)
    {
        IsCut = true;
        _writer.WriteStringValue(target is IDictionary or PSObject ? target.ToString() : target is IEnumerable items ? string.Join(' ', items.Cast<object?>()) : target.ToString());
    }

    private void WriteStructure(object target, int level)
    {
        switch (target)
        {
            case IDictionary table:
                _writer.WriteStartObject();
                foreach (DictionaryEntry entry in table)
                    Member(entry.Key.ToString()!, entry.Value, level);

                _writer.WriteEndObject();
                break;

            case IEnumerable items and not PSObject:
                _writer.WriteStartArray();
                foreach (var item in items)
                    Write(item, level + 1);

                _writer.WriteEndArray();
                break;

            default:
                var properties = PSObject.AsPSObject(target).Properties.Where(property => property.IsGettable).ToList();
                // A value such as a size has nothing but its text, and {} would lose it.
                if (properties.Count == 0 && target is not PSObject && target.ToString() is { } shown && shown != target.GetType().ToString())
                {
                    _writer.WriteStringValue(shown);
                    break;
                }

                _writer.WriteStartObject();
                foreach (var property in properties)
                    Member(property.Name, Formatting.PropertyValue.Of(property), level);

                _writer.WriteEndObject();
                break;
        }
    }

    private void Member(string name, object? value, int level)
    {
        _writer.WritePropertyName(name);
        Write(value, level + 1);
    }

    private static object? Value(JsonElement element, bool asTables) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(element),
        JsonValueKind.String => Text(element.GetString()!),
        JsonValueKind.Array => element.EnumerateArray().Select(item => Value(item, asTables)).ToArray(),
        _ => asTables ? Table(element) : Object(element),
    };

    private static object Number(JsonElement element)
    {
        if (element.TryGetInt64(out var integer))
            return integer;

        var text = element.GetRawText();
        return text.AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? BigInteger.Parse(text, CultureInfo.InvariantCulture) : element.GetDouble();
    }

    /// <summary>As in PowerShell, a text with the form of a time is a time.</summary>
    private static object Text(string text) =>
        IsoTime().IsMatch(text) && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) ? time : text;

    private static PSObject Object(JsonElement element)
    {
        var result = new PSObject();
        foreach (var property in element.EnumerateObject())
        {
            if (result.Properties[property.Name] is not null)
                throw new JsonException($"The object has '{property.Name}' twice, perhaps in another case: -AsHashtable keeps both.");

            result.Properties.Add(new PSNoteProperty(property.Name, Value(property.Value, asTables: false)));
        }

        return result;
    }

    private static System.Collections.Specialized.OrderedDictionary Table(JsonElement element)
    {
        var result = new System.Collections.Specialized.OrderedDictionary(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
            result[property.Name] = Value(property.Value, asTables: true);

        return result;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)?$")]
    private static partial Regex IsoTime();
}
