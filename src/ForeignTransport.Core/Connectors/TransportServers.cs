using System.Collections.Immutable;

namespace ForeignTransport.Core.Connectors;

/// <summary>The servers of the cluster as one of them sees it now. Names have no case.</summary>
/// <param name="Members">Servers that belong to the cluster, whether or not they answer. What they do now is not known of those that do not.</param>
/// <param name="Reachable">Those that answer.</param>
/// <param name="Accepting">Those that take new work: reachable, and not leaving.</param>
public sealed record TransportServers(ImmutableHashSet<string> Members, ImmutableHashSet<string> Reachable, ImmutableHashSet<string> Accepting)
{
    /// <summary>A cluster of one.</summary>
    public static TransportServers Only(string server)
    {
        var set = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase, server);
        return new TransportServers(set, set, set);
    }

    /// <inheritdoc />
    public bool Equals(TransportServers? other) =>
        other is not null && Members.SetEquals(other.Members) && Reachable.SetEquals(other.Reachable) && Accepting.SetEquals(other.Accepting);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Members.Count, Reachable.Count, Accepting.Count);
}
