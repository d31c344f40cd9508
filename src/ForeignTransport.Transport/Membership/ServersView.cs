using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using ForeignTransport.Core.Connectors;

namespace ForeignTransport.Transport.Membership;

/// <summary>
/// The servers of the cluster from its gossip: a member carries its server's name in a role.
/// </summary>
/// <remarks>A server that restarted can be there twice for a moment: the member that is up counts, or else the younger one.</remarks>
internal sealed class ServersView : IServersView
{
    private readonly ExtendedActorSystem _system;
    private readonly IActorRef _localConnectors;
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile State _state;

    /// <summary>Sees this server only, until it is told of others.</summary>
    public ServersView(ActorSystem system, string localServer, IActorRef localConnectors)
    {
        _system = (ExtendedActorSystem)system;
        LocalServer = localServer;
        _localConnectors = localConnectors;
        _state = new State(TransportServers.Only(localServer), ImmutableDictionary<string, IActorRef>.Empty);
    }

    /// <summary>The server that sees them.</summary>
    public string LocalServer { get; }

    /// <inheritdoc />
    public TransportServers Current => _state.Servers;

    /// <summary>Completes when the cluster counts this server among those that are up: from then on the view is that of the cluster.</summary>
    public Task Joined => _joined.Task;

    /// <summary>The role of a member that runs this server.</summary>
    public static string RoleOf(string server) => MembershipHocon.ServerRolePrefix + server;

    /// <summary>The server that a member runs; null when it says none.</summary>
    public static string? ServerOf(Member member) =>
        member.Roles.FirstOrDefault(role => role.StartsWith(MembershipHocon.ServerRolePrefix, StringComparison.Ordinal))?[MembershipHocon.ServerRolePrefix.Length..];

    /// <inheritdoc />
    public IActorRef ConnectorsOf(string server) =>
        server.Equals(LocalServer, StringComparison.OrdinalIgnoreCase)
            ? _localConnectors
            : _state.Connectors.GetValueOrDefault(server) ?? _system.DeadLetters;

    /// <summary>Takes a state of the cluster.</summary>
    /// <returns>True when it says anything new.</returns>
    public bool Offer(IEnumerable<Member> members, IEnumerable<Member> unreachable)
    {
        var unreachableAddresses = unreachable.Select(member => member.UniqueAddress).ToHashSet();
        var current = new Dictionary<string, Member>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in members.Where(member => member.Status is not (MemberStatus.Removed or MemberStatus.Down)))
        {
            if (ServerOf(member) is { } server && (!current.TryGetValue(server, out var other) || IsBetter(member, other)))
            {
                current[server] = member;
            }
        }

        var servers = new TransportServers(
            Names(_ => true),
            Names(member => !unreachableAddresses.Contains(member.UniqueAddress)),
            Names(member => member.Status == MemberStatus.Up && !unreachableAddresses.Contains(member.UniqueAddress)))
        {
            Runs = current.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.UniqueAddress.Uid, StringComparer.OrdinalIgnoreCase)
        };
        var connectors = current
            .Where(pair => !pair.Key.Equals(LocalServer, StringComparison.OrdinalIgnoreCase))
            .ToImmutableDictionary(pair => pair.Key, pair => Connectors(pair.Value.Address), StringComparer.OrdinalIgnoreCase);
        if (servers.Accepting.Contains(LocalServer))
        {
            _joined.TrySetResult();
        }

        if (servers.Equals(_state.Servers) && connectors.Count == _state.Connectors.Count && connectors.All(Known))
        {
            return false;
        }

        _state = new State(servers, connectors);
        return true;

        ImmutableHashSet<string> Names(Func<Member, bool> condition) =>
            current.Where(pair => condition(pair.Value)).Select(pair => pair.Key).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private bool Known(KeyValuePair<string, IActorRef> pair) =>
        _state.Connectors.TryGetValue(pair.Key, out var known) && known.Path.Equals(pair.Value.Path);

    private static bool IsBetter(Member member, Member other) =>
        member.Status == MemberStatus.Up != (other.Status == MemberStatus.Up) ? member.Status == MemberStatus.Up : other.IsOlderThan(member);

    private IActorRef Connectors(Address address) =>
        _system.Provider.ResolveActorRef(new RootActorPath(address) / "user" / "connectors");

    private sealed record State(TransportServers Servers, ImmutableDictionary<string, IActorRef> Connectors);
}
