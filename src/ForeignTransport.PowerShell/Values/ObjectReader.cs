using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.Json;

namespace ForeignTransport.PowerShell.Values;

/// <summary>Makes the objects that cmdlets write of what the HTTP API answers: every property that can be set is read under its key.</summary>
internal static class ObjectReader
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, string Key)[]> Known = new();

    /// <summary>Keys that the object does not know are left out, so that a newer server can say more.</summary>
    public static T Read<T>(JsonElement json)
        where T : new() => (T)Read(json, typeof(T));

    private static object Read(JsonElement json, Type type)
    {
        var target = Activator.CreateInstance(type)!;
        foreach (var (property, key) in Known.GetOrAdd(type, Properties))
        {
            if (json.TryGetProperty(key, out var value) && value.ValueKind is not JsonValueKind.Null)
                property.SetValue(target, Value(value, property.PropertyType));
        }

        return target;
    }

    private static (PropertyInfo, string)[] Properties(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(property => property.SetMethod is not null)
            .Select(property => (property, property.GetCustomAttribute<JsonKeyAttribute>()?.Key ?? JsonKeyAttribute.Of(property.Name)))
    ];

    private static object? Value(JsonElement json, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare == typeof(string))
            return Text(json);
        if (bare == typeof(bool))
            return json.GetBoolean();
        if (bare == typeof(int))
            return json.GetInt32();
        if (bare == typeof(long))
            return json.GetInt64();
        if (bare == typeof(double))
            return json.GetDouble();
        if (bare == typeof(Guid))
            return json.GetGuid();
        if (bare == typeof(DateTime))
            return json.GetDateTimeOffset().LocalDateTime;
        if (bare == typeof(TimeSpan))
            return TimeSpan.ParseExact(Text(json), "c", CultureInfo.InvariantCulture);
        if (bare == typeof(ByteQuantifiedSize))
            return json.ValueKind is JsonValueKind.Number ? new ByteQuantifiedSize(json.GetInt64()) : new ByteQuantifiedSize(Text(json));
        if (bare == typeof(UnlimitedSize))
            return new UnlimitedSize(Text(json));
        if (bare == typeof(UnlimitedInteger))
            return new UnlimitedInteger(Text(json));
        if (bare == typeof(MultiValuedProperty))
            return new MultiValuedProperty(json.EnumerateArray().Select(Text).ToArray<object>());
        if (bare == typeof(object))
            return Free(json);
        return bare.IsArray ? Items(json, bare.GetElementType()!) : Read(json, bare);
    }

    private static Array Items(JsonElement json, Type type)
    {
        var items = json.EnumerateArray().Select(item => Value(item, type)).ToArray();
        var array = Array.CreateInstance(type, items.Length);
        items.CopyTo(array, 0);
        return array;
    }

    /// <summary>An object whose properties only the answer knows.</summary>
    public static object? Free(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var shown = new PSObject();
                foreach (var property in json.EnumerateObject())
                    shown.Properties.Add(new PSNoteProperty(property.Name, Free(property.Value)));
                return shown;
            case JsonValueKind.Array:
                return json.EnumerateArray().Select(Free).ToArray();
            case JsonValueKind.True or JsonValueKind.False:
                return json.GetBoolean();
            case JsonValueKind.Number:
                return json.TryGetInt64(out var number) ? number : json.GetDouble();
            case JsonValueKind.Null:
                return null;
            default:
                return json.GetString();
        }
    }

    /// <summary>Strings as they are, and numbers as they are written.</summary>
    private static string Text(JsonElement json) => json.ValueKind is JsonValueKind.String ? json.GetString()! : json.GetRawText();
}
