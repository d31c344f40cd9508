using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.CommandLine;

/// <summary>Asks a running server how it is.</summary>
/// <param name="configuration">The node.</param>
/// <param name="live">True to ask whether it is alive rather than whether it is ready.</param>
/// <param name="output">For its answer.</param>
/// <param name="stopping">Gives up.</param>
/// <returns>The exit code of the process.</returns>
public delegate Task<int> HealthVerb(NodeConfiguration configuration, bool live, TextWriter output, CancellationToken stopping);
