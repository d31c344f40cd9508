using System.Collections.Immutable;
using ForeignTransport.Server.Bench;

namespace ForeignTransport.Server.Demo;

/// <summary>What a <see cref="HubCluster"/> is made of.</summary>
internal sealed record HubPlan
{
    /// <summary>The program that each server runs.</summary>
    public required ServerExecutable Executable { get; init; }

    /// <summary>The organization; its servers are those of the cluster.</summary>
    public required BenchOrganization Organization { get; init; }

    /// <summary>Where to put everything.</summary>
    public required string Root { get; init; }

    /// <summary>The PostgreSQL database that they share; null: SQLite, and one server.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Further options of every server, by environment variable.</summary>
    public ImmutableDictionary<string, string> Options { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How many messages can be offered at most.</summary>
    public required int MostMessages { get; init; }

    /// <summary>Messages a second, over all servers.</summary>
    public required double RatePerSecond { get; init; }

    /// <summary>Size of a message in bytes.</summary>
    public int SizeBytes { get; init; } = 2_048;

    /// <summary>Selects the bodies.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How long a start may take, on a slow machine under load.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
