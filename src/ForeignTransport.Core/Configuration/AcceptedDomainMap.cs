using System.Text;
using ForeignTransport.Core.Addressing;

namespace ForeignTransport.Core.Configuration;

/// <summary>
/// Finds the accepted domain of an address: the domain itself first, then the nearest parent that covers what is below it.
/// </summary>
/// <remarks>Lookups allocate nothing: one is made for every recipient.</remarks>
internal sealed class AcceptedDomainMap
{
    private readonly Dictionary<string, AcceptedDomain>.AlternateLookup<ReadOnlySpan<char>> _exact;
    private readonly Dictionary<string, AcceptedDomain>.AlternateLookup<ReadOnlySpan<char>> _below;

    public AcceptedDomainMap(IEnumerable<AcceptedDomain> domains)
    {
        var exact = new Dictionary<string, AcceptedDomain>(StringComparer.OrdinalIgnoreCase);
        var below = new Dictionary<string, AcceptedDomain>(StringComparer.OrdinalIgnoreCase);
        // A plain domain goes first: its own type counts where a wildcard says something else about the same name.
        foreach (var domain in domains.OrderBy(domain => domain.IsWildcard).ThenBy(domain => domain.DomainName, StringComparer.Ordinal))
        {
            exact.TryAdd(domain.BaseDomain, domain);
            if (domain.CoversSubDomains)
                below.TryAdd(domain.BaseDomain, domain);
        }

        _exact = exact.GetAlternateLookup<ReadOnlySpan<char>>();
        _below = below.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The accepted domain that decides about addresses of this domain, or null.</summary>
    /// <param name="domain">In any case; in A-labels, or else it is converted first.</param>
    public AcceptedDomain? Find(ReadOnlySpan<char> domain) =>
        Ascii.IsValid(domain) ? FindAscii(domain)
        : DomainName.TryNormalize(domain, out var normal) ? FindAscii(normal)
        : null;

    private AcceptedDomain? FindAscii(ReadOnlySpan<char> domain)
    {
        if (_exact.TryGetValue(domain, out var found))
            return found;
        for (var dot = domain.IndexOf('.'); dot >= 0; dot = domain.IndexOf('.'))
        {
            domain = domain[(dot + 1)..];
            if (_below.TryGetValue(domain, out found))
                return found;
        }

        return null;
    }
}
