using System.Collections.Concurrent;
using System.Collections.Immutable;
using ForeignTransport.Core.Configuration;
using ForeignTransport.Core.Errors;

namespace ForeignTransport.Core.Connectors;

/// <summary>
/// Where connectors are selected: one version of the organization, seen from one server. Make one when either changes and keep it: what does
/// not depend on the recipient is computed here once.
/// </summary>
/// <remarks>
/// Which servers are reachable does not take part in the selection. A connector whose servers are down keeps its messages waiting, as Exchange
/// does; if it were left out, an outage would turn into a dearer route for some messages and into NDRs for others. The same goes for servers
/// that an administrator suspended.
/// </remarks>
public sealed class SelectionContext
{
    private readonly SiteTopology _topology;
    private readonly IReadOnlySet<string>? _reachable;

    private readonly ConcurrentDictionary<(Guid Connector, int Spread), (ForeignConnector Connector, ImmutableArray<string> Servers)> _sourceServers = [];

    /// <summary>Prepares selection on a server.</summary>
    /// <param name="organization">The configuration.</param>
    /// <param name="localServer">The server that routes.</param>
    /// <param name="reachableServers">
    /// The servers that can take work now and that never change, compared by this set's own comparer (names have no case); null means all of them.
    /// </param>
    public SelectionContext(OrganizationState organization, string localServer, IReadOnlySet<string>? reachableServers = null)
    {
        Organization = organization;
        LocalServer = localServer;
        LocalSite = organization.Server(localServer).Site;
        _reachable = reachableServers;
        _topology = new SiteTopology(organization.TransportConfig.SiteLinks, LocalSite);
        Connectors = [.. organization.ForeignConnectors.Values.Select(Locate)];
    }

    public OrganizationState Organization { get; }

    public string LocalServer { get; }

    public string LocalSite { get; }

    /// <summary>Every connector with its distance.</summary>
    internal ImmutableArray<LocatedConnector> Connectors { get; }

    /// <summary>
    /// The source servers that can take work now and are not suspended, the nearest first: the local server, then its site, then other sites by
    /// cost, links and name.
    /// Servers of one rank are equal: callers with different values of <paramref name="spread"/> get them in different order.
    /// </summary>
    public ImmutableArray<string> SourceServers(ForeignConnector connector, int spread = 0)
    {
        ArgumentNullException.ThrowIfNull(connector);
        // Asked for every queue at every turn, and a connector for every domain has thousands of queues.
        if (_sourceServers.TryGetValue((connector.Id, spread), out var known) && ReferenceEquals(known.Connector, connector))
        {
            return known.Servers;
        }

        var servers = FindSourceServers(connector, spread);
        _sourceServers[(connector.Id, spread)] = (connector, servers);
        return servers;
    }

    private ImmutableArray<string> FindSourceServers(ForeignConnector connector, int spread) =>
    [
        .. connector.SourceTransportServers
            .Where(server => (_reachable is null || _reachable.Contains(server)) && !Organization.IsDraining(server))
            .GroupBy(server => (Distance: SiteDistanceTo(server), Hops: HopsTo(server)))
            .OrderBy(rank => rank.Key.Distance)
            .ThenBy(rank => rank.Key.Hops)
            .SelectMany(rank => Rotated([.. rank.Order(StringComparer.OrdinalIgnoreCase)], spread))
    ];

    /// <summary>Why no source server can take work now, for <c>LastError</c> of the queue.</summary>
    /// <returns>The suspended servers when it is for them that the queue waits, else that none can be reached.</returns>
    public TransportError WhyNoSourceServer(ForeignConnector connector)
    {
        var suspended = connector.SourceTransportServers
            .Where(server => (_reachable is null || _reachable.Contains(server)) && Organization.IsDraining(server))
            .Order(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return suspended.Count == 0
            ? ErrorCatalogue.NoSourceServerReachable.With(connector.Name)
            : ErrorCatalogue.SourceServerSuspended.With(
                $"{connector.Name}: {(suspended.Count == 1 ? "server" : "servers")} {string.Join(", ", suspended)} {(suspended.Count == 1 ? "is" : "are")} suspended");
    }

    /// <summary>
    /// What is done now with staged files of which nobody can tell whether the gateway got them. While no source server could drop them again they
    /// wait, whatever the connector says: the server that knows may be the first to come back. Those of a connector that was removed wait too.
    /// </summary>
    public PossibleDuplicateAction PossibleDuplicateActionOf(Guid connector) =>
        Organization.FindConnector(connector) is { } found && !SourceServers(found).IsEmpty ? found.PossibleDuplicateAction : PossibleDuplicateAction.Wait;

    private static IEnumerable<string> Rotated(string[] servers, int spread)
    {
        var first = (int)((uint)spread % (uint)servers.Length);
        return servers[first..].Concat(servers[..first]);
    }

    private LocatedConnector Locate(ForeignConnector connector)
    {
        var servers = connector.SourceTransportServers;
        // The cheapest site, then the nearest server in it.
        var nearest = servers.OrderBy(SiteDistanceTo).ThenBy(HopsTo).FirstOrDefault();
        return nearest is null
            ? new LocatedConnector(connector, IsInScope: false, IsLocal: false, SiteCost: 0, Hops: 0)
            : new LocatedConnector(
                connector,
                IsInScope: !connector.IsScopedConnector || servers.Any(server => InLocalSite(server)),
                IsLocal: connector.HasSourceServer(LocalServer),
                SiteCost: SiteDistanceTo(nearest).Cost,
                Hops: HopsTo(nearest));
    }

    private bool InLocalSite(string server) => Organization.Server(server).Site.Equals(LocalSite, StringComparison.OrdinalIgnoreCase);

    private SiteDistance SiteDistanceTo(string server) => _topology.To(Organization.Server(server).Site);

    private int HopsTo(string server) =>
        server.Equals(LocalServer, StringComparison.OrdinalIgnoreCase) ? 0 : 1 + SiteDistanceTo(server).Links;
}

/// <summary>A connector as it is seen from one server.</summary>
/// <param name="Connector">The connector.</param>
/// <param name="IsInScope">False when it is scoped to another site, or has no source server at all.</param>
/// <param name="IsLocal">True when this server is one of its source servers.</param>
/// <param name="SiteCost">The cost of the links to its cheapest site.</param>
/// <param name="Hops">0 for this server, 1 for its site, one more for every link.</param>
internal sealed record LocatedConnector(ForeignConnector Connector, bool IsInScope, bool IsLocal, int SiteCost, int Hops);
