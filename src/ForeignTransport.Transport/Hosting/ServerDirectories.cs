namespace ForeignTransport.Transport.Hosting;

/// <summary>Where files go in and come out of a server.</summary>
/// <param name="Pickup">The Pickup directory; null when it is disabled.</param>
/// <param name="Replay">The Replay directory; null when it is disabled.</param>
/// <param name="Connectors">The connectors this server is a source of.</param>
public sealed record ServerDirectories(string? Pickup, string? Replay, IReadOnlyList<ConnectorDirectory> Connectors);

/// <summary>Where a connector drops files.</summary>
/// <param name="Connector">Its name.</param>
/// <param name="AddressSpaces">What it serves.</param>
/// <param name="Directory">Its Drop directory, or why there is none.</param>
public sealed record ConnectorDirectory(string Connector, string AddressSpaces, string Directory);
