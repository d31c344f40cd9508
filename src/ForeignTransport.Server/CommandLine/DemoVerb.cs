namespace ForeignTransport.Server.CommandLine;

/// <summary>Shows servers that take over from one another.</summary>
/// <param name="arguments">What to run.</param>
/// <param name="output">For the view and the verdict.</param>
/// <param name="stopping">Cancelled by the first SIGINT or SIGTERM.</param>
/// <returns>The exit code of the process.</returns>
public delegate Task<int> DemoVerb(DemoArguments arguments, TextWriter output, CancellationToken stopping);
