using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Server.Api;

/// <summary>JSON schemas (2020-12), as an OpenAPI 3.1 document has them.</summary>
internal static class Schemas
{
    public static JsonObject Text(string description = "") => Described(new JsonObject { ["type"] = "string" }, description);

    public static JsonObject OptionalText(string description = "") =>
        Described(new JsonObject { ["type"] = new JsonArray("string", "null") }, description);

    public static JsonObject Flag(string description = "") => Described(new JsonObject { ["type"] = "boolean" }, description);

    public static JsonObject Number(string description = "") => Described(new JsonObject { ["type"] = "integer" }, description);

    public static JsonObject OptionalNumber(string description = "") =>
        Described(new JsonObject { ["type"] = new JsonArray("integer", "null") }, description);

    public static JsonObject Rate(string description = "") => Described(new JsonObject { ["type"] = "number" }, description);

    public static JsonObject Time(string description = "") =>
        Described(new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "date-time" }, description);

    public static JsonObject Choice(string description, params ImmutableArray<string> values) =>
        Described(new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]) }, description);

    public static JsonObject Array(JsonNode items, string description = "") =>
        Described(new JsonObject { ["type"] = "array", ["items"] = items }, description);

    public static JsonObject Object(params ReadOnlySpan<(string Name, JsonNode Schema)> properties) => Object("", properties);

    public static JsonObject Object(string description, params ReadOnlySpan<(string Name, JsonNode Schema)> properties)
    {
        var all = new JsonObject();
        foreach (var (name, schema) in properties)
        {
            all[name] = schema;
        }

        return Described(new JsonObject { ["type"] = "object", ["properties"] = all }, description);
    }

    /// <summary>The object, or null.</summary>
    public static JsonObject Optional(JsonObject schema)
    {
        schema["type"] = new JsonArray("object", "null");
        return schema;
    }

    /// <summary>A list document.</summary>
    public static JsonObject List(JsonNode item) => Object(
        ("items", Array(item)),
        ("total", Number("How many there are in all.")));

    /// <summary>A schema that the document has under a name.</summary>
    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    /// <summary>The parameters of an object, as they are read.</summary>
    public static IEnumerable<(string Name, JsonNode Schema)> Read<T>(ParameterTable<T> table) =>
        table.All.Select(parameter => (Key(parameter.Name), (JsonNode)Of(parameter, isEdit: false)));

    /// <summary>The parameters of an object, as they may be written.</summary>
    /// <param name="table">All of them.</param>
    /// <param name="only">Which; every one when empty.</param>
    public static IEnumerable<(string Name, JsonNode Schema)> Write<T>(ParameterTable<T> table, params ImmutableArray<string> only) =>
        table.All.Where(parameter => only.IsEmpty || only.Contains(parameter.Name))
            .Select(parameter => (Key(parameter.Name), (JsonNode)Of(parameter, isEdit: true)));

    /// <summary><c>MaxMessageSize</c> is <c>maxMessageSize</c>.</summary>
    public static string Key(string parameter) => $"{char.ToLowerInvariant(parameter[0])}{parameter[1..]}";

    private static JsonObject Of<T>(Parameter<T> parameter, bool isEdit)
    {
        var text = $"{parameter.Meaning} Allowed: {parameter.Allowed}.";
        return parameter.Type switch
        {
            ParameterType.Boolean => Flag(parameter.Meaning),
            ParameterType.Integer => Number(text),
            ParameterType.UnlimitedInteger => Described(new JsonObject { ["type"] = new JsonArray("integer", "string") }, text),
            ParameterType.Directory => OptionalText(text),
            ParameterType.Choice => Choice(parameter.Meaning, [.. parameter.Allowed.Split(", ")]),
            ParameterType.List when isEdit => Described(
                new JsonObject
                {
                    ["oneOf"] = new JsonArray(
                        Array(Text(), "The new list."),
                        OptionalText("A list of one, or none."),
                        Object("An edit of the list.", ("add", Array(Text())), ("remove", Array(Text()))))
                },
                text),
            ParameterType.List => Array(Text(), text),
            _ => Text(text)
        };
    }

    private static JsonObject Described(JsonObject schema, string description)
    {
        if (description.Length > 0)
        {
            schema["description"] = description;
        }

        return schema;
    }
}
