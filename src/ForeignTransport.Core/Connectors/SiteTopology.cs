using ForeignTransport.Core.Configuration;

namespace ForeignTransport.Core.Connectors;

/// <summary>How far a site is: the cost of the links to it, and their number where it breaks ties.</summary>
/// <param name="Cost">The sum of link costs.</param>
/// <param name="Links">The number of links.</param>
public readonly record struct SiteDistance(int Cost, int Links) : IComparable<SiteDistance>
{
    /// <inheritdoc />
    public int CompareTo(SiteDistance other) => Cost != other.Cost ? Cost.CompareTo(other.Cost) : Links.CompareTo(other.Links);
}

/// <summary>
/// The distances from one site to all others, by least total cost, then fewest links. A site that no way of links leads to is one link of cost
/// 0 away: every server of the cluster reaches every other.
/// </summary>
internal sealed class SiteTopology
{
    private readonly Dictionary<string, SiteDistance> _distances;

    public SiteTopology(IReadOnlyCollection<SiteLink> links, string localSite)
    {
        _distances = new Dictionary<string, SiteDistance>(StringComparer.OrdinalIgnoreCase) { [localSite] = default };
        // Bellman-Ford: a handful of sites, computed once for a version of the configuration.
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var link in links)
                changed |= Relax(link.SiteA, link.SiteB, link.Cost) | Relax(link.SiteB, link.SiteA, link.Cost);
        }
    }

    public SiteDistance To(string site) => _distances.TryGetValue(site, out var distance) ? distance : new SiteDistance(0, 1);

    private bool Relax(string from, string to, int cost)
    {
        if (!_distances.TryGetValue(from, out var start))
            return false;
        var through = new SiteDistance(start.Cost + cost, start.Links + 1);
        if (_distances.TryGetValue(to, out var known) && known.CompareTo(through) <= 0)
            return false;
        _distances[to] = through;
        return true;
    }
}
