namespace ForeignTransport.Server.CommandLine;

/// <summary>Generates load and reports what the server did with it.</summary>
/// <param name="arguments">What to run.</param>
/// <param name="output">For the report.</param>
/// <param name="stopping">Cancelled by the first SIGINT or SIGTERM.</param>
/// <returns>The exit code of the process.</returns>
public delegate Task<int> BenchVerb(BenchArguments arguments, TextWriter output, CancellationToken stopping);
