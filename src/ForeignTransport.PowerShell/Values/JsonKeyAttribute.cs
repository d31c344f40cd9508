namespace ForeignTransport.PowerShell.Values;

/// <summary>The key of a property in the HTTP API, where it is not the property's name in camel case.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class JsonKeyAttribute(string key) : Attribute
{
    public string Key { get; } = key;

    /// <summary>The key of a name: <c>MaxMessageSize</c> is <c>maxMessageSize</c>.</summary>
    public static string Of(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
