using System.Collections;
using System.Collections.Immutable;

namespace ForeignTransport.Transport.Configuration;

/// <summary>
/// Where the values of a node's options come from. A later source overrides an earlier one: default, file, environment,
/// command line.
/// </summary>
/// <param name="WorkingDirectory">Where a relative path from the environment or the command line starts.</param>
/// <param name="MachineName">The default of <c>fqdn</c>.</param>
public sealed record NodeConfigurationSources(string WorkingDirectory, string MachineName)
{
    /// <summary>The HOCON file, or null to do without one.</summary>
    public string? File { get; init; }

    /// <summary>Environment variables; those that do not begin with <c>FT_</c> are not looked at, empty ones count as not set.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Values given on the command line.</summary>
    public ImmutableArray<CommandLineValue> CommandLine { get; init; } = [];

    /// <summary>The sources of the running process.</summary>
    public static NodeConfigurationSources OfProcess(string? file, ImmutableArray<CommandLineValue> commandLine) =>
        new(Directory.GetCurrentDirectory(), System.Environment.MachineName)
        {
            File = file,
            Environment = System.Environment.GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .ToImmutableDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? string.Empty, StringComparer.Ordinal),
            CommandLine = commandLine,
        };
}
