using System.Collections.Immutable;

namespace ForeignTransport.Transport.Configuration;

/// <summary>All options of a node.</summary>
public static class NodeOptionTable
{
    /// <summary>The options by group, in the order of the documentation.</summary>
    public static ImmutableArray<OptionGroup> Groups { get; } =
    [
        NodeConfiguration.Group,
        DatabaseOptions.Group,
        HttpOptions.Group,
        HttpTlsOptions.Group,
        OidcOptions.Group,
        ClusterOptions.Group,
        ClusterTlsOptions.Group,
        WindowsPathOptions.Group,
        PickupOptions.Group,
        DeliveryOptions.Group,
        StorageOptions.Group,
        TrackingOptions.Group,
        BackPressureOptions.Group,
    ];

    /// <summary>Every option once.</summary>
    public static ImmutableArray<NodeOption> All { get; } = [.. Groups.SelectMany(group => group.Options)];

    /// <summary>True when the key, written below the section, is an option.</summary>
    public static bool IsKnown(string key) => All.Any(option => option.Key == key);

    /// <summary>
    /// The key an administrator may have meant by one that does not exist: the one that ends alike (<c>address</c> for
    /// <c>http.address</c>), else the one fewest keystrokes away. Null when nothing is near.
    /// </summary>
    public static string? Nearest(string key)
    {
        var keys = All.Select(option => option.Key).ToList();
        var name = key[(key.LastIndexOf('.') + 1)..];
        var endingAlike = keys.Where(known => known == name || known.EndsWith('.' + name)).ToList();
        return endingAlike.Count == 1 ? endingAlike[0] : NearestName.Find(key, keys);
    }
}
