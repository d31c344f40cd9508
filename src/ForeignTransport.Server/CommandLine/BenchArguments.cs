using System.Collections.Immutable;

namespace ForeignTransport.Server.CommandLine;

/// <summary>What <c>foreign-transport bench</c> was asked to do.</summary>
/// <param name="Sizes">Message sizes in bytes; each is a measurement of its own.</param>
/// <param name="Messages">How many messages of each size: as many values as sizes, one for all of them, or none to leave it to the bench.</param>
/// <param name="Runs">Runs of each measurement.</param>
/// <param name="LatencySeconds">Length of the latency measurement at a steady rate; 0 leaves it out.</param>
/// <param name="Hubs">Servers that share the work; one runs on SQLite, several on PostgreSQL.</param>
/// <param name="ConnectionString">The PostgreSQL server for several; null for one of its own.</param>
/// <param name="Stages">True to measure each durable stage alone instead.</param>
/// <param name="Json">True to print JSON instead of a table.</param>
/// <param name="DataDirectory">A folder on the disk to be measured, absolute; null for the current one.</param>
public sealed record BenchArguments(
    ImmutableArray<int> Sizes,
    ImmutableArray<int> Messages,
    int Runs,
    int LatencySeconds,
    int Hubs,
    string? ConnectionString,
    bool Stages,
    bool Json,
    string? DataDirectory)
{
    /// <summary>False to measure without message tracking.</summary>
    public bool Tracking { get; init; } = true;
}
