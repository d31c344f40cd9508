using System.Collections;
using System.Management.Automation;
using ForeignTransport.PowerShell.Values;

namespace ForeignTransport.PowerShell.Migration;

/// <summary>A Foreign connector of an Exchange server, read from the shapes that its objects have once they were written to a file.</summary>
internal sealed class ExchangeConnector
{
    /// <summary>Exchange 2007 wrote the scope into the address space.</summary>
    private const string LocalPrefix = "Local:";

    private ExchangeConnector(string name) => Name = name;

    public string Name { get; }

    public MultiValuedProperty AddressSpaces { get; private set; } = new();

    /// <summary>By the names of the old organization.</summary>
    public IReadOnlyList<string> SourceTransportServers { get; private set; } = [];

    public bool IsScopedConnector { get; private set; }

    /// <summary>What New- does not take; only what the file holds.</summary>
    public Dictionary<string, object?> Settings { get; } = [];

    public bool Enabled => !Settings.TryGetValue("enabled", out var enabled) || enabled is true;

    /// <exception cref="ExchangeFileException">Something that must be there is missing, or is not understood.</exception>
    public static ExchangeConnector Read(PSObject item)
    {
        if (ExchangeValue.Text(Property(item, "Name")) is not { Length: > 0 } name)
            throw new ExchangeFileException("It has no Name.");
        var connector = new ExchangeConnector(name);
        var spaces = Items(Property(item, "AddressSpaces")).Select(AddressSpace).ToList();
        if (spaces.Count == 0)
            throw new ExchangeFileException("It has no AddressSpaces.");
        connector.AddressSpaces = new MultiValuedProperty([.. spaces.Select(space => Unscoped(space))]);
        connector.IsScopedConnector = spaces.Exists(IsScoped) || ExchangeValue.Flag(Property(item, "IsScopedConnector"), "IsScopedConnector") is true;
        connector.SourceTransportServers = [.. Items(Property(item, "SourceTransportServers")).Select(ExchangeValue.ServerName).Distinct(StringComparer.OrdinalIgnoreCase)];
        connector.Keep("comment", ExchangeValue.Text(Property(item, "Comment")));
        connector.Keep("dropDirectory", ExchangeValue.Text(Property(item, "DropDirectory")));
        connector.Keep("dropDirectoryQuota", ExchangeValue.Size(Property(item, "DropDirectoryQuota"), "DropDirectoryQuota"));
        connector.Keep("enabled", ExchangeValue.Flag(Property(item, "Enabled"), "Enabled"));
        connector.Keep("maxMessageSize", ExchangeValue.Size(Property(item, "MaxMessageSize"), "MaxMessageSize"));
        connector.Keep("relayDsnRequired", ExchangeValue.Flag(Property(item, "RelayDsnRequired"), "RelayDsnRequired"));
        return connector;
    }

    /// <summary>The name of an item that could not be read, for a message.</summary>
    public static string NameOf(PSObject item, int number) => ExchangeValue.Text(Property(item, "Name")) is { Length: > 0 } name ? $"\"{name}\"" : $"number {number}";

    private void Keep(string key, object? value)
    {
        if (value is not null)
            Settings[key] = value;
    }

    private static object? Property(PSObject item, string name) => item.Properties[name]?.Value;

    private static IEnumerable<object> Items(object? value) => ExchangeValue.Bare(value) switch
    {
        null => [],
        string text => text.Length == 0 ? [] : [text],
        IEnumerable items => items.Cast<object?>().OfType<object>(),
        _ => [value!]
    };

    /// <summary>A text, or an object with Type, Address and Cost.</summary>
    private static string AddressSpace(object space)
    {
        if (ExchangeValue.Bare(space) is string text)
            return text;
        var item = PSObject.AsPSObject(space);
        if (ExchangeValue.Text(Property(item, "Type")) is { Length: > 0 } type && ExchangeValue.Text(Property(item, "Address")) is { Length: > 0 } address)
            return $"{(ExchangeValue.Flag(Property(item, "IsLocal"), "IsLocal") is true ? LocalPrefix : "")}{type}:{address};{ExchangeValue.Text(Property(item, "Cost")) ?? "1"}";
        return ExchangeValue.Text(space) is { Length: > 0 } shown ? shown : throw new ExchangeFileException("One of its AddressSpaces is not understood.");
    }

    private static bool IsScoped(string space) => space.StartsWith(LocalPrefix, StringComparison.OrdinalIgnoreCase);

    private static string Unscoped(string space) => IsScoped(space) ? space.Substring(LocalPrefix.Length) : space;
}
