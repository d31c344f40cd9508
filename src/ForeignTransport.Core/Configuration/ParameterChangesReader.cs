using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// Reads the parameters that a request names from a JSON object. What a value must be is decided where the parameter is written; here only
/// its form counts: a text, a number, true or false, null for <c>$null</c>, an array, or <c>{"add":[...],"remove":[...]}</c> to edit a list.
/// </summary>
public static class ParameterChangesReader
{
    /// <summary>Reads every property of the object; names have no case.</summary>
    public static bool TryRead(
        JsonElement element, [NotNullWhen(true)] out ParameterChanges? changes, [NotNullWhen(false)] out TransportError? error)
    {
        changes = null;
        if (element.ValueKind is not JsonValueKind.Object)
        {
            error = ErrorCatalogue.InvalidRequest.With("the body must be a JSON object");
            return false;
        }

        var read = ParameterChanges.None;
        foreach (var property in element.EnumerateObject())
        {
            var name = Name(property.Name);
            if (read.Values.ContainsKey(name))
            {
                error = ErrorCatalogue.InvalidRequest.With($"{SingleLine.Quote(property.Name)} is there twice") with { Parameter = name };
                return false;
            }

            if (Value(property.Value) is not { } value)
            {
                error = ErrorCatalogue.InvalidParameter.With(
                    $"{name}: allowed are a text, a number, true, false, null, an array of texts, or {{\"add\":[...],\"remove\":[...]}}") with { Parameter = name };
                return false;
            }

            read = read.With(name, value);
        }

        changes = read;
        error = null;
        return true;
    }

    /// <summary><c>maxMessageSize</c> is MaxMessageSize.</summary>
    private static string Name(string key) => key.Length == 0 ? key : $"{char.ToUpperInvariant(key[0])}{key[1..]}";

    private static ParameterValue? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value) is { } text ? ParameterValue.Of(text) : null,
        JsonValueKind.Number => ParameterValue.Of(value.GetRawText()),
        JsonValueKind.True => ParameterValue.Of(true),
        JsonValueKind.False => ParameterValue.Of(false),
        JsonValueKind.Null => ParameterValue.Null,
        JsonValueKind.Array => Texts(value) is { } items ? ParameterValue.OfList(items) : null,
        JsonValueKind.Object => Edit(value),
        _ => null
    };

    private static ParameterValue? Edit(JsonElement edit)
    {
        List<string> add = [], remove = [];
        foreach (var property in edit.EnumerateObject())
        {
            var list = property.Name.ToUpperInvariant() switch { "ADD" => add, "REMOVE" => remove, _ => null };
            if (list is null || Texts(property.Value) is not { } items)
                return null;
            list.AddRange(items);
        }

        return ParameterValue.Edit(add, remove);
    }

    /// <summary>The items of an array of texts; a text alone is a list of one.</summary>
    private static List<string>? Texts(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String)
            return Text(value) is { } only ? [only] : null;
        if (value.ValueKind is not JsonValueKind.Array)
            return null;
        var items = new List<string>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind is not JsonValueKind.String || Text(item) is not { } text)
                return null;
            items.Add(text);
        }

        return items;
    }

    // Half a surrogate pair, escaped, is valid JSON and no text.
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
