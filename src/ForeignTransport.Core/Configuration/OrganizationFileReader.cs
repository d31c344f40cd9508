using System.Collections.Immutable;
using System.Text.Json;
using ForeignTransport.Core.Addressing;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Configuration;

/// <summary>Reads JSON objects by their <see cref="ParameterTable{T}"/>, keeping the JSON path for errors.</summary>
/// <remarks>Errors travel as <see cref="OrganizationFileException"/> inside the reader and leave <see cref="OrganizationFile"/> as values.</remarks>
internal static class OrganizationFileReader
{
    /// <summary>The key of a parameter: <c>MaxMessageSize</c> is <c>maxMessageSize</c>.</summary>
    public static string Key(string parameter) => $"{char.ToLowerInvariant(parameter[0])}{parameter[1..]}";

    /// <summary>The properties of an object with their paths; a key that is there twice is an error.</summary>
    public static IEnumerable<(string Key, JsonElement Value, string Path)> Properties(JsonElement element, string path)
    {
        if (element.ValueKind is not JsonValueKind.Object)
            throw Refused(ErrorCatalogue.InvalidOrganizationFile, path, "is not an object");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var place = $"{path}.{property.Name}";
            if (!seen.Add(property.Name))
                throw Refused(ErrorCatalogue.InvalidOrganizationFile, place, "is there twice");
            yield return (property.Name, property.Value, place);
        }
    }

    public static ImmutableArray<T> Objects<T>(JsonElement element, string path, Func<JsonElement, string, T> read)
    {
        if (element.ValueKind is not JsonValueKind.Array)
            throw Refused(ErrorCatalogue.InvalidOrganizationFile, path, "is not an array");
        return [.. element.EnumerateArray().Select((item, index) => read(item, $"{path}[{index}]"))];
    }

    /// <summary>Sets every parameter that the object names.</summary>
    /// <param name="element">The JSON object.</param>
    /// <param name="path">Its path.</param>
    /// <param name="defaults">What holds for parameters that it does not name.</param>
    /// <param name="table">The parameters.</param>
    /// <param name="otherKeys">Keys that are no parameters, and are read elsewhere.</param>
    public static T Object<T>(JsonElement element, string path, T defaults, ParameterTable<T> table, params ReadOnlySpan<string> otherKeys)
    {
        var owner = defaults;
        foreach (var (key, value, place) in Properties(element, path))
        {
            if (otherKeys.Contains(key))
                continue;
            if (!table.TryFind(key, out var parameter) || Key(parameter.Name) != key)
                throw Unknown(place);
            if (!parameter.TryWrite(owner, Value(parameter.Type, value, place), out owner, out var error))
                throw Refused(error.Entry, place, error.Detail);
        }

        return owner;
    }

    /// <summary>A text that is no parameter; null when it is not there.</summary>
    public static string? Text(JsonElement element, string path, string key)
    {
        if (element.ValueKind is not JsonValueKind.Object)
            throw Refused(ErrorCatalogue.InvalidOrganizationFile, path, "is not an object");
        if (!element.TryGetProperty(key, out var value))
            return null;
        return value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : throw Refused(ErrorCatalogue.InvalidParameter, $"{path}.{key}", "is not a text");
    }

    /// <summary>A text that must be there.</summary>
    public static string Require(JsonElement element, string path, string key) =>
        Text(element, path, key) is { Length: > 0 } text
            ? text
            : throw Refused(ErrorCatalogue.MissingParameter, $"{path}.{key}", "is required");

    public static OrganizationFileException Unknown(string path) => new(ErrorCatalogue.UnknownParameter.With(SingleLine.Quote(path)));

    public static OrganizationFileException Refused(ErrorEntry entry, string path, string problem) =>
        new(entry.With($"{SingleLine.Quote(path)}: {problem}"));

    private static ParameterValue Value(ParameterType type, JsonElement value, string path) => (type, value.ValueKind) switch
    {
        (ParameterType.Boolean, JsonValueKind.True or JsonValueKind.False) => ParameterValue.Of(value.GetBoolean()),
        (ParameterType.Boolean, _) => throw Refused(ErrorCatalogue.InvalidParameter, path, "is neither true nor false"),
        (ParameterType.List, JsonValueKind.Array) => ParameterValue.OfList(value.EnumerateArray().Select((item, index) =>
            item.ValueKind is JsonValueKind.String
                ? item.GetString()!
                : throw Refused(ErrorCatalogue.InvalidParameter, $"{path}[{index}]", "is not a text"))),
        (ParameterType.List, _) => throw Refused(ErrorCatalogue.InvalidParameter, path, "is not an array"),
        (_, JsonValueKind.Null) => ParameterValue.Null,
        (_, JsonValueKind.String) => value.GetString(),
        (ParameterType.Integer or ParameterType.UnlimitedInteger or ParameterType.Size or ParameterType.UnlimitedSize, JsonValueKind.Number) =>
            value.GetRawText(),
        _ => throw Refused(ErrorCatalogue.InvalidParameter, path, $"cannot be {value.ValueKind}")
    };
}

/// <summary>Carries an error out of the depth of a file; never leaves <see cref="OrganizationFile"/>.</summary>
internal sealed class OrganizationFileException(TransportError error) : Exception(error.ToString())
{
    public TransportError Error { get; } = error;
}
