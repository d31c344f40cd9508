using System.Collections.Immutable;

namespace ForeignTransport.Core.Connectors;

/// <summary>The servers of the cluster as one of them sees it now. Names have no case.</summary>
/// <param name="Members">Servers that belong to the cluster, whether or not they answer. What they do now is not known of those that do not.</param>
/// <param name="Reachable">Those that answer.</param>
/// <param name="Accepting">Those that take new work: reachable, and not leaving.</param>
public sealed record TransportServers(ImmutableHashSet<string> Members, ImmutableHashSet<string> Reachable, ImmutableHashSet<string> Accepting)
{
    /// <summary>
    /// Tells the runs of a server apart: one that was restarted knows nothing of what it was asked before, though its name was never missing here.
    /// </summary>
    public ImmutableDictionary<string, int> Runs { get; init; } = ImmutableDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>A cluster of one.</summary>
    public static TransportServers Only(string server)
    {
        var set = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase, server);
        return new TransportServers(set, set, set);
    }

    /// <summary>True when the server answers and is the process that it was when the servers were as given.</summary>
    public bool StillAnswers(string server, TransportServers before) => Reachable.Contains(server) && IsSameRun(server, before);

    /// <summary>Those that take new work and did not when the servers were as given, or were other processes then.</summary>
    public IEnumerable<string> NewlyAccepting(TransportServers before) =>
        Accepting.Where(server => !before.Accepting.Contains(server) || !IsSameRun(server, before));

    /// <inheritdoc />
    public bool Equals(TransportServers? other) =>
        other is not null && Members.SetEquals(other.Members) && Reachable.SetEquals(other.Reachable) && Accepting.SetEquals(other.Accepting)
        && Members.All(server => IsSameRun(server, other));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Members.Count, Reachable.Count, Accepting.Count);

    /// <summary>Also when nothing is known of one of the two: the server that looks sees itself before it is a member.</summary>
    private bool IsSameRun(string server, TransportServers other) =>
        !Runs.TryGetValue(server, out var run) || !other.Runs.TryGetValue(server, out var otherRun) || run == otherRun;
}
