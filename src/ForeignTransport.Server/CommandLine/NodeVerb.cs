using ForeignTransport.Transport.Configuration;

namespace ForeignTransport.Server.CommandLine;

/// <summary>Does what a verb says with a validated configuration.</summary>
/// <param name="configuration">The node.</param>
/// <param name="output">For what the verb prints.</param>
/// <param name="stopping">Cancelled by the first SIGINT or SIGTERM: finish gracefully.</param>
/// <returns>The exit code of the process.</returns>
public delegate Task<int> NodeVerb(NodeConfiguration configuration, TextWriter output, CancellationToken stopping);
