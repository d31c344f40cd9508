using System.Collections.Immutable;
using ForeignTransport.Core.BackPressure;
using ForeignTransport.Core.Categorizing;
using ForeignTransport.Transport.Serialization;

namespace ForeignTransport.Transport.Hosting;

/// <summary>What can be asked of a server about itself, from any other.</summary>
internal static class ServerQueries
{
    /// <summary>Who are you? Answered with <see cref="ServerFacts"/> by that server, and by no other that runs at its address now.</summary>
    public sealed record GetFacts(string Server) : ITransportMessage;
}

/// <summary>What a server says of itself.</summary>
/// <param name="Server">Its name.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="DataDirectory">Its data directory.</param>
/// <param name="Pickup">Its Pickup directory, a path of that machine; null when it is disabled or cannot be used.</param>
/// <param name="Replay">Its Replay directory; null likewise.</param>
/// <param name="RootDropDirectory">The folder above relative Drop directories; null when it cannot be used.</param>
/// <param name="Http">Where its HTTP interface answers; null when it has none.</param>
/// <param name="OrganizationVersion">The version of the organization that it works with.</param>
/// <param name="Partitions">Partitions that run on it.</param>
/// <param name="Messages">Messages with work left in those.</param>
/// <param name="IsIntakeClosed">It takes in nothing new.</param>
/// <param name="Submissions">What it took in and is not through with.</param>
/// <param name="Commands">Commands that its connectors have not answered.</param>
public sealed record ServerFacts(
    string Server,
    string Version,
    DateTimeOffset StartedAt,
    string DataDirectory,
    string? Pickup,
    string? Replay,
    string? RootDropDirectory,
    string? Http,
    long OrganizationVersion,
    int Partitions,
    long Messages,
    bool IsIntakeClosed,
    int Submissions,
    int Commands) : ITransportMessage
{
    /// <summary>How scarce its resources are; empty when it does not measure them.</summary>
    public ImmutableArray<ResourceUse> Resources { get; init; } = [];

    /// <summary>The folder of its message tracking log files, whether it writes any or not; null when it is blank or cannot be used.</summary>
    public string? MessageTracking { get; init; }

    /// <summary>Drop files of its partitions that gateways have not confirmed, as of half a minute ago at most.</summary>
    public ReceiptCounts Receipts { get; init; }

    /// <summary>The highest level of its resources.</summary>
    public PressureLevel BackPressure => Resources.IsEmpty ? PressureLevel.Low : Resources.Max(resource => resource.Level);
}
