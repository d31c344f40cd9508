using System.Collections.Immutable;
using ForeignTransport.Core.Connectors;

namespace ForeignTransport.Core.Tests.Categorizing.Simulation;

/// <summary>How the Drop directories of the source servers hang together.</summary>
public enum DirectoryLayout
{
    /// <summary>All servers see one.</summary>
    Shared,

    /// <summary>Each has its own.</summary>
    Own,

    /// <summary>The first two see one, the others have their own.</summary>
    PartlyShared
}

/// <summary>The source servers of all connectors, as the cluster sees them.</summary>
internal sealed class SimulatedServers
{
    public const string First = "Hub01";

    private readonly List<SimulatedServer> _servers = [];

    public SimulatedServers(int count, DirectoryLayout layout, bool mayRepeat = false)
    {
        Gateway = new SimulatedGateway(mayRepeat);
        var shared = new SimulatedDropDirectory("shared", Gateway);
        for (var number = 1; number <= count; number++)
        {
            var name = $"Hub{number:00}";
            var isShared = layout == DirectoryLayout.Shared || (layout == DirectoryLayout.PartlyShared && number <= 2);
            _servers.Add(new SimulatedServer(name, isShared ? shared : new SimulatedDropDirectory(name, Gateway)));
        }
    }

    public SimulatedGateway Gateway { get; }

    public IReadOnlyList<SimulatedServer> All => _servers;

    public IEnumerable<SimulatedDropDirectory> Directories => _servers.Select(server => server.Directory).Distinct();

    /// <summary>What gossip says.</summary>
    public TransportServers View => new(
        Names(server => server.Standing != ServerStanding.Gone),
        Names(server => server.Standing is ServerStanding.Up or ServerStanding.Leaving),
        Names(server => server.Standing == ServerStanding.Up))
    {
        Runs = _servers.ToImmutableDictionary(server => server.Name, server => server.Run, StringComparer.OrdinalIgnoreCase)
    };

    public SimulatedServer Find(string name) => _servers.Single(server => server.Name == name);

    private ImmutableHashSet<string> Names(Func<SimulatedServer, bool> condition) =>
        _servers.Where(condition).Select(server => server.Name).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
}
